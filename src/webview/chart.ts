import type { ChartState, CurvesState, SeriesState } from '../protocol/panel.ts';
import { graphic } from './dom.ts';
import { type Line, placeLabels } from './markLabels.ts';
import { spreadLabels } from './spreadLabels.ts';

/** Pixels. The right margin holds the end labels, the left one the ticks of the y axis. */
const plotHeight = 168;
const margin = { top: 12, left: 40, bottom: 24 };
const labelHeight = 15;
const swatchWidth = 24;
/** Of the panel's 12 px text, on the wide side. */
const characterWidth = 6.9;
const widestLabels = 260;
/** Below this width lines and marks are named under the chart: in it and beside it they would take half of it. */
const narrow = 560;

export function isNarrow(width: number): boolean {
  return width < narrow;
}

interface Frame {
  readonly width: number;
  readonly right: number;
  readonly x: (position: number) => number;
  readonly y: (value: number) => number;
}

function frameOf(curves: CurvesState, chart: ChartState, width: number): Frame {
  // Of all charts: they share one x axis.
  const labels = curves.charts.flatMap((one) => labelsOf(one, width));
  const longest = Math.max(...labels.map(({ content }) => content.length), 0);
  const right = width - Math.min(widestLabels, swatchWidth + 6 + longest * characterWidth);
  const across = Math.max(1, curves.epochs - 1);
  const high = chart.high > chart.low ? chart.high : chart.low + 1;
  return {
    width,
    right,
    x: (position) => margin.left + (position / across) * (right - margin.left),
    y: (value) => margin.top + (1 - (value - chart.low) / (high - chart.low)) * plotHeight,
  };
}

/** One chart at a width in pixels. To a screen reader it is one image with one sentence. */
export function drawChart(
  curves: CurvesState,
  chart: ChartState,
  width: number,
  hasAxis: boolean,
): SVGElement {
  const frame = frameOf(curves, chart, width);
  const height = margin.top + plotHeight + margin.bottom;
  return graphic('svg', {
    class: 'chart-drawing',
    attributes: {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': `${chart.title}. ${chart.description}`,
    },
    children: [
      ...yAxis(chart, frame),
      ...xAxis(curves, frame, hasAxis),
      ...chart.lines.map(({ at }) =>
        graphic('line', {
          class: 'reference',
          attributes: { x1: margin.left, x2: frame.right, y1: frame.y(at), y2: frame.y(at) },
        }),
      ),
      ...chart.bounds.map(({ kind, values }) =>
        graphic('path', {
          class: `bound bound-${kind}`,
          attributes: { d: pathOf(curves, values, frame) },
        }),
      ),
      ...[...chart.series].reverse().flatMap((series) => seriesView(curves, series, frame)),
      ...markViews(curves, chart, frame),
      ...endLabels(chart, frame),
    ],
  });
}

function text(className: string, x: number, y: number, content: string, anchor = 'start'): SVGElement {
  return graphic('text', { class: className, text: content, attributes: { x, y, 'text-anchor': anchor } });
}

function yAxis(chart: ChartState, frame: Frame): SVGElement[] {
  return chart.yTicks.flatMap(({ at, text: label }) => [
    graphic('line', {
      class: 'rule',
      attributes: { x1: margin.left, x2: frame.right, y1: frame.y(at), y2: frame.y(at) },
    }),
    text('tick', margin.left - 8, frame.y(at) + 4, label, 'end'),
  ]);
}

/** The first and the last tick always, of the others those that have room. */
function xAxis(curves: CurvesState, frame: Frame, hasAxis: boolean): SVGElement[] {
  const bottom = margin.top + plotHeight;
  const labels = curves.xTicks.map(({ at, text: label }, index) => {
    const content = index === 0 ? `epoch ${label}` : label;
    const half = (content.length * characterWidth) / 2;
    const x = frame.x(at);
    return { x, content, from: index === 0 ? x : x - half, to: index === 0 ? x + 2 * half : x + half };
  });
  const last = labels.at(-1);
  let end = -Infinity;
  const shown = labels.filter((label, index) => {
    const hasRoom = label.from > end + 6 && (label === last || label.to + 6 < last!.from);
    if (index > 0 && label !== last && !hasRoom) return false;
    end = label.to;
    return true;
  });
  return shown.flatMap(({ x, content }, index) => [
    graphic('line', { class: 'rule', attributes: { x1: x, x2: x, y1: bottom, y2: bottom + 4 } }),
    ...(hasAxis ? [text('tick', x, bottom + 18, content, index === 0 ? 'start' : 'middle')] : []),
  ]);
}

function lastOf(values: SeriesState['values']): number | null {
  return values.reduce((last, value) => value ?? last, null);
}

