import { balancedWeights } from '../adviceSnippets.ts';
import { numbers } from '../numbers.ts';
import { adviceGrounds } from '../panel/adviceGrounds.ts';
import type { AnswerGrounds, Sentence } from './grounds.ts';

/** Class sizes that differ less are no imbalance to speak of. */
const leastRatio = 1.5;

const caveat: Sentence = {
  kind: 'may',
  text: 'Either would raise the probabilities of the small classes; the ranking of the rows may not gain.',
};

/** What class weights and resampling would and would not do, at the class sizes of this run. */
export function remediesPart(grounds: AnswerGrounds): Sentence[] {
  const { run, isBroken } = grounds;
  if (isBroken) return [];
  if (run.evaluation === undefined) return ofLog(grounds);
  const advice = adviceGrounds(run);
  if (advice === undefined) return [];
  const ratio = ratioOf(advice.sizes.counts);
  const { missed } = advice;
  if (missed.length === 0) {
    // What the run before found can be found: there may be something to mend.
    if (grounds.findings.has('class-regressed')) return [];
    return ratio === undefined ? [] : [ofNoneMissed(grounds, ratio)];
  }
  const weights = balancedWeights(advice.sizes.counts);
  const isSmall = missed.some(({ index }) => weights[index]! > 1);
  const [first] = missed;
  const look = `Look first at the missed rows of ${numbers.label(first!.evaluation.label)}`;
  if (!isSmall || ratio === undefined) {
    return [
      {
        kind: 'may',
        text: `${look}; the missed classes are not the small ones, so class weights or resampling may do little.`,
      },
    ];
  }
  return [
    {
      kind: 'may',
      text: `${look}, then move the threshold; at this ratio of ${numbers.loss(ratio)} class weights and, last, resampling may find more of them.`,
    },
    caveat,
  ];
}

function ofNoneMissed({ findings }: AnswerGrounds, ratio: number): Sentence {
  if (findings.get('accuracy-not-above-majority')?.evidence['understates'] === 1) {
    return {
      kind: 'may',
      text: 'Small classes are found better than accuracy says: class weights or resampling may be in this model already, and more of them would cost the large ones.',
    };
  }
  const isTooSure = (findings.get('confidence-off')?.evidence['gap'] ?? 0) > 0;
  const cure = isTooSure ? ', and would not make the probabilities less sure' : '';
  return {
    kind: 'shows',
    text: `The largest class has ${numbers.loss(ratio)} times the rows of the smallest, yet none is missed by more than chance: class weights and resampling have nothing to mend${cure}.`,
  };
}

function ofLog({ run: { classCounts, epochs } }: AnswerGrounds): Sentence[] {
  if (epochs.length === 0) return [];
  const counts = classCounts.train ?? classCounts.validation ?? classCounts.all;
  const whether = 'Whether class weights or resampling would help cannot be told';
  if (counts === undefined || counts.size < 2) {
    return [{ kind: 'unknown', text: `${whether}: that takes the recall of each class.` }];
  }
  const ratio = ratioOf([...counts.values()]);
  if (ratio === undefined) {
    const text =
      'The classes are of about the same size, so class weights and resampling would change next to nothing.';
    return [{ kind: 'is', text }];
  }
  const reason = `a ratio of ${numbers.loss(ratio)} between the largest and the smallest class is no reason by itself, a missed class is`;
  return [{ kind: 'unknown', text: `${whether}: ${reason}.` }];
}

function ratioOf(counts: readonly number[]): number | undefined {
  const present = counts.filter((count) => count > 0);
  const ratio = Math.max(...present) / Math.min(...present);
  return present.length > 1 && ratio >= leastRatio ? ratio : undefined;
}
