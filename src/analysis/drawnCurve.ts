import { precisionRecallCurve } from '../core/precisionRecallCurve.ts';
import type { PrecisionRecallCurve } from '../core/precisionRecallCurve.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { thinCurve } from '../core/thinCurve.ts';

/** Points of a drawn curve: of a drawing 250 pixels wide nobody sees more. */
const mostPoints = 200;

/** The precision-recall curve of one class as it is drawn, with the number of points that it has in full. */
export function drawnCurve(
  table: PredictionTable,
  classIndex: number,
): (PrecisionRecallCurve & { readonly points: number }) | undefined {
  const curve = precisionRecallCurve(table, classIndex);
  return curve === undefined
    ? undefined
    : { ...thinCurve(curve, mostPoints), points: curve.thresholds.length };
}
