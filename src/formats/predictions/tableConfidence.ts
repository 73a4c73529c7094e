import { idRank, normaliseName, predictedRank, truthRank } from '../columnNames.ts';
import { decideColumns, looksLikePredictions } from '../columns.ts';
import type { ColumnDecision } from '../columns.ts';
import type { TableSample } from '../tableSample.ts';
import { numberOf } from '../labels.ts';

const fileNames = /pred|oof|submission|y_true|y_test|eval|results?_test|test_results?/i;
/** Columns of a training log: its other columns then name metrics, not classes. */
const logColumns: ReadonlySet<string> = new Set([
  'epoch',
  'loss',
  'val_loss',
  'train_loss',
  'accuracy',
  'val_accuracy',
  'lr',
]);

/**
 * How sure the columns of a table are of being predictions: truth and prediction 0.85, truth and scores less. A
 * table that lacks the truth is still recognised where names say that it holds predictions, to say what is missing.
 */
export function tableConfidence(sample: TableSample, fileName: string): number {
  const named = fileNames.test(fileName) ? 0.1 : 0;
  const logLike = sample.names.filter((name) => logColumns.has(normaliseName(name))).length;
  if (sample.names.length === 0) return 0;
  const decision = decideColumns(sample);
  if (logLike >= 2 && !namesBothClasses(sample, decision)) return 0;
  if (decision.kind === 'roles') {
    const { actual, predicted, scores } = decision.roles;
    // Beside an epoch and a loss, where a table of epochs says 0.85, both names of its own are worth more.
    if (predicted !== undefined) return logLike >= 2 ? 0.95 : 0.85 + named;
    if (scores?.kind === 'single') {
      const sure = truthRank(normaliseName(sample.names[actual]!)) >= 3 || holdsShares(sample, scores.column);
      return sure ? 0.55 + named : 0.3;
    }
    return (scores?.kind === 'wide' ? 0.75 : 0.7) + named;
  }
  if (decision.reason === 'regression') return 0.2;
  // Other formats say what such files are.
  if (decision.reason === 'boxes') return 0;
  if (decision.reason === 'severalOnes') return 0.7 + named;
  if (decision.reason === 'answersOnly' || decision.reason === 'severalModels') return 0.5 + named;
  if (decision.reason === 'submission') return 0.4 + named;
  if (decision.reason === 'events' || decision.reason === 'noTruth') {
    if (looksLikePredictions(sample)) return 0.6 + named;
    const idThenLabel =
      sample.names.length <= 3 &&
      (idRank(normaliseName(sample.names[0]!)) > 0 || decision.reason === 'events');
    return idThenLabel ? 0.4 + named : 0;
  }
  if (looksLikePredictions(sample)) return 0.7 + named;
  // Several models' scores beside a truth of its own name: only the person knows which.
  const isTruth = sample.names.some((name) => truthRank(normaliseName(name)) >= 3);
  return decision.question?.about === 'scores' && isTruth ? 0.5 + named : 0;
}

/** True where truth and prediction have names of their own: then the loss and the epoch beside them are those of a row. */
function namesBothClasses(sample: TableSample, decision: ColumnDecision): boolean {
  if (decision.kind === 'refused' || decision.roles.predicted === undefined) return false;
  const { actual, predicted } = decision.roles;
  return (
    truthRank(normaliseName(sample.names[actual]!)) >= 2.5 &&
    predictedRank(normaliseName(sample.names[predicted]!)) >= 2.5
  );
}

/** True for a column whose numbers lie in [0, 1]; a data set may well have a column called "score" too. */
function holdsShares(sample: TableSample, column: number): boolean {
  const values = sample.rows.map((row) => numberOf(row[column]!)).filter((value) => value !== undefined);
  return values.every((value) => value >= 0 && value <= 1);
}
