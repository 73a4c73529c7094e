import { known } from './countRange.ts';
import { effectiveSize } from './effectiveSize.ts';
import type { ClassEvaluation, Evaluation } from './evaluation.ts';
import { matrixIntervals } from './matrixIntervals.ts';
import type { IntervalPart, Measured, MeasuredValue } from './measured.ts';
import { undefinedBecause } from './measured.ts';
import type { EvaluateOptions } from './metricInput.ts';
import { metricInput } from './metricInput.ts';
import { metrics } from './metrics/all.ts';
import type { Metric, MetricInput, OverallMetric, PerClassMetric } from './metrics/metric.ts';
import type { PredictionTable } from './predictionTable.ts';
import { reliabilityOf } from './reliabilityOf.ts';

/**
 * Computes every metric that applies to a table, overall and by class, by metric id.
 *
 * Metrics that need scores are absent if the table has none, those that need class weights if none were given.
 * Without rows, or with weights of 0 only, every value is undefined. In a binary table with a positive class its
 * values stand among the overall ones as well.
 */
export function evaluate(table: PredictionTable, options: EvaluateOptions): Evaluation {
  const input = metricInput(table, options);
  const applicable = metrics.filter((metric) => appliesTo(metric, input));
  const overall = applicable.filter((metric) => metric.scope === 'overall');
  const perClass = applicable.filter((metric) => metric.scope === 'perClass');
  const classes = table.labels.map((_, index) => evaluateClass(perClass, input, index));
  const intervals = hasRows(input) ? matrixIntervals(input, overall) : new Map<string, IntervalPart>();
  const values = new Map(
    overall.map((metric) => [
      metric.id,
      withInterval(evaluateOverall(metric, input), intervals.get(metric.id)),
    ]),
  );
  for (const [id, value] of positiveValues(table, classes)) if (!values.has(id)) values.set(id, value);
  const reliability = hasRows(input) ? reliabilityOf(input) : undefined;
  return {
    labels: table.labels,
    rows: table.actual.length,
    confusionMatrix: table.labels.map((_, index) => matrixRow(input, index)),
    metrics: values,
    perClass: classes,
    hasScores: table.scores !== undefined,
    ...(reliability === undefined ? {} : { reliability }),
    weighted: table.weights !== undefined,
    confidence: options.confidence,
    ...(table.positive === undefined ? {} : { positiveClass: positiveClass(table, table.positive) }),
  };
}

function hasRows({ table, matrix }: MetricInput): boolean {
  return table.actual.length > 0 && matrix.total > 0;
}

/** The value with an interval that knows more than what a formula gave. */
function withInterval(value: Measured, part: IntervalPart | undefined): Measured {
  if (value.kind === 'undefined' || part === undefined) return value;
  return part.interval === undefined && value.interval !== undefined ? value : { ...value, ...part };
}

function appliesTo(metric: Metric, { table, classWeights, classRanks }: MetricInput): boolean {
  if (!metric.problems.includes(table.labels.length > 2 ? 'multiclass' : 'binary')) return false;
  if (metric.needs === 'labels') return true;
  if (metric.needs === 'labels in order') return classRanks !== undefined;
  return table.scores !== undefined && (metric.needs === 'scores' || classWeights !== undefined);
}

function evaluateClass(
  perClass: readonly PerClassMetric[],
  input: MetricInput,
  index: number,
): ClassEvaluation {
  return {
    label: input.table.labels[index]!,
    support: input.matrix.support[index]!,
    found: known(input.matrix.cells[index * input.matrix.size + index]!),
    predicted: known(input.matrix.predicted[index]!),
    metrics: new Map(
      perClass.map((metric) => {
        const chance = () =>
          metric.randomBaseline(input, index) ??
          metric.limitOfRandom ??
          metric.constantBaseline(input, index);
        return [metric.id, complete(() => metric.compute(input, index), chance, input)];
      }),
    ),
  };
}

function positiveValues(
  { labels, positive }: PredictionTable,
  classes: readonly ClassEvaluation[],
): ReadonlyMap<string, Measured> {
  const positiveIndex = labels.length === 2 ? positive?.classIndex : undefined;
  return (positiveIndex === undefined ? undefined : classes[positiveIndex]?.metrics) ?? new Map();
}

function evaluateOverall(metric: OverallMetric, input: MetricInput): Measured {
  const chance = () => {
    const known = [metric.constantBaseline(input), metric.randomBaseline(input)].filter(
      (baseline) => baseline !== undefined,
    );
    if (known.length === 0) return undefined;
    return metric.better === 'higher' ? Math.max(...known) : Math.min(...known);
  };
  return complete(() => metric.compute(input), chance, input);
}

/** Adds the number of rows, where the metric names none of its own, and the chance level. */
function complete(compute: () => Measured, chance: () => number | undefined, input: MetricInput): Measured {
  if (input.table.actual.length === 0) return undefinedBecause('no samples');
  if (!(input.matrix.total > 0)) return undefinedBecause('the weights of all rows are 0');
  const result = compute();
  if (result.kind === 'undefined') return result;
  if (!Number.isFinite(result.value))
    return undefinedBecause('a score is no number, or the scores or weights are too large to compute with');
  return { ...result, n: result.n ?? rowsBehind(input), ...chancePart(chance()) };
}

function chancePart(chance: number | undefined): Pick<MeasuredValue, 'chance'> {
  return chance !== undefined && Number.isFinite(chance) ? { chance } : {};
}

function rowsBehind(input: MetricInput): number {
  return effectiveSize(input.matrix.total, input.squaredWeights()?.total);
}

function matrixRow({ matrix }: MetricInput, index: number): number[] {
  return Array.from(matrix.cells.subarray(index * matrix.size, (index + 1) * matrix.size));
}

function positiveClass(
  table: PredictionTable,
  positive: NonNullable<PredictionTable['positive']>,
): NonNullable<Evaluation['positiveClass']> {
  return { label: table.labels[positive.classIndex]!, source: positive.source };
}
