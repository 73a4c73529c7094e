import type { ClassEvaluation, Evaluation } from '../../core/evaluation.ts';
import type {
  PrecisionRecallClassState,
  PrecisionRecallCurvesState,
  PrecisionRecallState,
} from '../../protocol/panel.ts';
import type { CurveReply } from '../../protocol/engine.ts';
import { clean } from '../clean.ts';
import { valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { quantityState } from './quantity.ts';

/** Class indices by average precision, the lowest first; classes without rows have none and come last. */
export function curveOrder(evaluation: Evaluation): number[] {
  const values = evaluation.perClass.map(
    ({ metrics }) => valueOf(metrics.get('averagePrecision'))?.value ?? 2,
  );
  return values.map((_, index) => index).sort((a, b) => values[a]! - values[b]! || a - b);
}

/** What is said of the precision-recall curves before they are drawn; undefined without probabilities. */
export function precisionRecallState(evaluation: Evaluation): PrecisionRecallState | undefined {
  if (!evaluation.hasScores) return undefined;
  const total = evaluation.perClass.reduce((sum, { support }) => sum + support, 0);
  const version = ['logLoss', 'macroAveragePrecision'].map(
    (id) => valueOf(evaluation.metrics.get(id))?.value,
  );
  return {
    classes: curveOrder(evaluation).map((index) => classState(evaluation.perClass[index]!, total)),
    caption:
      'Each class against the rest, lowest average precision first: what precision is left at each recall as the threshold on its probability falls. The dotted line is the prevalence, the precision of answering every row with the class. Chance is the average precision to be expected of probabilities in random order, which lies above the prevalence for small classes. A ring marks the predicted labels of the file.',
    version: [evaluation.rows, ...version].join(' '),
  };
}

function classState(one: ClassEvaluation, total: number): PrecisionRecallClassState {
  const averagePrecision = quantityState('averagePrecision', one.metrics.get('averagePrecision'));
  const prevalence = total > 0 ? one.support / total : 0;
  const [recall, precision] = [valueOf(one.metrics.get('recall')), valueOf(one.metrics.get('precision'))];
  const prevalenceText = numbers.rate(prevalence);
  const rows = `${numbers.count(one.support)} ${one.support === 1 ? 'row' : 'rows'}`;
  const chance = averagePrecision.chance === undefined ? '' : `, chance ${averagePrecision.chance}`;
  const answered =
    recall === undefined || precision === undefined
      ? ''
      : `; predicted labels at recall ${numbers.rate(recall.value)}, precision ${numbers.rate(precision.value)}`;
  return {
    label: clean(one.label),
    rows,
    averagePrecision,
    prevalence,
    prevalenceText,
    ...(recall === undefined || precision === undefined
      ? {}
      : { predicted: { recall: recall.value, precision: precision.value } }),
    description: `Precision-recall curve of ${numbers.label(one.label)}, ${numbers.count(one.support)} of ${numbers.count(total)} rows: average precision ${averagePrecision.text}${chance}, prevalence ${prevalenceText}${answered}.`,
  };
}

/** The drawn points of some classes, or why there are none. */
export function precisionRecallCurves(
  evaluation: Evaluation,
  from: number,
  replies: readonly (CurveReply | undefined)[] | { readonly failed: string },
): PrecisionRecallCurvesState {
  const version = precisionRecallState(evaluation)?.version ?? '';
  if ('failed' in replies) return { version, curves: [], failed: clean(replies.failed, 1_000) };
  return {
    version,
    curves: replies.flatMap((reply, at) => {
      if (reply === undefined) return [];
      const [thresholds, precision, recall] = [reply.thresholds, reply.precision, reply.recall].map(
        (values) => [...values],
      ) as [number[], number[], number[]];
      return [
        {
          position: from + at,
          recall,
          precision,
          table: thresholds.map(
            (threshold, point) =>
              [
                numbers.rate(threshold),
                numbers.rate(precision[point]!),
                numbers.rate(recall[point]!),
              ] as const,
          ),
        },
      ];
    }),
  };
}
