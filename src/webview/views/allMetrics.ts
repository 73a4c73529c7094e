import type { AllMetricsState, MetricRowState, QuantityState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, section } from '../dom.ts';

/** Where the panel is narrow the rows are stacked: the roles keep it a table, and each cell names its column. */
function cell(name: string, children: readonly (Node | undefined)[], kind: string): HTMLElement {
  return element('td', {
    class: kind,
    attributes: { role: 'cell' },
    children: [
      element('span', { class: 'cell-name', text: name, attributes: { 'aria-hidden': 'true' } }),
      ...children,
    ],
  });
}

function textCell(name: string, text: string | undefined): HTMLElement {
  return cell(
    name,
    [element('span', { text: text ?? '–' })],
    text === undefined ? 'quantity none' : 'quantity',
  );
}

function valueCell({ text, undefinedBecause }: QuantityState): HTMLElement {
  const kind = undefinedBecause === undefined ? 'value' : 'undefined';
  return cell('Value', [element('span', { class: kind, text })], 'quantity');
}

function rowOf({ title, definition, method, meaning, quantity }: MetricRowState): HTMLElement {
  const about = method === undefined ? definition : `${definition} ${method}.`;
  return element('tr', {
    attributes: { role: 'row' },
    children: [
      element('th', { text: title, attributes: { scope: 'row', role: 'rowheader', title: about } }),
      valueCell(quantity),
      textCell('Interval', quantity.interval),
      textCell('Chance', quantity.chance),
      element('td', { class: 'meaning', text: meaning, attributes: { role: 'cell' } }),
    ],
  });
}

const heads = ['Metric', 'Value', 'Interval', 'Chance', 'What it means here'];

function tableOf(title: string, rows: readonly MetricRowState[]): HTMLElement {
  return element('table', {
    class: 'metrics',
    attributes: { role: 'table' },
    children: [
      element('caption', { text: title }),
      element('thead', {
        attributes: { role: 'rowgroup' },
        children: [
          element('tr', {
            attributes: { role: 'row' },
            children: heads.map((text) =>
              element('th', { text, attributes: { scope: 'col', role: 'columnheader' } }),
            ),
          }),
        ],
      }),
      element('tbody', { attributes: { role: 'rowgroup' }, children: rows.map(rowOf) }),
    ],
  });
}

/** The metrics of one class, chosen by name. */
function classPart({ ofClasses }: AllMetricsState, context: ViewContext): HTMLElement | undefined {
  const { classes, metrics, note } = ofClasses;
  if (classes.length === 0) return undefined;
  const place = element('div', { attributes: { 'aria-live': 'off' } });
  const remembered = classes.findIndex(({ label }) => label === context.chosen.metricsClass);
  const first = Math.max(0, remembered);
  const show = (index: number): void => {
    const one = classes[index]!;
    const rows = one.values.map((value, at) => ({ ...metrics[at]!, ...value }));
    place.replaceChildren(tableOf(`Of the class ${one.label}`, rows));
  };
  const select = element('select', {
    key: 'metrics-class',
    children: classes.map(({ label }, index) =>
      element('option', { text: label, attributes: { value: index, selected: index === first } }),
    ),
  });
  select.addEventListener('change', () => {
    context.chosen.metricsClass = classes[select.selectedIndex]!.label;
    show(select.selectedIndex);
  });
  show(first);
  return element('div', {
    class: 'metrics-of-class',
    children: [
      element('label', { class: 'run', children: [element('span', { text: 'Class' }), select] }),
      note === undefined ? undefined : element('p', { class: 'muted', text: note }),
      place,
    ],
  });
}

/** What each metric measures, once: the names say it on hover, this says it to everybody. */
function definitions(state: AllMetricsState): HTMLElement {
  const known = new Map<string, string>();
  for (const { title, definition } of [
    ...state.groups.flatMap(({ rows }) => rows),
    ...state.ofClasses.metrics,
  ]) {
    // Log loss is the name of two: of all rows, and of those of a class.
    const isOther = known.has(title) && known.get(title) !== definition;
    known.set(isOther ? `${title} of a class` : title, definition);
  }
  return element('details', {
    key: 'metric-definitions',
    children: [
      element('summary', { text: 'What each metric measures', key: 'metric-definitions-toggle' }),
      element('dl', {
        class: 'definitions',
        children: [...known].flatMap(([title, definition]) => [
          element('dt', { text: title }),
          element('dd', { text: definition }),
        ]),
      }),
    ],
  });
}

/** Every number there is, with its interval, its chance level and a sentence on what it means. Closed at first. */
export function allMetricsView(state: AllMetricsState, context: ViewContext): HTMLElement {
  return section('all-metrics', 'All metrics', [
    element('details', {
      key: 'all-metrics',
      children: [
        element('summary', { text: state.summary, key: 'all-metrics-toggle' }),
        ...state.groups.map(({ title, rows }) => tableOf(title, rows)),
        classPart(state, context),
        definitions(state),
      ],
    }),
  ]);
}