/** A path with a gap where a value is missing. */
function pathOf(curves: CurvesState, values: SeriesState['values'], frame: Frame): string {
  let path = '';
  let pen = false;
  values.forEach((value, index) => {
    if (value !== null) {
      const x = frame.x(curves.positions[index]!).toFixed(1);
      path += `${pen ? 'L' : 'M'}${x} ${frame.y(value).toFixed(1)}`;
    }
    pen = value !== null;
  });
  return path;
}

/** A curve; a lone value is a dot. */
function seriesView(curves: CurvesState, { split, values }: SeriesState, frame: Frame): SVGElement[] {
  const dots = values.flatMap((value, index) => {
    const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    if (value === null || !isAlone) return [];
    const cx = frame.x(curves.positions[index]!).toFixed(1);
    const cy = frame.y(value).toFixed(1);
    return [graphic('circle', { class: `dot dot-${split}`, attributes: { cx, cy, r: 2.5 } })];
  });
  const d = pathOf(curves, values, frame);
  return [graphic('path', { class: `curve curve-${split}`, attributes: { d } }), ...dots];
}

/** The marks with their labels, each away from the curves where there is room, and a line down to its epoch. */
function markViews(curves: CurvesState, chart: ChartState, frame: Frame): SVGElement[] {
  const bottom = margin.top + plotHeight;
  const marks = chart.marks.map(({ at, value, text: label }) => ({
    x: frame.x(at),
    y: frame.y(value),
    width: label.length * characterWidth,
    label,
  }));
  const lines = [
    ...chart.series.map(({ values }) => lineOf(curves, values, frame)),
    ...chart.bounds.map(({ values }) => lineOf(curves, values, frame)),
    ...chart.lines.map(
      ({ at }) =>
        () =>
          frame.y(at),
    ),
  ];
  const plot = { left: margin.left, right: frame.right, top: 0, bottom };
  return [
    ...marks.map(({ x, y }) =>
      graphic('line', { class: 'mark-line', attributes: { x1: x, x2: x, y1: y + 5, y2: bottom } }),
    ),
    ...marks.map(({ x, y }) => graphic('circle', { class: 'mark', attributes: { cx: x, cy: y, r: 5 } })),
    ...(isNarrow(frame.width) ? [] : placeLabels(marks, lines, plot)).map(({ x, y, anchor }, index) =>
      text('mark-label', x, y, marks[index]!.label, anchor),
    ),
  ];
}

/** The height of a curve at an x between two of its values. */
function lineOf(curves: CurvesState, values: SeriesState['values'], frame: Frame): Line {
  const points = curves.positions.flatMap((at, index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ x: frame.x(at), y: frame.y(value) }];
  });
  return (x) => {
    const next = points.findIndex((point) => point.x >= x);
    const [before, after] = [points[next - 1], points[next]];
    if (before === undefined || after === undefined) return after?.x === x ? after.y : undefined;
    return before.y + ((x - before.x) / (after.x - before.x)) * (after.y - before.y);
  };
}

interface Label {
  readonly at: number;
  readonly content: string;
  readonly class: string;
  readonly swatch: string;
}

function labelsOf(chart: ChartState, width: number): Label[] {
  const series = chart.series.map((one) => ({
    at: lastOf(one.values) ?? chart.low,
    content: `${one.name} ${one.end}`,
    class: 'end-label',
    swatch: `curve curve-${one.split}`,
  }));
  const lines = chart.lines.map((line) => ({
    at: line.at,
    content: line.text,
    class: 'end-label line-label',
    swatch: 'reference',
  }));
  const bounds = chart.bounds.map((bound) => ({
    at: lastOf(bound.values) ?? chart.low,
    content: bound.text,
    class: 'end-label line-label',
    swatch: `bound bound-${bound.kind}`,
  }));
  return isNarrow(width) ? series : [...series, ...bounds, ...lines];
}

/** Names at the ends of curves and lines, moved apart where they would overlap. */
function endLabels(chart: ChartState, frame: Frame): SVGElement[] {
  const labels = labelsOf(chart, frame.width);
  const places = spreadLabels(
    labels.map(({ at }) => frame.y(at)),
    labelHeight,
    margin.top,
    margin.top + plotHeight,
  );
  const room = Math.floor((frame.width - frame.right - swatchWidth) / 6.2);
  return labels.flatMap((label, index) => {
    const y = places[index]!;
    const short =
      label.content.length > room ? `${label.content.slice(0, Math.max(1, room - 1))}…` : label.content;
    return [
      graphic('line', {
        class: label.swatch,
        attributes: { x1: frame.right + 4, x2: frame.right + 18, y1: y, y2: y },
      }),
      text(label.class, frame.right + swatchWidth, y + 4, short),
    ];
  });
}
