import type { RunAnalysis } from '../analysis/analysis.ts';
import { wilson } from '../core/intervals.ts';
import type { Epoch, Reading } from '../core/trainingRun.ts';
import { clean } from './clean.ts';
import { markdownText } from './markdownText.ts';
import { meanings } from './meaning/all.ts';
import { findMetric, metricTitle } from './metricText.ts';
import { numbers } from './numbers.ts';
import { splitWord } from './panel/headline.ts';
import { otherShare } from './otherShares.ts';
import { isCountedByOutputs, runReferenceLines } from './referenceLines.ts';
import { sameTraining } from './sentences.ts';

/** The Markdown of the hover on a logged value: what it is, how sure it can be, and what knows-nothing answers score. */
export function readingHover(run: RunAnalysis, epoch: Epoch, reading: Reading): string {
  const split = reading.split === undefined ? '' : `${splitWord(reading.split).toLowerCase()} `;
  const metric = findMetric(reading.metric);
  const name =
    metric === undefined ? markdownText(clean(reading.metric)) : metricTitle(reading.metric).toLowerCase();
  const when = run.unnumbered === true ? 'Final value' : `Epoch ${epoch.epoch}`;
  const blocks = [`**${when}** · ${split}${name} ${valueText(reading)}`];
  const context = reading.metric === 'loss' ? lossContext(run, reading) : accuracyContext(run, reading);
  if (context.length > 0) blocks.push(context.join(' · '));
  if (metric !== undefined) blocks.push(`${metricTitle(reading.metric)}: ${metric.definition}.`);
  const meaning = meaningHere(run, epoch, reading);
  if (meaning !== undefined) blocks.push(meaning);
  const twin = sameTraining(run);
  if (twin !== undefined) blocks.push(markdownText(twin, 200));
  return blocks.join('\n\n');
}

/** What the value means on the rows of the predictions, where these are of this very epoch. */
function meaningHere(run: RunAnalysis, epoch: Epoch, reading: Reading): string | undefined {
  const { evaluation, match } = run;
  if (evaluation === undefined || reading.split !== 'validation') return undefined;
  if (match?.epochIndices.includes(run.epochs.indexOf(epoch)) !== true) return undefined;
  const text = meanings(evaluation).overall(reading.metric === 'loss' ? 'logLoss' : reading.metric);
  return text === undefined ? undefined : `On the rows of the predictions: ${markdownText(text)}`;
}

function valueText(reading: Reading): string {
  if (typeof reading.value !== 'number') return `is not a finite number (${reading.value.notFinite})`;
  const metric = findMetric(reading.metric);
  const isRate = metric !== undefined && Number.isFinite(metric.range[1]);
  return isRate ? numbers.rate(reading.value) : numbers.loss(reading.value);
}

function accuracyContext(run: RunAnalysis, reading: Reading): string[] {
  if (reading.metric !== 'accuracy' || reading.split !== 'validation' || typeof reading.value !== 'number')
    return [];
  if (isCountedByOutputs(run)) return ['counted by outputs, not by rows'];
  const parts: string[] = [];
  const size = run.validationSize;
  // An inferred size that may be a multiple of the true one narrows no interval.
  if (size?.exact === true && reading.value >= 0 && reading.value <= 1) {
    const [low, high] = wilson(reading.value * size.value, size.value, 0.95);
    parts.push(`95 % interval ${numbers.interval(low, high)} (n = ${numbers.count(size.value)})`);
  }
  const { majority } = runReferenceLines(run);
  const other = otherShare(run);
  if (majority !== undefined) {
    parts.push(
      `always ${markdownText(numbers.label(majority.label))} scores ${numbers.rate(majority.share)}`,
    );
  } else if (other !== undefined) {
    parts.push(
      `always ${markdownText(numbers.label(other.label))} would score about ${numbers.rate(other.share)}, by the class shares of ${other.rows}`,
    );
  }
  return parts;
}

function lossContext(run: RunAnalysis, reading: Reading): string[] {
  if (reading.split !== 'validation') return [];
  const { classes, guess, prior } = runReferenceLines(run);
  const parts = [
    ...(guess === undefined
      ? []
      : [`uniform forecast ln ${numbers.count(classes!)} = ${numbers.loss(guess)}`]),
    ...(prior === undefined ? [] : [`forecast of the class shares ${numbers.loss(prior)}`]),
  ];
  return parts.length === 0 ? [] : [`Loss without a model: ${parts.join(' · ')}`];
}
