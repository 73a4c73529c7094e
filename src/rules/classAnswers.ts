import type { RelatedPlace } from '../core/finding.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { reportResults, tableResults } from './classResults.ts';
import type { ClassResults } from './classResults.ts';
import { accuracyPlace, classPlaceInTable } from './places.ts';

/** A place with the places that go with it. */
interface Placed {
  readonly location: Location;
  readonly related: readonly RelatedPlace[];
}

/** What is known of the answers of a run, from its predictions or from its classification report. */
export interface ClassAnswers {
  readonly results: ClassResults;
  /** Two-sided confidence level of the intervals in `results`. */
  readonly confidence: number;
  /** Where a statement about a class stands: the printed recall in a report; in a table the header, with the first row. */
  classPlace(classIndex: number): Placed;
  /** Where a statement about the accuracy stands; in a report one about what it hides stands on the recall. */
  accuracyPlace(classIndex?: number): Placed;
}

/** The answers of a run by class; undefined without any, and where fewer than two classes have rows. */
export function classAnswers(evidence: RunEvidence): ClassAnswers | undefined {
  const { predictions } = evidence;
  if (predictions === undefined) return reportAnswers(evidence);
  const { evaluation, table } = predictions;
  const results = tableResults(evaluation, table);
  if (results === undefined) return undefined;
  return {
    results,
    confidence: evaluation.confidence,
    classPlace: (classIndex) => classPlaceInTable(predictions, classIndex),
    accuracyPlace: () => accuracyPlace(evidence, predictions),
  };
}

function reportAnswers({ classReport }: RunEvidence): ClassAnswers | undefined {
  if (classReport === undefined) return undefined;
  const { evaluation, report, file } = classReport;
  const results = reportResults(evaluation);
  if (results === undefined) return undefined;
  const classPlace = (classIndex: number): Placed => {
    const { recall, span } = report.classes[classIndex]!;
    return { location: { file, span: recall?.span ?? span }, related: [] };
  };
  return {
    results,
    confidence: evaluation.confidence,
    classPlace,
    accuracyPlace: (classIndex) =>
      classIndex === undefined && report.accuracy !== undefined
        ? { location: { file, span: report.accuracy.span }, related: [] }
        : classPlace(classIndex ?? 0),
  };
}
