import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Finding } from '../core/finding.ts';
import { shownFindings } from './findingText.ts';

const constantRule = 'constant-predictor';

/** They say that the answers of a prediction file are not those of its rows or classes, whatever their severity. */
const ofAnswers: ReadonlySet<string> = new Set(['label-map-permuted', 'rows-misaligned']);

/** It speaks of scores: what rests on the labels still holds. */
const ofScores = 'probabilities-malformed';

/** It speaks of two files: the numbers of each still hold. */
const ofTwoFiles = 'not-the-same-rows';

const notBreaking: ReadonlySet<string> = new Set([constantRule, ofScores, ofTwoFiles]);

/**
 * The finding after which no number of the run is to be gone by; undefined where there is none. That a model gives one
 * answer to all rows is an error of the model: its numbers are true.
 */
export function breakingFinding(run: RunAnalysis): Finding | undefined {
  return shownFindings(run.findings).find(
    ({ rule, severity }) => ofAnswers.has(rule) || (severity === 'error' && !notBreaking.has(rule)),
  );
}

/** True if the finding says that the answers as a whole are wrong: then no baseline says anything beside them. */
export function areAnswersWrong({ rule }: Finding): boolean {
  return ofAnswers.has(rule);
}
