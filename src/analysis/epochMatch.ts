import type { Evaluation } from '../core/evaluation.ts';
import type { EvidenceLimits } from '../core/limits.ts';
import type { EpochMatch } from '../core/runEvidence.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';

/** Room for the last bits of a quotient, besides the printing of the log. */
const rounding = 1e-9;

/**
 * The epochs at which a prediction file may have been written: their validation accuracy (of test where a log has no
 * other) equals the file's within printing. Where the file has scores and some of these epochs also agree in log loss,
 * only these, and of these the ones that agree as far as float32 goes. Accuracy alone left 7.5 candidates on average,
 * both together one in 83 % of runs (rule survey, C6).
 */
export function matchEpochs(run: TrainingRun, evaluation: Evaluation, limits: EvidenceLimits): EpochMatch {
  const accuracy = evaluation.metrics.get('accuracy');
  if (accuracy?.kind !== 'value') return { epochIndices: [] };
  const byAccuracy = run.epochs.flatMap((epoch, index) => {
    const logged = heldOutReading(epoch, 'accuracy');
    if (logged === undefined) return [];
    return Math.abs(logged.value - accuracy.value) <= logged.tolerance + rounding ? [index] : [];
  });
  const loss = evaluation.metrics.get('logLoss');
  if (loss?.kind !== 'value') return { epochIndices: byAccuracy };
  for (const distance of [limits.exactLossMatch, limits.lossMatch]) {
    const byBoth = byAccuracy.filter((index) => {
      const logged = heldOutReading(run.epochs[index]!, 'loss');
      return logged !== undefined && Math.abs(logged.value - loss.value) <= distance + logged.tolerance;
    });
    if (byBoth.length > 0) return { epochIndices: byBoth };
  }
  return { epochIndices: byAccuracy };
}
