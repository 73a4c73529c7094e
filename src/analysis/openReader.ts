import { defaultLimits } from '../core/limits.ts';
import type { ReadingLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import { declinedContent, unreadableContent } from '../formats/declined/all.ts';
import type { Explanation } from '../formats/declined/declined.ts';
import { headOf } from '../formats/decode.ts';
import type { Format, Reader, ReadOptions } from '../formats/format.ts';
import { calledPredictions, headerOf, holdsDeclared } from '../formats/predictions/calledPredictions.ts';
import { allFormats, formatById, recognise } from '../formats/recognise.ts';
import { namesColumns } from '../formats/tableDecision.ts';

/**
 * The first bytes of a file; more than `headBytes` of them where the file has as many, and more than `farHeadBytes` where
 * the choice by fewer was not settled.
 */
export interface FileStart {
  /** File name without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True if `bytes` is the whole file. */
  readonly complete: boolean;
  /** True if by a shorter start of it nothing was settled, though more than `headBytes` were there. */
  readonly again?: true;
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
  const further = (): ReaderChoice => {
    const format = furtherDown(start, limits);
    const choice = format === undefined ? { problems: [] } : chosen(format);
    return { ...choice, settled: start.bytes.length > limits.farHeadBytes };
  };
  if (start.again === true) return further();
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
  if (declined !== undefined) return { problems: [refusal(declined)], settled };
  return head.text.includes('\0') ? { problems: [], settled } : further();
}

/** Words of which one stands in every log or report: to look for them is fifty times as fast as to read the lines. */
const wordsOfLogs = /epoch|iter|valid|eval|accuracy|precision/i;

/** The format of a log or a report that begins behind much else; tables and JSON say in their first lines what they are. */
function furtherDown({ name, bytes, complete }: FileStart, limits: ReadingLimits): Format | undefined {
  if (bytes.length <= limits.headBytes) return undefined;
  const far = bytes.subarray(0, limits.farHeadBytes);
  const head = headOf(name, far, complete && far.length === bytes.length);
  if (/^\s*[[{]\s*[\r\n]/.test(head.text.slice(0, 1_000)) || !wordsOfLogs.test(head.text)) return undefined;
  return recognise(
    head,
    allFormats().filter(({ kind }) => kind === 'log' || kind === 'classReport'),
  ).format;
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
