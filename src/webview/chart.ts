import type { ChartState, CurvesState, SeriesState } from '../protocol/panel.ts';
import { graphic } from './dom.ts';
import { spreadLabels } from './spreadLabels.ts';

/** Pixels. The right margin holds the end labels, the left one the ticks of the y axis. */
const plotHeight = 168;
const margin = { top: 12, left: 44, bottom: 24 };
const wideLabels = 132;
const narrowLabels = 84;
const labelHeight = 15;

interface Frame {
  readonly width: number;
  readonly right: number;
  readonly x: (position: number) => number;
  readonly y: (value: number) => number;
}

function frameOf(curves: CurvesState, chart: ChartState, width: number): Frame {
  const right = width - (width < 520 ? narrowLabels : wideLabels);
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
      ...[...chart.series].reverse().flatMap((series) => seriesView(curves, series, frame)),
      ...markViews(chart, frame),
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

function xAxis(curves: CurvesState, frame: Frame, hasAxis: boolean): SVGElement[] {
  const bottom = margin.top + plotHeight;
  return curves.xTicks.flatMap(({ at, text: label }, index) => {
    const x = frame.x(at);
    const tick = graphic('line', { class: 'rule', attributes: { x1: x, x2: x, y1: bottom, y2: bottom + 4 } });
    if (!hasAxis) return [tick];
    return [
      tick,
      text('tick', x, bottom + 18, index === 0 ? `epoch ${label}` : label, index === 0 ? 'start' : 'middle'),
    ];
  });
}

/** A path with a gap where a value is missing; a lone value is a dot. */
function seriesView(curves: CurvesState, series: SeriesState, frame: Frame): SVGElement[] {
  let path = '';
  let pen = false;
  const dots: SVGElement[] = [];
  series.values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = frame.x(curves.positions[index]!).toFixed(1);
    const y = frame.y(value).toFixed(1);
    path += `${pen ? 'L' : 'M'}${x} ${y}`;
    const alone = !pen && (series.values[index + 1] ?? null) === null;
    if (alone) {
      dots.push(
        graphic('circle', { class: `dot dot-${series.split}`, attributes: { cx: x, cy: y, r: 2.5 } }),
      );
    }
    pen = true;
  });
  return [graphic('path', { class: `curve curve-${series.split}`, attributes: { d: path } }), ...dots];
}

function markViews(chart: ChartState, frame: Frame): SVGElement[] {
  return chart.marks.flatMap(({ at, value, text: label }) => {
    const [x, y] = [frame.x(at), frame.y(value)];
    const isLeft = x > margin.left + (frame.right - margin.left) * 0.7;
    const isLow = label.startsWith('lowest');
    const labelY = isLow ? Math.min(y + 20, margin.top + plotHeight - 4) : Math.max(y - 10, margin.top + 4);
    return [
      graphic('circle', { class: 'mark', attributes: { cx: x, cy: y, r: 5 } }),
      text('mark-label', isLeft ? x - 8 : x + 8, labelY, label, isLeft ? 'end' : 'start'),
    ];
  });
}

/** Names at the ends of curves and lines, moved apart where they would overlap. */
function endLabels(chart: ChartState, frame: Frame): SVGElement[] {
  const wanted = [
    ...chart.series.map((series) => ({
      at: frame.y(series.values.reduce((last, value) => value ?? last, null) ?? chart.low),
      content: `${series.name} ${series.end}`,
      class: 'end-label',
      swatch: `curve curve-${series.split}`,
    })),
    ...chart.lines.map((line) => ({
      at: frame.y(line.at),
      content: line.text,
      class: 'end-label line-label',
      swatch: 'reference',
    })),
  ];
  const places = spreadLabels(
    wanted.map(({ at }) => at),
    labelHeight,
    margin.top,
    margin.top + plotHeight,
  );
  const room = Math.floor((frame.width - frame.right - 26) / 5.6);
  return wanted.flatMap((label, index) => {
    const y = places[index]!;
    const short =
      label.content.length > room ? `${label.content.slice(0, Math.max(1, room - 1))}…` : label.content;
    return [
      graphic('line', {
        class: label.swatch,
        attributes: { x1: frame.right + 4, x2: frame.right + 20, y1: y, y2: y },
      }),
      text(label.class, frame.right + 24, y + 4, short),
    ];
  });
}
