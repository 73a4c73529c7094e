import type { Head } from '../format.ts';
import { isEpochName, isStepName } from '../logs/logColumns.ts';
import { loggedNumber } from '../logs/loggedNumber.ts';
import { headTable } from '../logs/tableReader.ts';
import { foldedName } from '../metricNames.ts';
import type { DeclinedKind, Explanation } from './declined.ts';
import { listed, measuresOf, subjectOf } from './measures.ts';

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What one row is of and several are of, by the folded name of the column that names them. */
const rowNames: ReadonlyMap<string, readonly [string, string]> = new Map(
  (
    [
      [
        ['a model or a run', 'models or runs'],
        'model models model_name classifier classifiers algorithm algo method methods approach estimator architecture ' +
          'backbone network run run_id run_name name experiment experiment_name exp exp_name config config_name ' +
          'variant setting ablation trial trial_id',
      ],
      [['a data set', 'data sets'], 'data dataset data_set dataset_name split set subset'],
      [['a fold', 'folds'], 'fold folds cv_fold'],
    ] as const
  ).flatMap(([what, names]) => names.split(' ').map((name) => [name, what] as const)),
);

const aRun: readonly [string, string] = ['a model or a run', 'models or runs'];

const advice =
  'no epochs to follow and no rows of data to count. The log of a training, or the predictions of one model, can be read.';

/** Counts of right and wrong answers are more than final numbers, though no reader takes them here. */
const countsPattern =
  /confusion|per[_ -]?class|"support"|report|false_?(?:pos|neg)|"(?:tn|fp|fn|tp|correct|true_negatives?)"/i;

/** Files of finished measurements: one number a metric and a model. */
export const finalNumbers: readonly DeclinedKind[] = [
  { id: 'searchResults', explain: searchExplanation },
  { id: 'modelTable', explain: tableExplanation },
  { id: 'metricsJson', explain: jsonExplanation },
];

/** `cv_results_` of scikit-learn's searches. */
function searchExplanation(head: Head): Explanation | undefined {
  const header = headTable(head)?.header ?? [];
  if (!header.includes('mean_test_score') || !header.includes('mean_fit_time')) return undefined;
  return {
    message: `Holds the scores of a search over settings (mean_test_score), one setting a row: ${advice}`,
  };
}

function tableExplanation(head: Head): Explanation | undefined {
  const table = headTable(head);
  if (table === undefined || table.rows.length === 0) return undefined;
  const { header, rows } = table;
  if (
    header.some((name) => isEpochName(name) || isStepName(name) || foldedName(name) === 'confusion_matrix')
  ) {
    return undefined;
  }
  if (rows.some((cells) => cells.length !== header.length)) return undefined;
  const named = namedMeasures(table);
  if (named !== undefined) return { message: `Holds final numbers (${listed(named)}), one a row: ${advice}` };
  const measured = header.filter((name, column) => isMeasured(name, rows, column));
  const what = measured.length === 0 ? undefined : rowsAre(table);
  if (what === undefined) return undefined;
  const several = head.complete ? `${rows.length} ${what[1]}` : `many ${what[1]}`;
  const of = rows.length > 1 ? `${several}, one a row` : what[0];
  return { message: `Holds the final numbers (${listed(measured)}) of ${of}: ${advice}` };
}

/** `Metric,Value` and one metric a row. */
function namedMeasures({ header, rows }: Table): readonly string[] | undefined {
  const [first = '', second = ''] = header.map(foldedName);
  if (
    header.length !== 2 ||
    !/^(?:|metric|metrics|measure|name)$/.test(first) ||
    !/^(?:value|score|0)$/.test(second)
  ) {
    return undefined;
  }
  const names = rows.map(([name = '']) => name);
  return names.some((name) => subjectOf(name) === 'classes') ? names : undefined;
}

/** What the rows are of: named by a column of texts, or one row of nothing but metrics. */
function rowsAre({ header, rows }: Table): readonly [string, string] | undefined {
  for (const [column, name] of header.entries()) {
    const what = rowNames.get(foldedName(name));
    if (what === undefined) continue;
    const texts = rows.map((cells) => cells[column]!);
    const mayBeNumbers = what[1] === 'folds';
    if (texts.every((text) => text !== '' && (mayBeNumbers || loggedNumber(text) === undefined))) return what;
  }
  const isAllMeasured = header.length > 1 && header.every((name, column) => isMeasured(name, rows, column));
  return rows.length === 1 && isAllMeasured ? aRun : undefined;
}

function isMeasured(name: string, rows: Table['rows'], column: number): boolean {
  if (subjectOf(name) === 'unknown') return false;
  const cells = rows.map((row) => row[column]!).filter((cell) => !/^(?:|nan|n\/a|none)$/i.test(cell));
  return cells.length > 0 && cells.every((cell) => loggedNumber(cell.replace(/\s*%$/, '')) !== undefined);
}

function jsonExplanation(head: Head): Explanation | undefined {
  if (!head.complete || !/^\s*[[{]/.test(head.text) || countsPattern.test(head.text)) return undefined;
  const measures = measuresOf(head);
  if (measures?.shape !== 'single') return undefined;
  const measured = measures.names.filter((name) => subjectOf(name) !== 'unknown');
  // A threshold or a target is chosen and not measured.
  if (measured.length === 0 || measured.some((name) => /threshold|target|(?:^|_)(?:min|max)_/i.test(name))) {
    return undefined;
  }
  return { message: `Holds final numbers (${listed(measured)}): ${advice}` };
}
