import { defaultLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import { declinedContent, unreadableContent } from '../formats/declined/all.ts';
import type { Explanation } from '../formats/declined/declined.ts';
import { headOf } from '../formats/decode.ts';
import type { Format, Reader, ReadOptions } from '../formats/format.ts';
import { calledPredictions, holdsDeclared } from '../formats/predictions/calledPredictions.ts';
import { allFormats, formatById, recognise } from '../formats/recognise.ts';

/** The first bytes of a file; at least `headBytes` of them where the file has as many. */
export interface FileStart {
  /** File name without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True if `bytes` is the whole file. */
  readonly complete: boolean;
}

/** What the person declared about the file. */
export interface Declared extends Omit<ReadOptions, 'limits'> {
  /** Read the file as this format whatever its content looks like; `predictions` for that of a prediction table. */
  readonly format?: string;
}

export interface ReaderChoice {
  /**
   * Absent if the file is of no known format, or if several fit it equally. Then `problems` says so, or what the file
   * is where that is recognised.
   */
  readonly chosen?: { readonly format: Format; readonly reader: Reader };
  readonly problems: readonly Problem[];
  /** True if what follows these bytes cannot change the choice. */
  readonly settled: boolean;
}

/**
 * The reader for a file by its start, or by the format that was declared for it. A file with the columns that were
 * declared for it is a prediction table, whatever else its start looks like.
 */
export function openReader(
  start: FileStart,
  declared: Declared,
  limits = defaultLimits.reading,
): ReaderChoice {
  const { format: id, ...options } = declared;
  const settled = start.bytes.length > limits.headBytes || id !== undefined;
  const chosen = (format: Format): ReaderChoice => ({
    chosen: { format, reader: format.reader({ ...options, limits }) },
    problems: [],
    settled,
  });
  const bytes = start.bytes.subarray(0, limits.headBytes);
  const complete = start.complete && bytes.length === start.bytes.length;
  const head = headOf(start.name, bytes, complete);
  if (id === 'predictions') {
    const known = recognise(head).format;
    if (known?.kind === 'predictions' || known?.kind === 'arrays') return chosen(known);
    const unreadable = unreadableContent(head);
    if (unreadable === undefined) return chosen(calledPredictions(head));
    return { problems: [refusal(unreadable)], settled };
  }
  if (id !== undefined) {
    const named = formatById(id);
    return named === undefined ? { problems: [unknownFormat(id)], settled } : chosen(named);
  }
  const { format, problem } = recognise(head);
  const columns = declared.columns ?? {};
  const isNamed = Object.keys(columns).some((key) => key !== 'activation') && format?.kind !== 'predictions';
  if (isNamed && holdsDeclared(head, columns, limits)) {
    return chosen(calledPredictions(head));
  }
  if (format !== undefined) return chosen(format);
  const declined = problem === undefined ? declinedContent(head) : undefined;
  const why = problem ?? (declined === undefined ? undefined : refusal(declined));
  return { problems: why === undefined ? [] : [why], settled };
}

function refusal(explanation: Explanation): Problem {
  return { kind: 'refused', ...explanation };
}

function unknownFormat(id: string): Problem {
  const known = allFormats().map((format) => format.id);
  return {
    kind: 'refused',
    message: `Unknown format '${id}'. Not read. Known formats: ${known.join(', ')}.`,
  };
}
