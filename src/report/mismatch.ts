import type { RunAnalysis } from '../analysis/analysis.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import { fileName } from './findingText.ts';
import { valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';

/** Says that the predictions are those of no logged epoch, where both have an accuracy; undefined otherwise. */
export function mismatchSentence(run: RunAnalysis): string | undefined {
  const accuracy = valueOf(run.evaluation?.metrics.get('accuracy'));
  if (run.evaluation === undefined || accuracy === undefined) return undefined;
  if (run.match === undefined || run.match.epochIndices.length > 0) return undefined;
  const logged = run.epochs.flatMap((epoch) => heldOutReading(epoch, 'accuracy')?.value ?? []);
  if (logged.length === 0) return undefined;
  const low = logged.reduce((a, b) => Math.min(a, b));
  const high = logged.reduce((a, b) => Math.max(a, b));
  const range = low === high ? numbers.rate(low) : numbers.interval(low, high);
  return `The predictions are those of no logged epoch: accuracy ${numbers.rate(accuracy.value)} on ${numbers.count(run.evaluation.rows)} rows, ${range} in the log.`;
}

/** True if the prediction file is by its name of test rows, which match no validation accuracy and need not. */
export function areTestRows(run: RunAnalysis): boolean {
  const file = run.files.find(({ role }) => role === 'predictions');
  return file !== undefined && /(?:^|[^a-z])(?:test|holdout)(?:[^a-z]|$)/i.test(fileName(file.path));
}
