import { foldedName, isClassificationMetric, isRegressionMetric } from '../metricNames.ts';
import type { LogColumn, ValueColumn } from './logColumns.ts';

/** Names that speak of rewards, not of rows that are right or wrong. */
const reinforcementPattern = /(?:^|_)(?:reward|rewards|return|returns|episode|episodes)(?:_|$)/;

/** True for a column of the loss or of a rate that is measured on classes. */
export function isKeyColumn(column: LogColumn): column is ValueColumn {
  return column.role === 'value' && isKeyMetric(column.metric);
}

/** True for the loss, accuracy and their like by their canonical names; `precision(B)` of a detector is none of them. */
export function isKeyMetric(metric: string): boolean {
  return metric === 'loss' || (isClassificationMetric(metric) && /^[A-Za-z0-9]+$/.test(metric));
}

/** True unless the columns speak of rewards, or of a regression with no metric of classes beside it. */
export function isOfClassifier(columns: readonly LogColumn[]): boolean {
  const metrics = columns.flatMap((column) => (column.role === 'value' ? [column.metric] : []));
  if (metrics.some(isReinforcementMetric)) return false;
  return !metrics.some(isRegressionMetric) || metrics.some(isClassificationMetric);
}

/** True if the name speaks of rewards. */
export function isReinforcementMetric(name: string): boolean {
  return reinforcementPattern.test(foldedName(name));
}
