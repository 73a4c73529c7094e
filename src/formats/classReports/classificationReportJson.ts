import type { ClassReport, ClassReports } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Format } from '../format.ts';
import { headTree, jsonResultsReader, withMatrices } from './jsonFile.ts';
import type { JsonResults } from './jsonFile.ts';
import { under } from './jsonNodes.ts';
import type { JsonTree } from './jsonNodes.ts';
import { jsonReports } from './jsonReports.ts';

/** A report within a larger file: a training history or predictions in the same file go first. */
const confidenceWithin = 0.65;

/** What scikit-learn's `classification_report` gives with `output_dict=True`, saved as JSON or within a larger JSON. */
export const classificationReportJson: Format<ClassReports> = {
  id: 'classificationReportJson',
  title: 'Classification report of scikit-learn (JSON)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || !/"f1-?_?(?:score)?"/.test(head.text) || !head.text.includes('"weighted avg"'))
      return 0;
    const tree = headTree(head.text);
    if (tree === undefined || typeof readReports(tree, Infinity) === 'string') return 0;
    return under(tree.root, 'weighted avg') === undefined ? confidenceWithin : 0.95;
  },
  reader: jsonResultsReader(readReports),
};

function readReports(tree: JsonTree, mostClasses: number): JsonResults | string {
  const found = jsonReports(tree, mostClasses);
  const reports = found.filter((one): one is ClassReport => typeof one !== 'string');
  const faults = found.filter((one) => typeof one === 'string');
  if (reports.length === 0) return faults[0] ?? 'Holds no classification report with its averages. Not read.';
  const { reports: joined, problems } = withMatrices(reports, tree);
  const skipped = [...new Set(faults)].map((message): Problem => ({ kind: 'skipped', message }));
  return { reports: joined, problems: [...skipped, ...problems] };
}
