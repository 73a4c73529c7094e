import type { ScalarLog, ScalarSeries } from '../../core/scalarSeries.ts';
import type { Split } from '../../core/trainingRun.ts';

/** A file of scalars, or a stretch of one, with the split that its folder is of. */
export interface ScalarPiece {
  readonly file: string;
  readonly split?: Split;
  readonly log: ScalarLog;
}

/** The points `from` to `to` (exclusive) of a series. */
export function pointsOf(series: ScalarSeries, from: number, to: number): ScalarSeries {
  const { name, steps, values, notFinite, lines, starts, ends, printed } = series;
  return {
    name,
    steps: steps.subarray(from, to),
    values: values.subarray(from, to),
    notFinite: new Map(
      [...notFinite].flatMap(([at, value]) => (at >= from && at < to ? [[at - from, value] as const] : [])),
    ),
    lines: lines.subarray(from, to),
    starts: starts.subarray(from, to),
    ends: ends.subarray(from, to),
    ...(printed === undefined
      ? {}
      : {
          printed: {
            digits: printed.digits.subarray(from, to),
            lastDigits: printed.lastDigits.subarray(from, to),
          },
        }),
  };
}

/** A piece with the points of each series that `keep` gives; series and pieces without any are left out. */
export function narrowed(
  { log, ...piece }: ScalarPiece,
  keep: (series: ScalarSeries) => readonly [from: number, to: number],
): ScalarPiece[] {
  const series = log.series.flatMap((one) => {
    const [from, to] = keep(one);
    return to > from ? [pointsOf(one, from, to)] : [];
  });
  return series.length === 0 ? [] : [{ ...piece, log: { ...log, series } }];
}
