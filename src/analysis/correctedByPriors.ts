import type { Finding } from '../core/finding.ts';
import { priorCorrectedAnswers } from '../core/priorCorrection.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { missedClasses } from '../rules/missedClasses.ts';
import type { PriorCorrection } from './analysis.ts';

/**
 * The answers of largest p / π for a run in which classes are missed: π from the training rows where they are counted
 * for every class of the predictions, else from the predicted rows themselves. Undefined without scores or findings.
 */
export function correctedByPriors(
  { predictions, classCounts }: RunEvidence,
  findings: readonly Finding[],
): PriorCorrection | undefined {
  if (predictions?.table.scores === undefined || missedClasses(findings).length === 0) return undefined;
  const { table, evaluation } = predictions;
  const trained = table.labels.map((label) => classCounts.train?.get(label) ?? 0);
  const isCounted = trained.every((count) => count > 0);
  const counts = isCounted ? trained : evaluation.perClass.map(({ support }) => support);
  const answers = priorCorrectedAnswers(table, counts);
  return answers === undefined
    ? undefined
    : { ...answers, source: isCounted ? 'train' : 'validation', counts };
}
