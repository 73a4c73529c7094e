import type { ReliabilityBinState, ReliabilityDiagramState } from '../protocol/panel.ts';
import { graphic } from './dom.ts';

/** Pixels. */
const margin = { top: 20, left: 30, right: 10, bottom: 22 };
const histogram = { gap: 24, height: 40 };
const widest = 360;
const dotRadius = 4;
const whiskerHalf = 3;

interface Frame {
  readonly side: number;
  readonly x: (confidence: number) => number;
  readonly y: (share: number) => number;
  /** Where the bars of the rows stand. */
  readonly floor: number;
}

/** A reliability diagram in a box of a width in pixels: a square, with the rows of its bins as bars below. */
export function drawReliability(state: ReliabilityDiagramState, boxWidth: number): SVGElement {
  const width = Math.min(widest, boxWidth);
  const side = width - margin.left - margin.right;
  const frame: Frame = {
    side,
    x: (confidence) => margin.left + confidence * side,
    y: (share) => margin.top + (1 - share) * side,
    floor: margin.top + side + histogram.gap + histogram.height,
  };
  const height = frame.floor + margin.bottom;
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
      ...state.bins.map((bin) => band(bin, frame)),
      ...axes(state, frame),
      line('reference', frame.x(0), frame.y(0), frame.x(1), frame.y(1)),
      ...state.bins.flatMap((bin) => [...whisker(bin, frame), dot(bin, frame)]),
      ...bars(state, frame),
    ],
  });
}

function line(name: string, x1: number, y1: number, x2: number, y2: number): SVGElement {
  return graphic('line', { class: name, attributes: { x1, y1, x2, y2 } });
}

function text(x: number, y: number, content: string, anchor: string): SVGElement {
  return graphic('text', { class: 'tick', text: content, attributes: { x, y, 'text-anchor': anchor } });
}

function rectangle(name: string, x: number, y: number, width: number, height: number): SVGElement {
  return graphic('rect', { class: name, attributes: { x, y, width, height } });
}

/** At least a pixel high: of a bin whose rows all say 1 it is a line. */
function band({ from, to, bandLow, bandHigh }: ReliabilityBinState, { x, y }: Frame): SVGElement {
  const height = Math.max(1, y(bandLow) - y(bandHigh));
  return rectangle('band', x(from), y(bandHigh), x(to) - x(from), height);
}

function whisker({ confidence, low, high }: ReliabilityBinState, { x, y }: Frame): SVGElement[] {
  const at = x(confidence);
  return [
    line('whisker', at, y(low), at, y(high)),
    ...[low, high].map((end) => line('whisker', at - whiskerHalf, y(end), at + whiskerHalf, y(end))),
  ];
}

function dot({ confidence, accuracy, bandLow, bandHigh }: ReliabilityBinState, { x, y }: Frame): SVGElement {
  const isOutside = accuracy < bandLow || accuracy > bandHigh;
  return graphic('circle', {
    class: isOutside ? 'bin-dot bin-outside' : 'bin-dot',
    attributes: { cx: x(confidence), cy: y(accuracy), r: dotRadius },
  });
}

function axes({ xTitle, yTitle }: ReliabilityDiagramState, frame: Frame): SVGElement[] {
  const [left, right] = [frame.x(0), frame.x(1)];
  const across = [0, 0.5, 1].flatMap((at) => [
    line('rule', left, frame.y(at), right, frame.y(at)),
    text(left - 6, frame.y(at) + 4, String(at), 'end'),
  ]);
  const bottom = frame.floor + 16;
  return [
    ...across,
    text(2, margin.top - 9, yTitle, 'start'),
    text(left, bottom, '0', 'middle'),
    text(frame.x(0.5), bottom, xTitle, 'middle'),
    text(right, bottom, '1', 'middle'),
  ];
}

/** The rows of each bin, with the number of the largest. */
function bars({ bins, largest }: ReliabilityDiagramState, { x, y, floor }: Frame): SVGElement[] {
  const tallest = bins.find(({ share }) => share === 1);
  const isLeft = tallest !== undefined && tallest.from < 0.5;
  return [
    line('rule', x(0), floor, x(1), floor),
    ...bins.map(({ from, to, share }) => {
      const height = Math.max(1, share * histogram.height);
      return rectangle('bin-rows', x(from) + 1, floor - height, x(to) - x(from) - 2, height);
    }),
    ...(tallest === undefined
      ? []
      : [
          text(
            x(isLeft ? tallest.from : tallest.to),
            y(0) + histogram.gap - 6,
            largest,
            isLeft ? 'start' : 'end',
          ),
        ]),
  ];
}

/** What the signs of a diagram are, each with a small picture of it. */
export function reliabilitySwatches(): { readonly swatch: SVGElement; readonly text: string }[] {
  const swatch = (...children: SVGElement[]): SVGElement =>
    graphic('svg', { class: 'swatch', attributes: { viewBox: '0 0 18 16' }, children });
  const bin = { confidence: 0.5, from: 0, to: 1, low: 0, high: 1, share: 1, bandLow: 0, bandHigh: 1 };
  const frame: Frame = { side: 14, floor: 16, x: (at) => 2 + at * 14, y: (at) => 1 + (1 - at) * 14 };
  const inside = { ...bin, accuracy: 0.5 };
  const outside = { ...inside, bandLow: 0.6 };
  return [
    { swatch: swatch(...whisker(inside, frame), dot(inside, frame)), text: 'a bin, with its interval' },
    { swatch: swatch(...whisker(outside, frame), dot(outside, frame)), text: 'a bin outside the band' },
    {
      swatch: swatch(band({ ...inside, bandLow: 0.2, bandHigh: 0.8 }, frame)),
      text: 'the band of true probabilities',
    },
    { swatch: swatch(line('reference', 2, 15, 16, 1)), text: 'probabilities that hold' },
    { swatch: swatch(rectangle('bin-rows', 5, 4, 8, 11)), text: 'rows of a bin' },
  ];
}
