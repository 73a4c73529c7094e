import type { CalibrationState, ReliabilityDiagramState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, scroller, section } from '../dom.ts';
import { drawReliability, reliabilitySwatches } from '../reliabilityChart.ts';
import { textTable } from './textTable.ts';

/** How often probabilities come true: one diagram at a time, chosen from a list. */
export function calibrationView(state: CalibrationState, context: ViewContext): HTMLElement {
  const { caption, diagrams, leftOut } = state;
  const remembered = diagrams.findIndex(({ name }) => name === context.curves.diagram);
  let chosen = diagrams[Math.max(0, remembered)];
  if (chosen === undefined)
    return section('calibration', 'Calibration', [element('p', { class: 'muted', text: caption })]);
  const box = element('div', { class: 'reliability-box' });
  const sentences = element('ul', { class: 'reliability-text', attributes: { 'aria-live': 'polite' } });
  const table = tableView();
  let drawnWidth = 0;

  function draw(): void {
    const width = Math.floor(box.clientWidth);
    if (chosen === undefined || width === 0) return;
    drawnWidth = width;
    box.replaceChildren(drawReliability(chosen, width));
  }
  function show(diagram: ReliabilityDiagramState): void {
    chosen = diagram;
    sentences.replaceChildren(...diagram.sentences.map((text) => element('li', { text })));
    table.show(diagram);
    draw();
  }
  const observer = new ResizeObserver(() => {
    if (!box.isConnected) observer.disconnect();
    else if (Math.floor(box.clientWidth) !== drawnWidth) draw();
  });
  observer.observe(box);
  show(chosen);
  return section('calibration', 'Calibration', [
    element('p', { class: 'muted', text: caption }),
    choice(diagrams, chosen, (diagram) => {
      context.curves.diagram = diagram.name;
      show(diagram);
    }),
    leftOut === undefined ? undefined : element('p', { class: 'muted', text: leftOut }),
    element('div', {
      class: 'reliability chart',
      children: [
        box,
        element('div', {
          children: [
            sentences,
            element('div', { class: 'reliability-names', children: reliabilitySwatches().map(nameOf) }),
          ],
        }),
      ],
    }),
    table.details,
  ]);
}

function choice(
  diagrams: readonly ReliabilityDiagramState[],
  chosen: ReliabilityDiagramState,
  choose: (diagram: ReliabilityDiagramState) => void,
): HTMLElement {
  const select = element('select', {
    key: 'calibration-of',
    children: diagrams.map((diagram, index) =>
      element('option', { text: diagram.name, attributes: { value: index, selected: diagram === chosen } }),
    ),
  });
  select.addEventListener('change', () => choose(diagrams[select.selectedIndex]!));
  return element('label', {
    class: 'choice',
    children: [element('span', { text: 'Probabilities of' }), select],
  });
}

/** For the eye only: the caption and the drawing's own sentence say the same. */
function nameOf({ swatch, text }: { swatch: SVGElement; text: string }): HTMLElement {
  return element('p', {
    class: 'line-name',
    attributes: { 'aria-hidden': 'true' },
    children: [swatch, element('span', { text })],
  });
}

/** The bins of the diagram that is shown: made when asked for. */
function tableView(): {
  readonly details: HTMLElement;
  readonly show: (diagram: ReliabilityDiagramState) => void;
} {
  const details = element('details', {
    key: 'calibration-table',
    children: [element('summary', { key: 'calibration-table-toggle', text: 'Show as table' })],
  });
  let shown: ReliabilityDiagramState | undefined;
  let made: ReliabilityDiagramState | undefined;
  const refresh = (): void => {
    if (!details.open || shown === undefined || made === shown) return;
    made = shown;
    details.querySelector('.scroller')?.remove();
    details.append(scroller('calibration-scroller', 'Bins of the reliability diagram', tableOf(shown)));
  };
  details.addEventListener('toggle', refresh);
  return {
    details,
    show: (diagram) => {
      shown = diagram;
      refresh();
    },
  };
}

function tableOf({ table: { header, rows } }: ReliabilityDiagramState): HTMLElement {
  return textTable('epochs bins', header, rows);
}
