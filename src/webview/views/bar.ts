import type { BarState } from '../../protocol/panel.ts';
import { graphic } from '../dom.ts';

function percentage(fraction: number): string {
  return `${(Math.min(1, Math.max(0, fraction)) * 100).toFixed(2)}%`;
}

/** A value with its interval and chance level on an axis; the numbers stand in text beside it. */
export function bar(state: BarState): SVGElement {
  const { value, low, high, chance } = state;
  return graphic('svg', {
    class: 'bar',
    attributes: { 'aria-hidden': 'true', focusable: 'false' },
    children: [
      graphic('rect', { class: 'bar-track', attributes: { x: 0, y: 6, width: '100%', height: 2 } }),
      low === undefined || high === undefined
        ? undefined
        : graphic('rect', {
            class: 'bar-interval',
            attributes: {
              x: percentage(low),
              y: 4,
              width: percentage(high - low),
              height: 6,
              rx: 2,
            },
          }),
      chance === undefined
        ? undefined
        : graphic('line', {
            class: 'bar-chance',
            attributes: { x1: percentage(chance), x2: percentage(chance), y1: 0, y2: 14 },
          }),
      graphic('circle', { class: 'bar-value', attributes: { cx: percentage(value), cy: 7, r: 3.5 } }),
    ],
  });
}
