import { defaultLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import { declinedContent, unreadableContent } from '../formats/declined/all.ts';
import type { Explanation } from '../formats/declined/declined.ts';
import { headOf } from '../formats/decode.ts';
import type { Format, Reader, ReadOptions } from '../formats/format.ts';
import { calledPredictions, headerOf, holdsDeclared } from '../formats/predictions/calledPredictions.ts';
import { formatById, recognise } from '../formats/recognise.ts';
import { namesColumns } from '../formats/tableDecision.ts';

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
  /**
   * Read the file as this format whatever its content looks like; `predictions` for that of a prediction table,
   * `nothing` to leave it alone.
   */
  readonly format?: string;
}

export interface ReaderChoice {
  /**
   * Absent if the file is of no known format, or if several fit it equally. Then `problems` says so, or what the file
   * is where that is recognised.
   */
  readonly chosen?: { readonly format: Format; readonly reader: Reader };
  readonly problems: readonly Problem[];
  /** Ids of formats that fit equally well, where that is why none is chosen. */
  readonly candidates?: readonly string[];
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
  const bytes = start.bytes.subarray(0, limits.headBytes);
  const complete = start.complete && bytes.length === start.bytes.length;
  const head = headOf(start.name, bytes, complete);
  const known = declared.headers && headerOf(head, declared.headers, limits);
  const { format: id = known?.readAs, ...options } = declared;
  const settled = start.bytes.length > limits.headBytes || id !== undefined;
  const chosen = (format: Format): ReaderChoice => ({
    chosen: { format, reader: format.reader({ ...options, limits }) },
    problems: [],
    settled,
  });
  if (id === 'nothing') return { problems: [leftAlone], settled };
  if (id === 'predictions') {
    const { format } = recognise(head);
    if (format?.kind === 'predictions' || format?.kind === 'arrays') return chosen(format);
    const unreadable = unreadableContent(head);
    if (unreadable === undefined) return chosen(calledPredictions(head));
    return { problems: [refusal(unreadable)], settled };
  }
  if (id !== undefined) {
    const named = formatById(id);
    return named === undefined ? { problems: [unknownFormat(id)], settled } : chosen(named);
  }
  const { format, problem, candidates } = recognise(head);
  const columns = namesColumns(declared.columns) ? declared.columns : known?.columns;
  const isNamed = columns !== undefined && format?.kind !== 'predictions';
  if (isNamed && holdsDeclared(head, columns, limits)) return chosen(calledPredictions(head));
  if (format !== undefined) return chosen(format);
  if (problem !== undefined)
    return { problems: [problem], candidates: candidates.map((candidate) => candidate.id), settled };
  const declined = declinedContent(head);
  return { problems: declined === undefined ? [] : [refusal(declined)], settled };
}

const leftAlone: Problem = {
  kind: 'refused',
  message: 'Left alone, as was asked for ("readAs": "nothing" in .imbalance-lens.json).',
  quiet: true,
};

function refusal(explanation: Explanation): Problem {
  return { kind: 'refused', ...explanation };
}

function unknownFormat(id: string): Problem {
  const message = `Is to be read as '${id}', which is no format. Not read. Read As... and \`imbalance-lens formats\` list the formats.`;
  return { kind: 'refused', message };
}
