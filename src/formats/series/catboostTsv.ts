import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Format } from '../format.ts';
import { isClassificationMetric, metricName } from '../metricNames.ts';
import { headLines, scalarLinesReader } from './scalarLines.ts';
import { scalarTsvLines } from './scalarTsv.ts';
import type { ScalarColumns } from './scalarTsv.ts';

/**
 * `catboost_info/learn_error.tsv` and `test_error.tsv`, which every fit of CatBoost writes: the metrics of one set by
 * iteration. The name of the file is the set. Source: files of CatBoost in public repositories.
 */
export const catboostTsv: Format<ScalarLog> = {
  id: 'catboostTsv',
  title: 'CatBoost metrics',
  kind: 'scalars',
  recognise: (head) => {
    const [header = '', ...rows] = headLines(head);
    const columns = columnsOf(header.split('\t'));
    if (columns === undefined || rows.length === 0 || ![...columns.names.values()].some(isOfClasses))
      return 0;
    const readLine = scalarTsvLines(columnsOf);
    readLine(header);
    return rows.every((row) => readLine(row) !== undefined) ? 0.9 : 0;
  },
  reader: ({ limits }) => scalarLinesReader(limits, scalarTsvLines(columnsOf)),
};

const losses: ReadonlySet<string> = new Set(['Logloss', 'MultiClass', 'CrossEntropy', 'MultiLogloss']);

function isOfClasses(name: string): boolean {
  return losses.has(name) || isClassificationMetric(metricName(name).metric);
}

function columnsOf(header: readonly string[]): ScalarColumns | undefined {
  if (header[0] !== 'iter' || header.length < 2 || !header.every((name) => /^[A-Za-z]/.test(name)))
    return undefined;
  return { step: 0, names: new Map([...header.entries()].slice(1)), width: header.length };
}
