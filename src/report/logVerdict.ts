import type { RunAnalysis } from '../analysis/analysis.ts';
import { accuracyBounds } from '../core/accuracyBounds.ts';
import { largestClass, totalCount } from '../core/classCounts.ts';
import type { Reading } from '../core/trainingRun.ts';
import { intervalOf, lastReading, logConfidence, splitWord } from './panel/headline.ts';
import { numbers } from './numbers.ts';
import { otherShareSentence } from './otherShares.ts';

/** What a log shows and leaves open, where no rule found anything: one to three sentences. */
export function openQuestions(run: RunAnalysis): string[] {
  const accuracy = lastReading(run, 'accuracy');
  const counts = run.classCounts.validation;
  const first = `Cannot tell which classes are found: ${accuracySentence(run, accuracy)}.`;
  if (counts === undefined && accuracy === undefined) {
    return [first, 'A prediction file with one row per validation sample would tell.'];
  }
  const what = run.unnumbered === true ? 'these values' : 'this log';
  const other = otherShareSentence(run);
  if (counts === undefined && other !== undefined) {
    return [first, `${other}.`, 'A prediction file with one row per validation sample would tell.'];
  }
  if (counts === undefined) {
    return [
      first,
      `Nor can it be told whether that beats always answering the largest class: no class counts belong to ${what}.`,
      'A prediction file with one row per validation sample would tell both, class counts only the second.',
    ];
  }
  const second = [countsSentence(counts), boundsSentence(run, accuracy)].filter((text) => text !== undefined);
  return [
    first,
    ...(second.length === 0 ? [] : [`${second.join('; ')}.`]),
    'A prediction file with one row per validation sample would tell.',
  ];
}

function accuracySentence(run: RunAnalysis, accuracy: (Reading & { value: number }) | undefined): string {
  if (accuracy === undefined)
    return run.unnumbered === true ? 'there is no accuracy' : 'this log has no accuracy';
  const interval = intervalOf(run, accuracy);
  const sure =
    interval === undefined
      ? ''
      : ` (${numbers.percent(logConfidence)} interval ${numbers.interval(...interval)})`;
  const split =
    accuracy.split === 'validation' || accuracy.split === undefined
      ? ''
      : `${splitWord(accuracy.split).toLowerCase()} `;
  return `${split}accuracy ${numbers.rate(accuracy.value)}${sure} says nothing of single classes`;
}

/** `Always answering 'nevus' would score accuracy 0.35 on these class counts`, or undefined without rows. */
export function countsSentence(counts: ReadonlyMap<string, number> | undefined): string | undefined {
  const largest = counts === undefined ? undefined : largestClass(counts);
  if (counts === undefined || largest === undefined || totalCount(counts) <= 0) return undefined;
  const share = largest.count / totalCount(counts);
  return `Always answering ${numbers.label(largest.label)} would score accuracy ${numbers.rate(share)} on these class counts`;
}

/** What the errors of the last epoch leave open, where the counts are those of the rows that it was measured on. */
function boundsSentence(
  run: RunAnalysis,
  accuracy: (Reading & { value: number }) | undefined,
): string | undefined {
  const counts = run.classCounts.validation;
  const size = run.validationSize;
  if (counts === undefined || accuracy?.split !== 'validation' || size?.exact !== true) return undefined;
  if (totalCount(counts) !== size.value) return undefined;
  const errors = size.value - Math.round(accuracy.value * size.value);
  const bounds = accuracyBounds(counts.values(), errors);
  if (bounds === undefined) return undefined;
  const { low, high, missable, classes } = bounds;
  const range = `with ${numbers.count(errors)} of ${numbers.count(size.value)} rows wrong, balanced accuracy lies between ${numbers.rate(low)} and ${numbers.rate(high)}`;
  if (missable === 0) return `${range}, and no class can be missed completely`;
  return `${range}, and up to ${numbers.count(missable)} of ${numbers.count(classes)} classes may be missed completely`;
}
