import type { Analysis, RunAnalysis } from '../analysis/analysis.ts';
import type { Finding } from '../core/finding.ts';
import type { FindingState, PanelState, ReportState, VerdictKind, VerdictState } from '../protocol/panel.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/all.ts';
import { answerOf } from './answer.ts';
import { hasReportFile, isOfReport, mostConfusedWith } from './classText.ts';
import { findingMessage, hiddenFindings, placeOf, shownFindings } from './findingText.ts';
import { numbers } from './numbers.ts';
import { adviceState } from './panel/advice.ts';
import { calibrationState } from './panel/calibration.ts';
import { allMetricsState } from './panel/allMetrics.ts';
import { classesState } from './panel/classes.ts';
import { curvesState } from './panel/curves.ts';
import { decisionsState } from './panel/decisions.ts';
import { definitionsState, headlineState } from './panel/headline.ts';
import { matrixState } from './panel/matrix.ts';
import { precisionRecallState } from './panel/precisionRecall.ts';
import { provenanceState } from './panel/provenance.ts';
import { ratedClasses } from './ratedClasses.ts';
import { runTitle } from './runTitle.ts';
import { rungSentence, type Verdict, verdictOf } from './sentences.ts';

const pathLimit = 400;

/** The kind of a verdict in a few words. */
const verdictWords: Readonly<Record<VerdictKind, string>> = {
  wrong: 'The numbers are wrong',
  misleads: 'Accuracy misleads',
  warning: 'Warning',
  cannotTell: 'Cannot tell',
  fine: 'Accuracy holds up',
};

const severityWords = {
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
  hint: 'Hint',
} as const;

/** The panel's state for an analysis: the report of one of its runs. */
export function panelState(
  analysis: Analysis,
  selectedRun: number,
  notice?: PanelState['notice'],
  registry: readonly Rule[] = rules,
): PanelState {
  const runs = analysis.runs.map((run) => ({ title: runTitle(run, pathLimit) }));
  const run = analysis.runs[selectedRun];
  const shared = { runs, selectedRun, ...(notice === undefined ? {} : { notice }) };
  return run === undefined
    ? { phase: 'empty', ...shared }
    : { phase: 'ready', ...shared, report: reportState(run, registry) };
}

/** Everything the panel shows of one run, worded and rounded. */
function reportState(run: RunAnalysis, registry: readonly Rule[]): ReportState {
  const verdict = verdictOf(run, registry);
  const hidden = hiddenFindings(run.findings);
  const curves = curvesState(run);
  const evaluation = run.evaluation === undefined || run.evaluation.rows === 0 ? undefined : run.evaluation;
  const matrix = evaluation === undefined ? undefined : matrixState(evaluation);
  const precisionRecall = evaluation === undefined ? undefined : precisionRecallState(evaluation);
  const calibration = evaluation === undefined ? undefined : calibrationState(evaluation, run.findings);
  const decisions = decisionsState(run.decisions);
  const advice = adviceState(run);
  return {
    title: runTitle(run, pathLimit),
    subtitle: subtitle(run),
    verdict: verdictState(run, verdict),
    ladder: ladder(run),
    rung: rungSentence(run),
    headline: headlineState(run, verdict.kind === 'misleads'),
    answer: answerOf(run, registry),
    definitions: definitionsState(run),
    findings: shownFindings(run.findings).map((finding) => findingState(finding, registry)),
    ...(hidden === undefined ? {} : { hiddenFindings: hidden }),
    ...(evaluation === undefined
      ? {}
      : {
          classes: classesState(evaluation),
          allMetrics: allMetricsState(evaluation),
          ...(matrix === undefined ? {} : { matrix }),
        }),
    ...(run.classRates === undefined ? {} : { classes: ratedClasses(run.classRates) }),
    ...(precisionRecall === undefined ? {} : { precisionRecall }),
    ...(calibration === undefined ? {} : { calibration }),
    ...(curves === undefined ? {} : { curves }),
    ...(decisions === undefined ? {} : { decisions }),
    ...(advice === undefined ? {} : { advice }),
    provenance: provenanceState(run),
  };
}

function subtitle(run: RunAnalysis): string {
  const parts: string[] = [];
  const epochs = run.epochs.length;
  if (run.unnumbered === true) parts.push('final values');
  else if (epochs > 0) parts.push(`${numbers.count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`);
  if (run.evaluation !== undefined) {
    const { rows, labels } = run.evaluation;
    const counted = run.evaluation.weighted && isOfReport(run.evaluation) ? 'rows by weight' : undefined;
    parts.push(`${numbers.count(rows)} ${counted ?? `predicted ${rows === 1 ? 'row' : 'rows'}`}`);
    parts.push(`${numbers.count(labels.length)} ${labels.length === 1 ? 'class' : 'classes'}`);
  }
  if (run.classRates !== undefined) parts.push(`${numbers.count(run.classRates.labels.length)} classes`);
  if (epochs > 0 && !run.finished) parts.push('training');
  return parts.join(' · ');
}

/** A verdict in words, with the cell of the confusion matrix that shows it best. */
export function verdictState(run: RunAnalysis, { kind, sentences, worst }: Verdict): VerdictState {
  const predicted =
    run.evaluation === undefined || worst === undefined
      ? undefined
      : mostConfusedWith(run.evaluation, worst.index);
  const base = { kind, word: verdictWords[kind], sentences };
  if (predicted === undefined || kind === 'fine' || isOfReport(run.evaluation)) return base;
  const { labels, confusionMatrix } = run.evaluation!;
  const rows = confusionMatrix![worst!.index]![predicted]!;
  return {
    ...base,
    cell: {
      actual: worst!.index,
      predicted,
      text: `Show the ${numbers.count(rows)} rows of ${numbers.label(labels[worst!.index]!)} predicted as ${numbers.label(labels[predicted]!)}`,
    },
  };
}

function ladder(run: RunAnalysis): ReportState['ladder'] {
  return [
    { text: run.unnumbered === true ? 'Final values' : 'Epoch log', known: run.epochs.length > 0 },
    {
      text: 'Class counts',
      known: Object.keys(run.classCounts).length > 0 || run.evaluation !== undefined,
    },
    {
      text: !isOfReport(run.evaluation)
        ? 'Predictions'
        : !hasReportFile(run)
          ? 'Right and wrong rows'
          : run.evaluation?.ofMatrix === true
            ? 'Confusion matrix'
            : 'Classification report',
      known: run.evaluation !== undefined,
    },
    { text: 'Probabilities', known: run.evaluation?.hasScores ?? false },
  ];
}

function findingState(finding: Finding, registry: readonly Rule[]): FindingState {
  return {
    severity: finding.severity,
    severityWord: severityWords[finding.severity],
    message: findingMessage(finding, registry),
    rule: finding.rule,
    place: placeOf(finding),
  };
}
