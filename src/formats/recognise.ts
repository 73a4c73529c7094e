import type { Problem } from '../core/problem.ts';
import { arraysFormats } from './arrays/all.ts';
import { classCountsFormats } from './classCounts/all.ts';
import { classReportsFormats } from './classReports/all.ts';
import type { Format, Head } from './format.ts';
import { logsFormats } from './logs/all.ts';
import { predictionsFormats } from './predictions/all.ts';
import { seriesFormats } from './series/all.ts';

/** Below it a file is none of ours: most files of a project are not, so silence is the safe answer. */
const enoughConfidence = 0.5;

/** Two formats closer than this are a tie; a name adds up to 0.1 and so breaks it. */
const tieWidth = 0.05;

/** What a file's start says it is. `problem` is there only for a tie; a file of no known format is no problem. */
export interface Recognition {
  readonly format?: Format;
  /** Formats that answered with at least half confidence, best first. */
  readonly candidates: readonly { readonly id: string; readonly confidence: number }[];
  readonly problem?: Problem;
}

/** Every format of the registries. */
export function allFormats(): readonly Format[] {
  return [
    ...logsFormats,
    ...seriesFormats,
    ...predictionsFormats,
    ...arraysFormats,
    ...classReportsFormats,
    ...classCountsFormats,
  ];
}

/** The format of a file by its start: content decides, the name breaks ties, a tie is a problem and not a guess. */
export function recognise(head: Head, formats: readonly Format[] = allFormats()): Recognition {
  const candidates = formats
    .map((format) => ({ format, confidence: format.recognise(head) }))
    .filter(({ confidence }) => confidence >= enoughConfidence)
    .sort((a, b) => b.confidence - a.confidence);
  const named = candidates.map(({ format, confidence }) => ({ id: format.id, confidence }));
  const [best] = candidates;
  if (best === undefined) return { candidates: named };
  const equals = candidates.filter(({ confidence }) => best.confidence - confidence < tieWidth);
  if (equals.length === 1) return { format: best.format, candidates: named };
  const titles = equals.map(({ format }) => format.title).join(', ');
  const ids = equals.map(({ format }) => format.id).join(' or ');
  const message =
    `Could be any of: ${titles}. Not read, because the content fits them equally well. ` +
    `Say which with Read As..., --read-as or "readAs" in .imbalance-lens.json: ${ids}.`;
  return { candidates: named, problem: { kind: 'refused', message } };
}

/** The format with this id, for a file whose format a person named. */
export function formatById(id: string): Format | undefined {
  return allFormats().find((format) => format.id === id);
}
