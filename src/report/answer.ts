import type { RunAnalysis } from '../analysis/analysis.ts';
import type { AnswerGroupState, AnswerKind } from '../protocol/panel.ts';
import { rules } from '../rules/all.ts';
import type { Rule } from '../rules/rule.ts';
import { accuracyPart } from './answer/accuracyPart.ts';
import { causesPart } from './answer/causesPart.ts';
import { classesPart } from './answer/classesPart.ts';
import { earlierPart } from './answer/earlierPart.ts';
import { type AnswerGrounds, answerGrounds, type Sentence } from './answer/grounds.ts';
import { limitsPart } from './answer/limitsPart.ts';
import { lossPart } from './answer/lossPart.ts';
import { majorityPart } from './answer/majorityPart.ts';
import { remediesPart } from './answer/remediesPart.ts';
import { clean } from './clean.ts';
import { ratedAnswer } from './ratedClasses.ts';

/** The groups in order, each with its heading. */
const titles: Readonly<Record<AnswerKind, string>> = {
  is: 'What is',
  shows: 'What the tests show',
  may: 'What may be',
  unknown: 'What these files cannot show',
  settles: 'What would settle it',
};

/** The parts in the order of their sentences within a group. */
const parts: readonly ((grounds: AnswerGrounds) => Sentence[])[] = [
  accuracyPart,
  majorityPart,
  earlierPart,
  classesPart,
  lossPart,
  causesPart,
  limitsPart,
  remediesPart,
];

/** Longest sentence; labels are cut far below. */
const sentenceLimit = 1_000;

/**
 * The answer of a run's files in sentences, by how sure they are: what is (identities of the rows), what the tests
 * show, what may be, what the files cannot show and which file would settle it. Groups without sentences are left out;
 * what the verdict says is not said again.
 */
export function answerOf(run: RunAnalysis, registry: readonly Rule[] = rules): AnswerGroupState[] {
  if (run.classRates !== undefined) return ratedAnswer();
  const grounds = answerGrounds(run, registry);
  const sentences = parts.flatMap((part) => part(grounds));
  return (Object.keys(titles) as AnswerKind[]).flatMap((kind) => {
    const texts = sentences
      .filter((sentence) => sentence.kind === kind)
      .map(({ text }) => clean(text, sentenceLimit));
    return texts.length === 0 ? [] : [{ kind, title: titles[kind], sentences: texts }];
  });
}
