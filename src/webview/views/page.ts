import type { PanelState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element } from '../dom.ts';
import type { Part } from '../parts.ts';
import { adviceView } from './advice.ts';
import { allMetricsView } from './allMetrics.ts';
import { answerView } from './answer.ts';
import { calibrationView } from './calibration.ts';
import { classesView } from './classes.ts';
import { comparisonView } from './comparison.ts';
import { curvesView } from './curves.ts';
import { decisionsView } from './decisions.ts';
import { findingsView } from './findings.ts';
import { headlineView } from './headline.ts';
import { matrixView } from './matrix.ts';
import { precisionRecallView } from './precisionRecall.ts';
import { provenanceView } from './provenance.ts';
import { evidenceView, verdictView } from './verdict.ts';

/** The parts of the page in order. */
export function pageView(state: PanelState, context: ViewContext): Part[] {
  return [...headParts(state, context), ...reportParts(state, context)];
}

function headParts(state: PanelState, context: ViewContext): Part[] {
  const { notice, report, runs, selectedRun } = state;
  const parts: Part[] = [
    {
      name: 'head',
      state: [report?.title, report?.subtitle, runs, selectedRun, state.phase],
      make: () => headView(state, context),
    },
  ];
  if (notice !== undefined) {
    parts.push({
      name: 'notice',
      state: notice,
      make: () =>
        element('div', {
          class: `notice notice-${notice.kind}`,
          children: [
            element('strong', {
              text: { information: 'Note', stale: 'Out of date', error: 'Not read' }[notice.kind],
            }),
            element('span', { text: notice.text }),
          ],
        }),
    });
  }
  if (report === undefined) {
    parts.push({ name: 'placeholder', state: state.phase, make: () => placeholderView(state.phase) });
  }
  return parts;
}

function headView(state: PanelState, context: ViewContext): HTMLElement {
  const { report, runs, selectedRun } = state;
  const children: (Node | undefined)[] = [
    element('div', {
      class: 'titles',
      children: [
        element('h1', { text: report?.title ?? 'Imbalance Lens' }),
        report === undefined ? undefined : element('p', { class: 'muted', text: report.subtitle }),
      ],
    }),
  ];
  if (runs.length > 1) children.push(runSelect(runs, selectedRun, context));
  return element('header', { class: 'head', children });
}

function runSelect(runs: PanelState['runs'], selectedRun: number, context: ViewContext): HTMLElement {
  const select = element('select', {
    key: 'run',
    children: runs.map(({ title }, index) =>
      element('option', { text: title, attributes: { value: index, selected: index === selectedRun } }),
    ),
  });
  select.addEventListener('change', () => context.send({ type: 'selectRun', run: select.selectedIndex }));
  return element('label', { class: 'run', children: [element('span', { text: 'Run' }), select] });
}

function placeholderView(phase: PanelState['phase']): HTMLElement {
  const texts: Readonly<Record<PanelState['phase'], string>> = {
    loading: 'Reading…',
    empty:
      'No training log or prediction file to show. Logs of Keras, PyTorch, Lightning, Hugging Face and others are recognised, and CSV, JSON or NumPy files with actual and predicted labels.',
    failed: 'There is nothing to show for this file.',
    ready: '',
  };
  return element('p', { class: `placeholder placeholder-${phase}`, text: texts[phase] });
}

function reportParts(state: PanelState, context: ViewContext): Part[] {
  const { report } = state;
  if (report === undefined) return [];
  const parts: Part[] = [
    { name: 'verdict', state: [report.verdict, report.ladder], make: () => verdictView(report, context) },
    { name: 'evidence', state: [report.ladder, report.rung], make: () => evidenceView(report) },
  ];
  const add = (name: string, part: unknown, make: () => HTMLElement | undefined): void => {
    if (part !== undefined) parts.push({ name, state: part, make: () => make() ?? element('div') });
  };
  const { comparison } = report;
  if (comparison !== undefined) add('comparison', comparison, () => comparisonView(comparison, context));
  add('headline', report.headline.length === 0 ? undefined : [report.headline, report.definitions], () =>
    headlineView(report),
  );
  add('answer', report.answer.length === 0 ? undefined : report.answer, () => answerView(report.answer));
  add('findings', hasFindings(state) ? [report.findings, report.hiddenFindings] : undefined, () =>
    findingsView(report, context),
  );
  const { allMetrics, classes, matrix, precisionRecall, calibration, curves, decisions, advice } = report;
  if (classes !== undefined) add('classes', classes, () => classesView(classes));
  if (matrix !== undefined) add('confusion', matrix, () => matrixView(matrix, context));
  if (precisionRecall !== undefined)
    add('precisionRecall', [report.title, precisionRecall], () =>
      precisionRecallView(precisionRecall, context),
    );
  if (calibration !== undefined)
    add('calibration', [report.title, calibration], () => calibrationView(calibration, context));
  if (allMetrics !== undefined) add('allMetrics', allMetrics, () => allMetricsView(allMetrics, context));
  if (curves !== undefined) add('curves', curves, () => curvesView(curves));
  if (decisions !== undefined) add('decisions', decisions, () => decisionsView(decisions));
  if (advice !== undefined) add('advice', advice, () => adviceView(advice, context));
  add('provenance', report.provenance, () => provenanceView(report, context));
  return parts;
}

function hasFindings({ report }: PanelState): boolean {
  return report !== undefined && (report.findings.length > 0 || report.hiddenFindings !== undefined);
}
