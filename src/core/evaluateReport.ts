import type { ClassReport, RateName, ReportedClass, ReportedRates } from './classReport.ts';
import type { CountRange } from './countRange.ts';
import { isKnown } from './countRange.ts';
import type { ClassEvaluation, Evaluation } from './evaluation.ts';
import { mover, wilson } from './intervals.ts';
import type { Measured, MeasuredValue } from './measured.ts';
import type { PredictionTable } from './predictionTable.ts';
import { measured, undefinedBecause } from './measured.ts';
import { noSamplesOf } from './metrics/reasons.ts';
import { reportedCounts } from './reportedCounts.ts';
import type { ReportedCounts } from './reportedCounts.ts';

/** Why a rate has no value that the file does not give and no counts determine. */
export const rateNotGiven = 'the file does not give it';

const ambiguousPrecision = 'scikit-learn also prints this for a class that is never predicted';

/**
 * What a classification report determines, each value within its printing.
 *
 * Where whole numbers of rows follow from the printed digits the values are exact; else a value is the printed one, and
 * its interval the union over all numbers that print as it. A matrix beside the report is evaluated by `evaluateTable`. Balanced accuracy is the mean recall of the classes with
 * rows, which scikit-learn's "macro avg" is only where every class has some. Weighted rows give no interval.
 */
export function evaluateReport(
  report: ClassReport,
  confidence: number,
  evaluateTable: (table: PredictionTable) => Evaluation,
): Evaluation {
  if (report.cells !== undefined) {
    const rows = report.classes.reduce((sum, { support }) => sum + support, 0);
    const source = report.matrixAlone === true ? { ofMatrix: true as const } : {};
    return { ...evaluateTable(report.cells), rows, weighted: false, ofReport: true, ...source };
  }
  const counts = reportedCounts(report);
  const notGiven = new Set(report.notGiven);
  const classes = report.classes.map((one, index) =>
    evaluateClass(one, counts?.[index], notGiven, confidence),
  );
  return {
    labels: report.classes.map(({ label }) => label),
    rows: report.classes.reduce((sum, { support }) => sum + support, 0),
    metrics: new Map(overallMetrics(report, classes, confidence, counts !== undefined)),
    perClass: classes,
    hasScores: false,
    ofReport: true,
    weighted: counts === undefined,
    confidence,
  };
}

function evaluateClass(
  one: ReportedClass,
  counts: ReportedCounts | undefined,
  notGiven: ReadonlySet<RateName>,
  confidence: number,
): ClassEvaluation {
  const { label, support } = one;
  const found = counts?.found ?? weightFound(one);
  return {
    label,
    support,
    found,
    ...(counts?.predicted === undefined ? {} : { predicted: counts.predicted }),
    metrics: new Map([
      ['recall', recallOf(one, found, notGiven, counts === undefined ? undefined : confidence)],
      ['precision', precisionOf(one, found, counts?.predicted, notGiven, confidence)],
      ['f1', f1Of(one, found, counts?.predicted, notGiven)],
    ]),
  };
}

/** The weight that was found, as far as the recall tells. */
function weightFound({ support, recall }: ReportedClass): CountRange {
  if (recall === undefined) return { least: 0, most: support };
  const within = (value: number): number => Math.min(support, Math.max(0, value * support));
  return { least: within(recall.value - recall.tolerance), most: within(recall.value + recall.tolerance) };
}

function recallOf(
  { label, support, recall }: ReportedClass,
  found: CountRange,
  notGiven: ReadonlySet<RateName>,
  confidence: number | undefined,
): Measured {
  if (!(support > 0)) return undefinedBecause(noSamplesOf(label));
  if (notGiven.has('recall') && !isKnown(found)) return undefinedBecause(rateNotGiven);
  const value = between(recall?.value, found.least / support, found.most / support);
  return measured(
    value,
    confidence === undefined
      ? {}
      : { interval: widened(found, support, confidence), method: 'wilson', n: support },
  );
}

function precisionOf(
  { label, precision }: ReportedClass,
  found: CountRange,
  predicted: CountRange | undefined,
  notGiven: ReadonlySet<RateName>,
  confidence: number,
): Measured {
  if (predicted?.most === 0 || (precision === undefined && !notGiven.has('precision'))) {
    return undefinedBecause(`no row is predicted as '${label}'`);
  }
  if (predicted === undefined || !isKnown(predicted)) {
    if (precision === undefined) return undefinedBecause(rateNotGiven);
    const isAmbiguous = found.least === 0 && (predicted?.least ?? 0) === 0;
    return measured(precision.value, isAmbiguous ? { note: ambiguousPrecision } : {});
  }
  const rows = predicted.least;
  return measured(between(precision?.value, found.least / rows, found.most / rows), {
    interval: widened(found, rows, confidence),
    method: 'wilson',
    n: rows,
  });
}

