import type { Finding } from '../../src/core/finding.ts';
import { isSlight } from './claim.ts';
import type { Claim } from './claim.ts';
import { accuracyClaims } from './claims/accuracies.ts';
import { answerClaims } from './claims/answers.ts';
import { curveClaims } from './claims/curves.ts';
import { fileClaims } from './claims/files.ts';
import { labelOf } from './labels.ts';
import type { BenchRun } from './pack/benchRun.ts';

/** Every rule's claims; a rule without one stands in `withoutTruth`. */
export const claims: readonly Claim[] = [...curveClaims, ...accuracyClaims, ...answerClaims, ...fileClaims];

const ofSeveral = 'it compares runs on the same rows: `test/bench/pairRules.ts` measures it';

/** Rules that the runs cannot judge, with the reason. */
export const withoutTruth: ReadonlyMap<string, string> = new Map([
  [
    'best-epoch-is-luck',
    'it speaks only of predictions of an earlier epoch, and the runs keep those of their last',
  ],
  [
    'threshold-suboptimal',
    'what another threshold gains on the test rows is not kept: of their probabilities only the means are',
  ],
  ['roc-hides-rare-class', 'the areas under the curves of the test rows are not kept'],
  ['few-rows-dominate-loss', 'which rows carry a wrong label is not kept'],
  ['not-the-same-rows', ofSeveral],
  ['class-regressed', ofSeveral],
  ['accuracy-up-macro-down', ofSeveral],
  ['difference-within-noise', ofSeveral],
  ['best-of-many', ofSeveral],
]);

/** What a claim says of a run, or of each of its classes: whether it is true and whether a finding makes it. */
export interface Judgement {
  readonly isTrue: boolean;
  readonly fired: boolean;
}

/** Judges a claim on the findings on one run; empty where the test set cannot tell. */
export function judge(claim: Claim, run: BenchRun, findings: readonly Finding[]): Judgement[] {
  const made = findings.filter((finding) => finding.rule === claim.rule && (claim.makes?.(finding) ?? true));
  const { truth } = claim;
  if (typeof truth === 'function') {
    const isTrue = truth(run);
    return isTrue === undefined ? [] : [{ isTrue, fired: made.length > 0 }];
  }
  return run.validationCounts.flatMap((count, label) => {
    const isTrue = count === 0 ? undefined : truth.ofClass(run, label);
    if (isTrue === undefined) return [];
    const fired = made.some(({ names }) => names['classes']?.includes(labelOf(label)) === true);
    return [{ isTrue, fired }];
  });
}

/** Claims of Warnings and Errors that are true of a run. */
export function trueGraveClaims(run: BenchRun): Set<string> {
  const grave = claims.filter(({ makes }) => makes !== isSlight);
  return new Set(
    grave.filter((claim) => judge(claim, run, []).some(({ isTrue }) => isTrue)).map(({ rule }) => rule),
  );
}

/** Meant to be healthy, and its test set agrees: nothing that a Warning could say is true of it. */
export function isHealthy(run: BenchRun): boolean {
  const { facts, intent } = run;
  if (intent !== 'healthy' || facts.validation !== 'sample' || facts.accuracy !== 'rows') return false;
  const harmless = new Set(claims.filter((claim) => claim.harmless).map(({ rule }) => rule));
  return [...trueGraveClaims(run)].every((rule) => harmless.has(rule));
}
