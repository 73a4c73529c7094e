import type { ClassReport, ClassReports } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Format } from '../format.ts';
import { headTree, jsonResultsReader } from './jsonFile.ts';
import type { JsonResults } from './jsonFile.ts';
import { jsonMatrices } from './jsonMatrices.ts';
import type { HeldMatrix } from './jsonMatrices.ts';
import { numberIn, under } from './jsonNodes.ts';
import type { JsonTree } from './jsonNodes.ts';
import { reportOfMatrix } from './matrixReports.ts';

/** Where the same file also holds a report, a summary, predictions or a history, those go first. */
const confidence = 0.57;
/** Room of a quotient beside an accuracy that was rounded to four digits. */
const rounding = 0.00006;

/** A confusion matrix of counts in a JSON file of results, under a key that says so. */
export const confusionMatrixJson: Format<ClassReports> = {
  id: 'confusionMatrixJson',
  title: 'Confusion matrix (JSON)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || !/"[^"]*(?:conf|"cm")/i.test(head.text)) return 0;
    const tree = headTree(head.text);
    return tree === undefined || typeof readMatrices(tree, Infinity) === 'string' ? 0 : confidence;
  },
  reader: jsonResultsReader(readMatrices),
};

function readMatrices(tree: JsonTree, mostClasses: number): JsonResults | string {
  const reports: ClassReport[] = [];
  const problems: Problem[] = [];
  for (const held of jsonMatrices(tree)) {
    if (held.matrix.counts.length > mostClasses) continue;
    const read = reportOfMatrix(held.matrix);
    if ('problem' in read) {
      problems.push(read.problem);
      continue;
    }
    reports.push(read.report);
    problems.push(...read.problems, ...otherAccuracy(held, read.report));
  }
  return reports.length === 0
    ? (problems[0]?.message ?? 'Holds no confusion matrix of counts. Not read.')
    : { reports, problems };
}

/** Says of an accuracy beside a matrix that it is of other rows. */
function otherAccuracy({ holder }: HeldMatrix, { accuracy, line }: ClassReport): Problem[] {
  const beside = numberIn(under(holder, 'accuracy', 'acc', 'test_accuracy'))?.value;
  if (beside === undefined || accuracy === undefined) return [];
  const value = beside > 1 ? beside / 100 : beside;
  const tolerance = beside > 1 ? 0.005 : rounding;
  if (Math.abs(value - accuracy.value) <= tolerance) return [];
  const message = `The accuracy beside the confusion matrix, ${String(beside)}, is not that of its counts: it is of other rows or of another model.`;
  return [{ kind: 'note', message, line }];
}
