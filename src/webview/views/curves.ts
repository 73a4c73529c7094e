import type { ChartState, CurvesState } from '../../protocol/panel.ts';
import { element, scroller, section } from '../dom.ts';
import { drawChart, isNarrow } from '../chart.ts';
import { textTable } from './textTable.ts';

/** Draws the chart again whenever its box changes its width: text and lines keep their size. */
function chartView(curves: CurvesState, chart: ChartState, isLast: boolean): HTMLElement {
  const box = element('div', { class: 'chart-box' });
  let drawnWidth = 0;
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) {
      observer.disconnect();
      return;
    }
    const width = Math.floor(box.clientWidth);
    if (width > 0 && width !== drawnWidth) {
      drawnWidth = width;
      box.replaceChildren(drawChart(curves, chart, width, isLast), ...(isNarrow(width) ? names(chart) : []));
    }
  });
  observer.observe(box);
  return element('figure', {
    class: 'chart',
    children: [
      element('figcaption', { children: [element('h3', { text: chart.title })] }),
      box,
      chart.outside === undefined
        ? undefined
        : element('p', {
            class: 'outside muted',
            text: chart.outside,
            attributes: { 'aria-hidden': 'true' },
          }),
    ],
  });
}

/** The marks and the reference lines by name, where there is no room for names in the chart and beside it. */
function names(chart: ChartState): HTMLElement[] {
  return [
    ...chart.marks.map(({ text }) => nameOf('mark-swatch', text)),
    ...chart.bounds.map(({ kind, text }) => nameOf(`bound-swatch bound-swatch-${kind}`, text)),
    ...chart.lines.map(({ text }) => nameOf('line-swatch', text)),
  ];
}

/** For the eye only: to a screen reader the chart's own sentence says the same. */
function nameOf(swatch: string, text: string): HTMLElement {
  return element('p', {
    class: 'line-name',
    attributes: { 'aria-hidden': 'true' },
    children: [element('span', { class: swatch }), element('span', { text })],
  });
}

/** The table is as long as the training: it is made when asked for. */
function foldedTable(curves: CurvesState): HTMLElement {
  const details = element('details', {
    key: 'curves-table',
    children: [element('summary', { key: 'curves-table-toggle', text: 'Show as table' })],
  });
  details.addEventListener('toggle', () => {
    if (!details.open || details.childElementCount > 1) return;
    details.append(tableView(curves, 'Values of every epoch'));
  });
  return details;
}

function tableView({ table: { header, rows } }: CurvesState, label: string): HTMLElement {
  const table = textTable('epochs', header, rows);
  return scroller('curves-scroller', label, table);
}

/** What the reference lines are. */
function definitionsView({ definitions }: CurvesState): HTMLElement | undefined {
  if (definitions.length === 0) return undefined;
  return element('details', {
    key: 'curves-lines',
    children: [
      element('summary', { key: 'curves-lines-toggle', text: 'What the lines are' }),
      element('dl', {
        class: 'definitions',
        children: definitions.flatMap(({ term, text }) => [
          element('dt', { text: term }),
          element('dd', { text }),
        ]),
      }),
    ],
  });
}

/** Accuracy and loss over the epochs, on one x axis, with what answers that know nothing score; final values as a table. */
export function curvesView(curves: CurvesState): HTMLElement {
  if (curves.charts.length === 0) {
    return section('curves', curves.title, [
      ...curves.notes.map((text) => element('p', { class: 'muted', text })),
      tableView(curves, curves.title),
    ]);
  }
  return section('curves', curves.title, [
    ...curves.notes.map((text) => element('p', { class: 'muted', text })),
    element('div', {
      class: 'charts',
      children: curves.charts.map((chart, index) =>
        chartView(curves, chart, index === curves.charts.length - 1),
      ),
    }),
    definitionsView(curves),
    foldedTable(curves),
  ]);
}
