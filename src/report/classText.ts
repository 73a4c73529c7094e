import type { RunAnalysis } from '../analysis/analysis.ts';
import type { ClassEvaluation, Evaluation } from '../core/evaluation.ts';
import { isKnown } from '../core/countRange.ts';
import { foundWords } from '../rules/foundWords.ts';
import { metricInterval, metricWithInterval, valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';

/** A class of an evaluation with its index. */
export interface RankedClass {
  readonly index: number;
  readonly evaluation: ClassEvaluation;
  /** Undefined for a class without rows. */
  readonly recall?: number;
}

/** The classes, lowest recall first; of equals the one with more rows, then file order. Without rows last. */
export function worstFirst(evaluation: Evaluation): RankedClass[] {
  return evaluation.perClass
    .map((one, index): RankedClass => {
      const recall = valueOf(one.metrics.get('recall'))?.value;
      return { index, evaluation: one, ...(recall === undefined ? {} : { recall }) };
    })
    .sort(
      (a, b) =>
        (a.recall ?? 2) - (b.recall ?? 2) || b.evaluation.support - a.evaluation.support || a.index - b.index,
    );
}

/** `0 of 17`; `at most 1 of 282` where a report leaves several numbers possible. */
export function foundText({ evaluation: { found, support } }: RankedClass): string {
  return foundWords(found, support, numbers.count);
}

/** Rows of a class that were missed; undefined where a report leaves several numbers possible. */
export function missedRows({ evaluation: { found, support } }: RankedClass): number | undefined {
  return isKnown(found) ? support - found.least : undefined;
}

/** `'melanoma': recall 0.00 (0 of 17, 95 % interval 0.00–0.18)`. */
export function classLine(ranked: RankedClass, evaluation: Evaluation, words = 'recall'): string {
  const measured = ranked.evaluation.metrics.get('recall');
  const label = numbers.label(ranked.evaluation.label);
  if (measured?.kind !== 'value') {
    return `${label}: recall ${metricWithInterval('recall', measured ?? { kind: 'undefined', reason: 'not computed' })}`;
  }
  const interval = metricInterval('recall', measured);
  const evidence =
    interval === undefined
      ? foundText(ranked)
      : `${foundText(ranked)}, ${numbers.percent(evaluation.confidence)} interval ${interval}`;
  return `${label}: ${words} ${numbers.rate(measured.value)} (${evidence})`;
}

/** The class with most rows, and its share of them; undefined without rows. */
export function majority(evaluation: Evaluation): { label: string; share: number; rows: number } | undefined {
  const total = evaluation.perClass.reduce((sum, one) => sum + one.support, 0);
  let largest: ClassEvaluation | undefined;
  for (const one of evaluation.perClass) {
    if (largest === undefined || one.support > largest.support) largest = one;
  }
  if (largest === undefined || total <= 0) return undefined;
  return { label: largest.label, share: largest.support / total, rows: largest.support };
}

/** True for what was computed from a classification report and not from the rows themselves. */
export function isOfReport(evaluation: Evaluation | undefined): boolean {
  return evaluation?.ofReport === true;
}

/** False where what stands for a report was counted in the log itself. */
export function hasReportFile({ files }: Pick<RunAnalysis, 'files'>): boolean {
  return files.some(({ role }) => role === 'classReport');
}

/** The class that most rows of `actual` that were missed went to; undefined if none were, and for a report. */
export function mostConfusedWith(evaluation: Evaluation, actual: number): number | undefined {
  let best: number | undefined;
  const row = evaluation.confusionMatrix?.[actual] ?? [];
  row.forEach((cell, predicted) => {
    if (predicted !== actual && cell > 0 && (best === undefined || cell > row[best]!)) best = predicted;
  });
  return best;
}

/** Says how many classes a list that begins with the lowest recall leaves out; those without rows have no recall. */
export function moreClasses(more: number): string {
  return `${numbers.count(more)} more ${more === 1 ? 'class' : 'classes'}, none of lower recall.`;
}
