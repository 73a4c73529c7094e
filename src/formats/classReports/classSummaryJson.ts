import type { ClassReport, ClassReports, RateReport } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Format } from '../format.ts';
import { classSummaries, isOfRates } from './classSummaries.ts';
import type { Summary } from './classSummaries.ts';
import { headTree, jsonResultsReader, withMatrices } from './jsonFile.ts';
import type { JsonResults } from './jsonFile.ts';
import type { JsonTree } from './jsonNodes.ts';
import { jsonReports } from './jsonReports.ts';
import { meansOf, ratesOfClasses, reportOfSummary } from './summaryReport.ts';

const confidence = 0.65;

/**
 * Results by class that people write as JSON: an object a class with its rows and how many of them are right, or its
 * rates. An accuracy of a class is its recall where the accuracy of all rows shows it.
 */
export const classSummaryJson: Format<ClassReports> = {
  id: 'classSummaryJson',
  title: 'Results by class (JSON)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || !/"(?:recall|sensitivity|correct|acc(?:uracy)?)"/i.test(head.text)) return 0;
    const tree = headTree(head.text);
    if (tree === undefined || jsonReports(tree, Infinity).length > 0) return 0;
    return typeof readSummaries(tree, Infinity) === 'string' ? 0 : confidence;
  },
  reader: jsonResultsReader(readSummaries),
};

function readSummaries(tree: JsonTree, mostClasses: number): JsonResults | string {
  const reports: ClassReport[] = [];
  const rates: RateReport[] = [];
  const faults: string[] = [];
  for (const summary of classSummaries(tree)) {
    const read = isOfRates(summary) ? ratesOf(summary, tree) : reportOfSummary(summary, tree, mostClasses);
    if (typeof read === 'string') faults.push(read);
    else if ('weightedRows' in read) reports.push(read);
    else rates.push(read);
  }
  if (reports.length === 0 && rates.length === 0) {
    return faults[0] ?? 'Holds no results by class with their numbers of rows. Not read.';
  }
  const { reports: joined, problems } = withMatrices(reports, tree);
  const skipped = [...new Set(faults)].map((message): Problem => ({ kind: 'skipped', message }));
  return { reports: joined, rates, problems: [...skipped, ...problems] };
}

function ratesOf(summary: Summary, tree: JsonTree): RateReport | string {
  const rates = ratesOfClasses(summary, tree);
  if (typeof rates === 'string') return rates;
  const macro = meansOf(summary, 'macro', tree);
  return {
    line: tree.spanOf(summary.node.at, summary.node.at + 1).line,
    classes: summary.classes.map(({ entry }, index) => {
      const own = rates[index]!;
      const [precision, recall, f1] = [own.get('precision'), own.get('recall'), own.get('f1')];
      return {
        label: entry.key,
        span: tree.spanOf(entry.start, entry.end),
        ...(precision === undefined ? {} : { precision }),
        ...(recall === undefined ? {} : { recall }),
        ...(f1 === undefined ? {} : { f1 }),
      };
    }),
    ...(macro === undefined ? {} : { macro }),
  };
}
