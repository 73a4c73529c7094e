/** Extensions of pictures that a webview can show, without the dot. SVG is not among them: it may hold scripts. */
const imageExtensions: ReadonlySet<string> = new Set(['png', 'jpg', 'jpeg', 'gif', 'bmp', 'webp']);
/** No system takes longer paths. */
const longestPath = 4_096;

/** True if the path ends like a picture. */
export function hasImageName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 && imageExtensions.has(name.slice(dot + 1).toLowerCase());
}

/** True if `path` is below `folder`; both absolute, with `/`, without `.` and `..`. */
export function isInside(path: string, folder: string): boolean {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(base) && path.length > base.length;
}

/**
 * Where a row id may lie as a picture: relative to the folder of the prediction file, then to the workspace folder; an
 * absolute one as it is. Only paths inside one of `folders`, in the order in which they are to be tried.
 *
 * Ids come from a file: addresses with a scheme, control characters and names that are no pictures give nothing, and
 * `..` may not lead out. Links are not followed here: whoever opens the file looks where it really lies. Paths are
 * absolute with `/` (`c:/data` on Windows); `\` in an id counts as `/`.
 */
export function imageCandidates(
  id: string,
  places: {
    readonly fileFolder: string;
    readonly workspaceFolder: string;
    /** All workspace folders. */
    readonly folders: readonly string[];
  },
): string[] {
  const path = id.trim().replaceAll('\\', '/');
  if (path.length > longestPath || /[\u0000-\u001f\u007f]/.test(path) || !hasImageName(path)) return [];
  if (path.startsWith('//') || /^[a-z][a-z0-9+.-]+:/i.test(path)) return [];
  const candidates =
    path.startsWith('/') || /^[a-z]:\//i.test(path)
      ? [resolved(path)]
      : /^[a-z]:/i.test(path)
        ? []
        : [places.fileFolder, places.workspaceFolder].map((folder) => resolved(`${folder}/${path}`));
  return [...new Set(candidates)].filter(
    (candidate): candidate is string =>
      candidate !== undefined && places.folders.some((folder) => isInside(candidate, folder)),
  );
}

/** The path without `.`, `..` and empty parts; undefined if `..` leads above its root. */
function resolved(path: string): string | undefined {
  const [drive = '', ...parts] = path.split('/');
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) return undefined;
  }
  // VS Code writes drive letters small.
  return [drive.toLowerCase(), ...kept].join('/');
}
