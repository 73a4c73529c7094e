import type { Evaluation } from '../core/evaluation.ts';
import type { EvidenceLimits } from '../core/limits.ts';
import { lossOfScoresAsLogits } from '../core/logLoss.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { EpochMatch } from '../core/runEvidence.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';

/** Room for the last bits of a quotient, besides the printing of the log. */
const rounding = 1e-9;

/**
 * The epochs at which a prediction file may have been written: their validation accuracy (of test where a log has no
 * other) equals the file's within printing. Where the file has scores and some of these epochs also agree in log loss,
 * only these, and of these the ones that agree as far as float32 goes; where none does, those whose loss is that of the
 * softmax of the scores. Accuracy alone left 7.5 candidates on average, accuracy and loss one in 83 % of runs (rule
 * survey, C6).
 */
export function matchEpochs(
  run: TrainingRun,
  { evaluation, table }: { readonly evaluation: Evaluation; readonly table: PredictionTable },
  limits: EvidenceLimits,
): EpochMatch {
  const accuracy = evaluation.metrics.get('accuracy');
  if (accuracy?.kind !== 'value') return { epochIndices: [] };
  const byAccuracy = run.epochs.flatMap((epoch, index) => {
    const logged = heldOutReading(epoch, 'accuracy');
    if (logged === undefined) return [];
    return Math.abs(logged.value - accuracy.value) <= logged.tolerance + rounding ? [index] : [];
  });
  const loss = evaluation.metrics.get('logLoss');
  if (loss?.kind !== 'value' || byAccuracy.length < 2) return { epochIndices: byAccuracy };
  const within = (expected: number, distance: number): number[] =>
    byAccuracy.filter((index) => {
      const logged = heldOutReading(run.epochs[index]!, 'loss');
      return logged !== undefined && Math.abs(logged.value - expected) <= distance + logged.tolerance;
    });
  for (const distance of [limits.exactLossMatch, limits.lossMatch]) {
    const byBoth = within(loss.value, distance);
    if (byBoth.length > 0) return { epochIndices: byBoth };
  }
  const twice = within(lossOfScoresAsLogits(table) ?? NaN, limits.twiceLossMatch);
  return { epochIndices: twice.length > 0 ? twice : byAccuracy };
}
