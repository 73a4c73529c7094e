import type { RunAnalysis } from '../analysis/analysis.ts';
import { largestClass, totalCount } from '../core/classCounts.ts';
import { numbers } from './numbers.ts';

/** The largest class among rows that the validation rows may or may not be like. */
export interface OtherShare {
  readonly label: string;
  readonly share: number;
  /** `all rows` or `the training rows`. */
  readonly rows: string;
  /** ` (line 21 of the log)`, or nothing where the counts come from elsewhere. */
  readonly place: string;
}

/** What other rows let expect of the validation rows; undefined where their own counts are known, or none at all. */
export function otherShare({ classCounts, told }: RunAnalysis): OtherShare | undefined {
  if (classCounts.validation !== undefined) return undefined;
  const isAll = classCounts.all !== undefined;
  const counts = classCounts.all ?? classCounts.train;
  const largest = counts === undefined ? undefined : largestClass(counts);
  if (counts === undefined || largest === undefined || totalCount(counts) <= largest.count) return undefined;
  const line = isAll ? told?.all : told?.train;
  return {
    label: largest.label,
    share: largest.count / totalCount(counts),
    rows: isAll ? 'all rows' : 'the training rows',
    place: line === undefined ? '' : ` (line ${numbers.count(line + 1)} of the log)`,
  };
}

/** `Always answering 'nevus' would score about 0.35 if the validation rows have the class shares of all rows`. */
export function otherShareSentence(run: RunAnalysis): string | undefined {
  const other = otherShare(run);
  if (other === undefined) return undefined;
  return (
    `Always answering ${numbers.label(other.label)} would score about ${numbers.rate(other.share)} if the validation rows ` +
    `have the class shares of ${other.rows}${other.place}`
  );
}
