import { binomialUpperTail } from '../../core/binomialTails.ts';
import { largestClass, totalCount } from '../../core/classCounts.ts';
import { numbers } from '../numbers.ts';
import { otherShare } from '../otherShares.ts';
import { logConfidence } from '../panel/headline.ts';
import { type AnswerGrounds, isSaid, type Sentence } from './grounds.ts';

/** Whether accuracy beats the share of the largest class, and how many right rows that takes. */
export function majorityPart(grounds: AnswerGrounds): Sentence[] {
  const { run, accuracy, isBroken, isKeras, findings } = grounds;
  if (accuracy === undefined || isBroken || findings.has('constant-predictor')) return [];
  // Keras averages over rows: what is no whole number of them is not of these rows, or not of rows at all.
  if (accuracy.isAbout === true && isKeras) return [];
  const counts =
    run.evaluation === undefined
      ? run.classCounts.validation
      : new Map(run.evaluation.perClass.map(({ label, support }) => [label, support]));
  const largest = counts === undefined ? undefined : largestClass(counts);
  if (counts === undefined || largest === undefined) {
    const other = otherRowsSentences(grounds);
    if (other !== undefined) return other;
    if (isSaid(grounds, 'largest class')) return [];
    return [
      {
        kind: 'unknown',
        text: 'Without class counts nothing tells whether accuracy beats always answering the largest class.',
      },
    ];
  }
  const total = totalCount(counts);
  const { right: last, rows } = accuracy;
  const share = largest.count / total;
  if (last === undefined || rows === undefined || !(share > 0 && share < 1)) return [];
  const need = rowsToBeat(share, rows);
  const finding = grounds.findings.get('accuracy-not-above-majority');
  const right = finding?.evidence['rows'] === rows ? finding.evidence['correct']! : last;
  const isLargest = [...counts.values()].some((count) => count < largest.count);
  const always = `always answering ${isLargest ? numbers.label(largest.label) : 'one class'}`;
  if (need === undefined) {
    const text = `Even ${numbers.count(rows)} right rows of ${numbers.count(rows)} would not be told from ${always}, so accuracy may be no better than that.`;
    return [{ kind: 'may', text }];
  }
  const gets =
    total === rows ? `gets ${numbers.count(largest.count)}` : `gets about ${numbers.rate(share)} of them`;
  const word = `${accuracy.isAbout === true ? 'About ' : ''}${numbers.count(right)} of ${numbers.count(rows)} rows ${right === 1 ? 'is' : 'are'} right`;
  return right >= need && finding === undefined
    ? [
        {
          kind: 'shows',
          text: `${word}; ${always} ${gets}, and from ${numbers.count(need)} on it is more than chance.`,
        },
      ]
    : [
        {
          kind: 'may',
          text: `${word}; ${always} ${gets}, and only from ${numbers.count(need)} on it would be more than chance: by accuracy alone the model may be no better.`,
        },
      ];
}

/** What the share of the largest class among other rows lets expect; undefined where it is not known either. */
function otherRowsSentences({ run, accuracy, findings }: AnswerGrounds): Sentence[] | undefined {
  const other = otherShare(run);
  if (other === undefined) return undefined;
  const { right, rows } = accuracy ?? {};
  if (right === undefined || rows === undefined || findings.has('accuracy-not-above-majority')) return [];
  const need = rowsToBeat(other.share, rows);
  if (need === undefined) return [];
  const always = `always answering ${numbers.label(other.label)}`;
  const from = right >= need ? `from ${numbers.count(need)} on` : `only from ${numbers.count(need)} on`;
  const text =
    `${numbers.count(right)} of ${numbers.count(rows)} rows ${right === 1 ? 'is' : 'are'} right; if the validation rows have ` +
    `the class shares of ${other.rows}, ${always} gets about ${numbers.rate(other.share)} of them, and ${from} it would be more than chance.`;
  return [{ kind: 'may', text: accuracy?.isAbout === true ? `About ${text}` : text }];
}

/**
 * The fewest right rows of `rows` that are significantly more than the share, one-sided; undefined where all would not
 * be enough.
 */
export function rowsToBeat(share: number, rows: number): number | undefined {
  const tells = (right: number): boolean => binomialUpperTail(right, rows, share) <= 1 - logConfidence;
  if (!tells(rows)) return undefined;
  let low = Math.floor(share * rows);
  let high = rows;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (tells(middle)) high = middle;
    else low = middle;
  }
  return high;
}
