import { foldedName, isKnownClassificationMetric, isRegressionMetric, metricName } from '../metricNames.ts';
import { finalName, isFinalMetric } from './finalRun.ts';
import type { LoggedNumber } from './loggedNumber.ts';
import { isOfOtherTask } from './otherTasks.ts';
import { rateMetrics } from './rateMetrics.ts';
import type { ResultSet } from './resultSets.ts';

/** Metrics that also name a setting, a tolerance or the score of a search: one alone says nothing. */
const ambiguous: ReadonlySet<string> = new Set([
  'precision',
  'recall',
  'specificity',
  'cohenKappa',
  'logLoss',
  'topKAccuracy',
]);

/** Names of answers to questions, of search, of tests of software, of places on earth and of money. */
const otherPattern =
  /(?:^|_)(?:questions?|prompts?|llm|judges?|faithful\w*|hallucinat\w*|retriev\w*|rag|citations?|passed|failed|lat|lng|lon|latitude|longitude|profit|trades?|backtest)(?:_|$)/;

/** Names of regression whose presence makes an `accuracy` one of 100 % minus an error. */
const regressions: ReadonlySet<string> = new Set(['r2', 'r_2', 'r2_score', 'rmse', 'mape', 'smape', 'mae']);

/** Numbers beside one metric above which a file is of settings or of something else that happens to hold it. */
const mostOthers = 12;

/** Whether final values are those of a classifier, by names and values; it does not say of which writer. */
export function areOfClassifier(set: ResultSet): boolean {
  const metrics = rateMetrics(set);
  const known = metrics.filter((metric) => !ambiguous.has(metric));
  if (known.length === 0 && metrics.length < 2) return false;
  const names = set.names.map((name) => foldedName(name));
  if (names.some((name) => otherPattern.test(name) || isOfOtherTask(name))) return false;
  if (names.some((name) => regressions.has(name) || isNamedRegression(name))) return false;
  const numbers = [...set.values].filter(([name]) => metricName(name).kind === 'measure');
  const measured = numbers.filter(([name]) => isFinalMetric(finalName(name)));
  const others = numbers.length - measured.length;
  if (others > mostOthers * metrics.length) return false;
  return measured.length > 1 || measured.some(([name, { number }]) => isShare(name, number, others));
}

/** A lone whole number may be a setting, and a lone percentage beside other numbers the accuracy of a position. */
function isShare(name: string, { value, lastDigit }: LoggedNumber, others: number): boolean {
  if (!isKnownClassificationMetric(finalName(name).metric) || lastDigit >= 0) return false;
  return typeof value === 'number' && (value <= 1 || others === 0);
}

/** `test_rmse`, `r2_train`. */
function isNamedRegression(name: string): boolean {
  const { split, metric } = metricName(name);
  return split !== undefined && isRegressionMetric(metric);
}
