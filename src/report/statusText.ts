import type { RunAnalysis } from '../analysis/analysis.ts';
import { clean } from './clean.ts';
import { shownFindings } from './findingText.ts';
import { markdownText } from './markdownText.ts';
import { valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';
import { lastReading, splitWord } from './panel/headline.ts';
import { runTitle } from './runTitle.ts';
import { verdictOf } from './sentences.ts';

/** A run in the status bar. */
export interface StatusText {
  /** At most 30 characters. */
  readonly short: string;
  readonly warning: boolean;
  /** Markdown. */
  readonly tooltip: string;
  /** One sentence for a screen reader. */
  readonly spoken: string;
}

const shortLimit = 30;

/**
 * The headline of a run: the worst class where a finding is about one, else balanced accuracy, else accuracy. `notes` are
 * lines about all runs that stand below it.
 */
export function statusText(run: RunAnalysis, notes: readonly string[] = []): StatusText {
  const verdict = verdictOf(run);
  const warning = shownFindings(run.findings).some(
    ({ severity }) => severity === 'warning' || severity === 'error',
  );
  const sentences = verdict.sentences.join(' ');
  return {
    short: shorten(headline(run, warning ? verdict.worst : undefined)),
    warning,
    tooltip: [
      `**${markdownText(runTitle(run))}**`,
      ...[sentences, ...notes].map((text) => markdownText(text, 1_000)),
    ].join('\n\n'),
    spoken: sentences,
  };
}

function headline(run: RunAnalysis, worst: ReturnType<typeof verdictOf>['worst']): string {
  if (worst?.recall !== undefined)
    return `recall ${numbers.rate(worst.recall)}: ${clean(worst.evaluation.label)}`;
  const balanced = valueOf(run.evaluation?.metrics.get('balancedAccuracy'));
  if (balanced !== undefined) return `bal. accuracy ${numbers.rate(balanced.value)}`;
  const accuracy = lastReading(run, 'accuracy');
  if (accuracy === undefined || accuracy.split === 'train') return 'no classification metric';
  const word = accuracy.split === 'validation' ? 'val.' : splitWord(accuracy.split).toLowerCase();
  return `${word} accuracy ${numbers.rate(accuracy.value)}`.trimStart();
}

function shorten(text: string): string {
  return text.length <= shortLimit ? text : `${text.slice(0, shortLimit - 1)}…`;
}
