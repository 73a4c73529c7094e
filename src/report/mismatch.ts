import type { RunAnalysis } from '../analysis/analysis.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import { fileName } from './findingText.ts';

/** True if the predictions are those of no logged epoch, where both have an accuracy. */
export function isOfNoEpoch({ evaluation, match, epochs }: RunAnalysis): boolean {
  if (evaluation?.metrics.get('accuracy')?.kind !== 'value') return false;
  if (match === undefined || match.epochIndices.length > 0) return false;
  return epochs.some((epoch) => heldOutReading(epoch, 'accuracy') !== undefined);
}

/** True if the prediction file is by its name of test rows, which match no validation accuracy and need not. */
export function areTestRows(run: RunAnalysis): boolean {
  const file = run.files.find(({ role }) => role === 'predictions');
  return file !== undefined && /(?:^|[^a-z])(?:test|holdout)(?:[^a-z]|$)/i.test(fileName(file.path));
}
