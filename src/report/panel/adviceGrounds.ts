import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Evaluation } from '../../core/evaluation.ts';
import type { AdviceStepState } from '../../protocol/panel.ts';
import { missedClasses } from '../../rules/missedClasses.ts';
import type { ClassSizes, Snippet } from '../adviceSnippets.ts';
import { type RankedClass, worstFirst } from '../classText.ts';
import { constantAnswer } from '../constantAnswer.ts';
import { breakingFinding } from '../broken.ts';
import { areTestRows, isOfNoEpoch } from '../mismatch.ts';

/** A step with the whole code of its snippets. */
export interface AdviceStep extends Omit<AdviceStepState, 'snippets'> {
  readonly snippets: readonly Snippet[];
}

/** All that the steps are made from. */
export interface AdviceGrounds {
  readonly run: RunAnalysis;
  readonly evaluation: Evaluation;
  /** Missed classes, as the findings name them. */
  readonly missed: readonly RankedClass[];
  readonly sizes: ClassSizes;
}

/** Undefined where nothing can be advised, whatever the findings are. */
export function adviceGrounds(run: RunAnalysis): AdviceGrounds | undefined {
  const { evaluation } = run;
  if (evaluation === undefined || constantAnswer(evaluation) !== undefined) return undefined;
  if (evaluation.perClass.filter(({ support }) => support > 0).length < 2) return undefined;
  if (breakingFinding(run) !== undefined) return undefined;
  if (isOfNoEpoch(run) && !areTestRows(run)) return undefined;
  const names = new Set(missedClasses(run.findings));
  const missed = worstFirst(evaluation).filter((ranked) => names.has(ranked.evaluation.label));
  return { run, evaluation, missed, sizes: sizesOf(run, evaluation) };
}

/** Training rows where every class of the predictions is counted, else the predicted rows. */
function sizesOf({ classCounts: { train } }: RunAnalysis, { labels, perClass }: Evaluation): ClassSizes {
  const trained = labels.map((label) => train?.get(label) ?? 0);
  return trained.every((count) => count > 0)
    ? { labels, counts: trained, source: 'train' }
    : { labels, counts: perClass.map(({ support }) => support), source: 'validation' };
}
