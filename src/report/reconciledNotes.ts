import type { RunAnalysis } from '../analysis/analysis.ts';
import type { FittingDefinition, ReconciledReading } from '../core/reconciledReading.ts';
import { clean } from './clean.ts';
import { shownFindings } from './findingText.ts';
import { titleOfSplit } from './panel/headline.ts';

/** One sentence for each logged number that is not what its name says, unless a finding says it. */
export function reconciledNotes({ reconciled, findings, unnumbered }: RunAnalysis): string[] {
  const isFound = shownFindings(findings).some(({ rule }) => rule === 'file-does-not-match-log');
  return (reconciled ?? [])
    .filter(({ verb }) => verb === 'is' || !isFound)
    .map((reading) => sentence(reading, unnumbered === true));
}

function sentence(reading: ReconciledReading, isFinal: boolean): string {
  const { epoch, split, metric, own, fits, nearest, tried, verb } = reading;
  const shown = (value: number): string => valueText(value, reading);
  const subject = `${titleOfSplit(split, inWords(metric))} ${shown(reading.logged)}${isFinal ? '' : ` of epoch ${epoch}`}`;
  // What the parentheses of a title explain is said once, of what it is.
  const named = ({ title, value }: FittingDefinition): string =>
    `${clean(title, 200).replace(/ \(.*$/, '')} (${shown(value)})`;
  if (fits.length === 0)
    return `${subject} is none of the ${tried} values that it has by the usual definitions on the rows of the prediction file${nearest === undefined ? '' : `; the nearest is ${named(nearest)}`}. It may be a mean over batches, or of other rows.`;
  const what = fits.map(({ title }) => clean(title, 200)).join(' or ');
  const not = own === undefined ? '' : `, not ${named(own)}`;
  if (verb === 'is') return `${subject} is ${what} on the rows of the prediction file${not}.`;
  return `${subject} may be ${what} on the rows of the prediction file${not}; no logged value is their ${own === undefined ? 'accuracy' : inWords(metric)}. Look at how the training code computes it.`;
}

/** `balancedAccuracy` as `balanced accuracy`; a name of the person's own stays as it is. */
function inWords(metric: string): string {
  if (metric === 'f1') return 'F1';
  return clean(metric, 60).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** With the decimals of the log, four at most. */
function valueText(value: number, { tolerance }: ReconciledReading): string {
  const decimals = Math.max(2, Math.min(4, Math.round(-Math.log10(2 * tolerance))));
  return value.toFixed(decimals).replace('-', '\u2212');
}
