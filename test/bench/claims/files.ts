import { isGrave, isSlight } from '../claim.ts';
import type { Claim } from '../claim.ts';
import type { BenchRun, FileChange } from '../pack/benchRun.ts';

/** What the rules about faults of a prediction file claim: those that were put into it are the truth. */
export const fileClaims: readonly Claim[] = [
  {
    rule: 'label-map-permuted',
    title: 'the answers were written under the names of other classes',
    also: 'files',
    truth: (run) => was(run, 'otherNames'),
  },
  {
    rule: 'rows-misaligned',
    title: 'the answers were written in another order than the labels',
    also: 'files',
    // Labels shuffled for the log as well are another fault, which its log tells.
    truth: (run) => (run.facts.validation === 'shuffled' ? undefined : was(run, 'shuffledRows')),
  },
  {
    rule: 'file-does-not-match-log',
    title: 'the predictions are those of another run',
    also: 'files',
    // Files with these faults have no accuracy of the log either, and have a finding of their own.
    truth: (run) => (was(run, 'otherNames', 'shuffledRows') ? undefined : was(run, 'ofOtherRun')),
  },
  {
    rule: 'shared-rows',
    title: 'rows of the file were trained on',
    also: 'files',
    truth: (run) =>
      was(run, 'numberedInFolders', 'numbered', 'trainedOn') ? was(run, 'trainedOn') : undefined,
  },
  {
    rule: 'probabilities-malformed',
    title: 'the scores are logits, one against the rest, or in the columns of other classes',
    makes: isGrave,
    also: 'files',
    truth: (run) =>
      run.rows?.scores === undefined ? undefined : was(run, 'logits', 'oneAgainstRest', 'otherColumns'),
  },
  {
    rule: 'probabilities-malformed',
    title: 'a written score of an actual class is 0',
    makes: isSlight,
    also: 'files',
    truth: (run) => (was(run, 'logits', 'oneAgainstRest', 'otherColumns') ? undefined : hasZero(run)),
  },
];

function was({ facts }: BenchRun, ...which: readonly FileChange[]): boolean {
  return facts.file !== undefined && which.includes(facts.file);
}

function hasZero({ rows, validationCounts }: BenchRun): boolean | undefined {
  const scores = rows?.scores;
  if (rows === undefined || scores === undefined) return undefined;
  return rows.actual.some((label, row) => scores[row * validationCounts.length + label] === 0);
}
