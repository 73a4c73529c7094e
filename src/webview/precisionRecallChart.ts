import type { PrecisionRecallClassState, PrecisionRecallCurveState } from '../protocol/panel.ts';
import { graphic } from './dom.ts';

/** Pixels. */
const plotHeight = 132;
const margin = { top: 20, left: 28, right: 8, bottom: 22 };
const widest = 320;

interface Frame {
  readonly width: number;
  readonly x: (recall: number) => number;
  readonly y: (precision: number) => number;
}

/** The curve of one class in a box of a width in pixels, drawn as steps: the area below them is average precision. */
export function drawPrecisionRecall(
  state: PrecisionRecallClassState,
  curve: PrecisionRecallCurveState,
  boxWidth: number,
): SVGElement {
  const width = Math.min(widest, boxWidth);
  const height = margin.top + plotHeight + margin.bottom;
  const frame: Frame = {
    width,
    x: (recall) => margin.left + recall * (width - margin.left - margin.right),
    y: (precision) => margin.top + (1 - precision) * plotHeight,
  };
  return graphic('svg', {
    class: 'chart-drawing',
    attributes: {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': state.description,
    },
    children: [
      ...axes(frame),
      graphic('line', {
        class: 'reference',
        attributes: {
          x1: frame.x(0),
          x2: frame.x(1),
          y1: frame.y(state.prevalence),
          y2: frame.y(state.prevalence),
        },
      }),
      graphic('path', {
        class: 'curve curve-validation',
        attributes: { d: stepsOf(curve, frame) },
      }),
      state.predicted === undefined
        ? undefined
        : graphic('circle', {
            class: 'mark',
            attributes: {
              cx: frame.x(state.predicted.recall),
              cy: frame.y(state.predicted.precision),
              r: 4.5,
            },
          }),
    ],
  });
}

function text(x: number, y: number, content: string, anchor: string): SVGElement {
  return graphic('text', { class: 'tick', text: content, attributes: { x, y, 'text-anchor': anchor } });
}

function axes(frame: Frame): SVGElement[] {
  const [left, right] = [frame.x(0), frame.x(1)];
  const across = [0, 0.5, 1].flatMap((at) => [
    graphic('line', {
      class: 'rule',
      attributes: { x1: left, x2: right, y1: frame.y(at), y2: frame.y(at) },
    }),
    text(left - 6, frame.y(at) + 4, String(at), 'end'),
  ]);
  const bottom = frame.y(0) + 16;
  return [
    ...across,
    text(2, margin.top - 9, 'precision', 'start'),
    text(left, bottom, '0', 'middle'),
    text(frame.x(0.5), bottom, 'recall', 'middle'),
    text(right, bottom, '1', 'middle'),
  ];
}

function stepsOf({ recall, precision }: PrecisionRecallCurveState, { x, y }: Frame): string {
  return recall.reduce((path, at, point) => {
    const level = y(precision[point]!).toFixed(1);
    return `${path}${point === 0 ? `M${x(0).toFixed(1)} ${level}` : `V${level}`}H${x(at).toFixed(1)}`;
  }, '');
}
