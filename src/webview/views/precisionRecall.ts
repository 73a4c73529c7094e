import { curvesAtOnce } from '../../protocol/panel.ts';
import type { PrecisionRecallClassState, PrecisionRecallState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, scroller, section, tableHead } from '../dom.ts';
import { drawPrecisionRecall } from '../precisionRecallChart.ts';

/** Said on the section when curves have come. */
export const curvesEvent = 'curves';

/** One class: its name, its numbers as text, and a box for the drawing. */
function figureOf(one: PrecisionRecallClassState, position: number): HTMLElement {
  const { averagePrecision } = one;
  const isUndefined = averagePrecision.undefinedBecause !== undefined;
  return element('figure', {
    class: 'chart multiple',
    children: [
      element('figcaption', {
        children: [
          element('h3', { class: 'clamped', text: one.label }),
          element('p', {
            children: [
              element('span', { text: 'Average precision ' }),
              element('span', {
                class: isUndefined ? 'undefined' : 'value',
                text: averagePrecision.text,
              }),
            ],
          }),
          ...(isUndefined
            ? [element('p', { class: 'note', text: averagePrecision.undefinedBecause })]
            : referenceLines(one)),
        ],
      }),
      isUndefined
        ? undefined
        : element('div', { class: 'multiple-box', attributes: { 'data-position': position } }),
    ],
  });
}

/** The chance level and the prevalence by name, the latter with the line that stands for it. */
function referenceLines({
  averagePrecision,
  prevalenceText,
  rows,
}: PrecisionRecallClassState): HTMLElement[] {
  const { chance } = averagePrecision;
  return [
    element('p', {
      class: 'note parts',
      children: [
        chance === undefined ? undefined : element('span', { text: `chance ${chance}` }),
        element('span', { text: rows }),
      ],
    }),
    element('p', {
      class: 'line-name',
      children: [
        element('span', { class: 'line-swatch', attributes: { 'aria-hidden': 'true' } }),
        element('span', { text: `prevalence ${prevalenceText}` }),
      ],
    }),
  ];
}

/** The curves of all classes as small multiples, the lowest average precision first. */
export function precisionRecallView(state: PrecisionRecallState, context: ViewContext): HTMLElement {
  const grid = element('div', { class: 'multiples' });
  const failure = element('p', { class: 'muted', attributes: { role: 'status' } });
  const table = tableView(state, context);
  const more = element('button', {
    class: 'secondary',
    key: 'curves-more',
    attributes: { type: 'button' },
    onClick: () => {
      const first = grid.childElementCount;
      show(first + curvesAtOnce);
      const heading = grid.children[first]?.querySelector('h3');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus();
    },
  });
  const view = section('precision-recall', 'Precision and recall at every threshold', [
    element('p', { class: 'muted', text: state.caption }),
    grid,
    failure,
    more,
    table.details,
  ]);

  function show(count: number): void {
    const from = grid.childElementCount;
    const classes = state.classes.slice(from, count);
    grid.append(...classes.map((one, index) => figureOf(one, from + index)));
    const left = state.classes.length - grid.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, curvesAtOnce).toLocaleString('en')} more of ${state.classes.length.toLocaleString('en')} classes`;
    context.curves.shown = grid.childElementCount;
    for (let page = from; page < grid.childElementCount; page += curvesAtOnce) {
      if (!context.curves.asked.has(page)) {
        context.curves.asked.add(page);
        context.send({ type: 'showCurves', from: page });
      }
    }
    observer.observe(grid);
    draw();
  }

  let drawnWidth = 0;
  function draw(): void {
    failure.textContent = context.curves.failed ?? '';
    const width = drawnWidth;
    for (const box of grid.querySelectorAll<HTMLElement>('.multiple-box')) {
      const position = Number(box.dataset['position']);
      const curve = context.curves.held.get(position);
      if (width > 0 && curve !== undefined && box.dataset['width'] !== String(width)) {
        box.dataset['width'] = String(width);
        box.replaceChildren(drawPrecisionRecall(state.classes[position]!, curve, width));
      }
    }
    table.refresh();
  }
  const observer = new ResizeObserver(() => {
    if (!grid.isConnected) {
      observer.disconnect();
      return;
    }
    const width = Math.floor(grid.querySelector('.multiple-box')?.clientWidth ?? 0);
    if (width === drawnWidth) return;
    drawnWidth = width;
    draw();
  });
  view.addEventListener(curvesEvent, draw);
  show(Math.max(curvesAtOnce, context.curves.shown));
  return view;
}

/** The points of the curves that are drawn: made when asked for. */
function tableView(
  state: PrecisionRecallState,
  context: ViewContext,
): { readonly details: HTMLElement; readonly refresh: () => void } {
  const details = element('details', {
    key: 'precision-recall-table',
    children: [element('summary', { key: 'precision-recall-table-toggle', text: 'Show as table' })],
  });
  let rowsShown = 0;
  const refresh = (): void => {
    if (!details.open) return;
    const held = [...context.curves.held].sort(([a], [b]) => a - b);
    const rows = held.flatMap(([position, { table }]) => {
      const { label } = state.classes[position]!;
      return table.map((cells) =>
        element('tr', {
          children: [
            element('th', { text: label, attributes: { scope: 'row' } }),
            ...cells.map((text) => element('td', { text })),
          ],
        }),
      );
    });
    if (rows.length === rowsShown) return;
    rowsShown = rows.length;
    const heads = ['Class', 'Threshold', 'Precision', 'Recall'];
    const table = element('table', {
      class: 'epochs points',
      children: [tableHead(heads), element('tbody', { children: rows })],
    });
    details.querySelector('.scroller')?.remove();
    details.append(scroller('precision-recall-scroller', 'Points of the precision-recall curves', table));
  };
  details.addEventListener('toggle', refresh);
  return { details, refresh };
}