function f1Of(
  { label, support, f1 }: ReportedClass,
  found: CountRange,
  predicted: CountRange | undefined,
  notGiven: ReadonlySet<RateName>,
): Measured {
  if ((f1 === undefined && !notGiven.has('f1')) || (support === 0 && predicted?.most === 0)) {
    return undefinedBecause(`no samples of class '${label}', and no row is predicted as it`);
  }
  const isExact = predicted !== undefined && isKnown(predicted) && isKnown(found);
  if (isExact) return measured((2 * found.least) / (support + predicted.least));
  return f1 === undefined ? undefinedBecause(rateNotGiven) : measured(f1.value);
}

/** Wilson's interval for every number in the range. */
function widened({ least, most }: CountRange, rows: number, confidence: number): [number, number] {
  return [
    wilson(Math.min(least, rows), rows, confidence)[0],
    wilson(Math.min(most, rows), rows, confidence)[1],
  ];
}

/** The printed value, moved into what is possible; the middle of that where none is printed. */
function between(value: number | undefined, low: number, high: number): number {
  return Math.min(1, high, Math.max(low, value ?? (low + high) / 2));
}

function* overallMetrics(
  { accuracy, macro, weighted }: ClassReport,
  classes: readonly ClassEvaluation[],
  confidence: number,
  wholeRows: boolean,
): Generator<[string, Measured]> {
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  const n = wholeRows ? { n: rows } : {};
  if (accuracy !== undefined && rows > 0) {
    const right = {
      least: classes.reduce((sum, { found }) => sum + found.least, 0),
      most: classes.reduce((sum, { found }) => sum + found.most, 0),
    };
    const value = between(accuracy.value, right.least / rows, right.most / rows);
    const interval = wholeRows ? { interval: widened(right, rows, confidence), method: 'wilson' } : {};
    yield ['accuracy', measured(value, { ...interval, ...n })];
  }
  const balanced = balancedAccuracy(classes, macro?.recall?.value, wholeRows);
  if (balanced !== undefined) yield ['balancedAccuracy', { ...balanced, ...n }];
  yield* printed('macro', macro, n);
  yield* printed('weighted', weighted, n);
}

function balancedAccuracy(
  classes: readonly ClassEvaluation[],
  macroRecall: number | undefined,
  wholeRows: boolean,
): MeasuredValue | undefined {
  const recalls = classes.flatMap(({ metrics }) => {
    const recall = metrics.get('recall');
    return recall?.kind === 'value' ? [recall] : [];
  });
  const present = classes.filter(({ support }) => support > 0);
  if (recalls.length === 0 || recalls.length < present.length) return undefined;
  const mean = (of: (found: CountRange) => number): number =>
    present.reduce((sum, { found, support }) => sum + of(found) / support, 0) / present.length;
  const meanOfPrinted = recalls.reduce((sum, recall) => sum + recall.value, 0) / recalls.length;
  const printedMean = present.length === classes.length ? macroRecall : undefined;
  const value = between(
    printedMean ?? meanOfPrinted,
    mean(({ least }) => least),
    mean(({ most }) => most),
  );
  const undefinedClasses = classes.filter(({ support }) => !(support > 0)).map(({ label }) => label);
  const left = undefinedClasses.length === 0 ? {} : { undefinedClasses };
  const parts = recalls.flatMap(({ value: recall, interval }) =>
    interval === undefined ? [] : [{ value: recall, interval }],
  );
  if (!wholeRows || parts.length < recalls.length) return measured(value, left);
  const [low, high] = mover(parts, 1 / parts.length);
  return measured(value, {
    interval: [Math.max(0, low), Math.min(1, high)],
    method: 'mover-wilson',
    ...left,
  });
}

function* printed(
  mean: 'macro' | 'weighted',
  rates: ReportedRates | undefined,
  more: { readonly n?: number },
): Generator<[string, Measured]> {
  const { f1, precision, recall } = rates ?? {};
  for (const [name, value] of [
    ['F1', f1],
    ['Precision', precision],
    ['Recall', recall],
  ] as const) {
    if (value !== undefined) yield [`${mean}${name}`, measured(value.value, more)];
  }
}
