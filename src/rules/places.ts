import type { RelatedPlace } from '../core/finding.ts';
import type { EpochMatch, RunEvidence } from '../core/runEvidence.ts';
import type { Location, Span } from '../core/span.ts';
import { heldOutReading, placeIn } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';

type Predictions = NonNullable<RunEvidence['predictions']>;

/** A place on a line whose columns are not known: its first character. */
export function startOfLine(line: number): Span {
  return { line, start: 0, end: 1 };
}

/** The header cell of the predicted column, of the actual column where there is none, else the start of the file. */
export function headerCell(predictions: Predictions): Location {
  const { columns } = predictions.table;
  return {
    file: predictions.file,
    span: columns.predicted?.span ?? columns.actual.span ?? startOfLine(0),
  };
}

/** The first row of a class, or undefined if the table has none. */
export function firstRowOf(predictions: Predictions, classIndex: number): Location | undefined {
  const row = predictions.table.actual.indexOf(classIndex);
  if (row < 0) return undefined;
  return { file: predictions.file, span: startOfLine(predictions.table.rowLines[row]!) };
}

/** Where a statement about a class of a table stands: on the header, with the first row of the class. */
export function classPlaceInTable(
  predictions: Predictions,
  classIndex: number,
): { location: Location; related: readonly RelatedPlace[] } {
  const firstRow = firstRowOf(predictions, classIndex);
  return {
    location: headerCell(predictions),
    related: firstRow === undefined ? [] : [{ location: firstRow, what: 'firstRow' }],
  };
}

/** The number of rows of a prediction file; a frequency weight counts as so many. */
export function rowsOf({ table: { actual, weights } }: Predictions): number {
  return weights?.kind === 'frequency'
    ? weights.values.reduce((sum, count) => sum + count, 0)
    : actual.length;
}

/**
 * True if predictions speak for a run: there is no log, an epoch of the log has their accuracy, or the log has no
 * accuracy of validation or test that could say otherwise.
 */
export function speaksForRun(run: TrainingRun | undefined, match: EpochMatch | undefined): boolean {
  if (run === undefined || (match?.epochIndices.length ?? 0) > 0) return true;
  return run.epochs.every((epoch) => heldOutReading(epoch, 'accuracy') === undefined);
}

/** True if there are predictions, or a classification report, that speak for the run. */
export function predictionsSpeakForRun({ predictions, classReport, log }: RunEvidence): boolean {
  if (classReport !== undefined) return true;
  return predictions !== undefined && speaksForRun(log?.run, predictions.match);
}

/**
 * Where a statement about the accuracy of the predictions stands: on the logged accuracy of the latest matching
 * epoch, with the predictions as related place; without one, on the header cell of the predictions.
 */
export function accuracyPlace(
  evidence: RunEvidence,
  predictions: Predictions,
): { location: Location; related: readonly RelatedPlace[] } {
  return loggedPlace(evidence, predictions, 'accuracy', headerCell(predictions));
}

/**
 * Where a statement about the probabilities of the predictions stands: on the logged loss of the latest matching epoch,
 * with the first score column as related place; without one, on the header cell of that column.
 */
export function lossPlace(
  evidence: RunEvidence,
  predictions: Predictions,
): { location: Location; related: readonly RelatedPlace[] } {
  return loggedPlace(evidence, predictions, 'loss', scoresCell(predictions));
}

/** The header cell of the first score column, or that of the answers where it has none. */
export function scoresCell(predictions: Predictions): Location {
  const span = predictions.table.columns.scores?.[0]?.span;
  return span === undefined ? headerCell(predictions) : { file: predictions.file, span };
}

/**
 * Where a statement about how the scores rank one class stands: of two classes on the logged ROC AUC of the latest
 * matching epoch; else on the score column of the class, with the first row of the class.
 */
export function rankingPlace(
  evidence: RunEvidence,
  predictions: Predictions,
  classIndex: number,
): { location: Location; related: readonly RelatedPlace[] } {
  const { columns, labels } = predictions.table;
  const own = columns.scores?.length === labels.length ? columns.scores[classIndex]?.span : undefined;
  const cell = own === undefined ? scoresCell(predictions) : { file: predictions.file, span: own };
  const logged = labels.length === 2 ? loggedPlace(evidence, predictions, 'rocAuc', cell) : undefined;
  if (logged !== undefined && logged.related.length > 0) return logged;
  const firstRow = firstRowOf(predictions, classIndex);
  return {
    location: cell,
    related: firstRow === undefined ? [] : [{ location: firstRow, what: 'firstRow' }],
  };
}

function loggedPlace(
  { log }: RunEvidence,
  predictions: Predictions,
  metric: string,
  cell: Location,
): { location: Location; related: readonly RelatedPlace[] } {
  const matching = predictions.match?.epochIndices.at(-1);
  const epoch = matching === undefined ? undefined : log?.run.epochs[matching];
  const reading = epoch === undefined ? undefined : heldOutReading(epoch, metric);
  if (log === undefined || reading === undefined) return { location: cell, related: [] };
  return {
    location: placeIn(log, reading),
    related: [{ location: cell, what: 'predictions' }],
  };
}
