/** The folder of the weights is the model's own: paths that name another place are refused, not tidied. */
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|[/\\])/i;

/**
 * Paths of the weight files that a model.json names, relative to its folder. Throws with a reason for anything but
 * relative paths that stay in the folder: a model must not make its reader open other files or addresses.
 */
export function weightPaths(manifest: unknown): string[] {
  return weightGroups(manifest).flatMap(({ paths }) => paths);
}

export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly Record<string, unknown>[];
}

/** The groups of a weights manifest, checked. */
export function weightGroups(manifest: unknown): WeightGroup[] {
  if (!Array.isArray(manifest)) throw new Error('it names no weights (weightsManifest)');
  return manifest.map((group: unknown) => {
    const { paths, weights } = (group ?? {}) as Record<string, unknown>;
    if (!isListOf(paths, (path) => typeof path === 'string') || !isListOf(weights, isRecord))
      throw new Error('its weightsManifest is not a list of paths and weights');
    for (const path of paths) checkPath(path);
    return { paths, weights };
  });
}

function checkPath(path: string): void {
  if (elsewhere.test(path) || path.split(/[/\\]/).includes('..') || path === '' || path.includes('\0')) {
    const shown = JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path);
    throw new Error(`its weights lie outside its folder (${shown}); only files beside it are read`);
  }
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

const bytesOfType: ReadonlyMap<unknown, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['float16', 2],
  ['uint16', 2],
  ['uint8', 1],
  ['bool', 1],
  ['complex64', 8],
]);

/** Bytes that a weight takes in its file; undefined for a type without a fixed size. */
export function weightBytes({ shape, dtype, quantization }: Record<string, unknown>): number | undefined {
  const stored = isRecord(quantization) ? quantization['dtype'] : dtype;
  const size = bytesOfType.get(stored);
  if (size === undefined || !isListOf(shape, isLength)) return undefined;
  return shape.reduce((product, length) => product * length, size);
}
