import type { MeasuredValue } from '../../core/measured.ts';
import { numbers } from '../numbers.ts';
import { atSmallest, besideChance } from './beside.ts';
import {
  allClasses,
  type ClassFacts,
  classValue,
  extremes,
  listed,
  type MeaningFacts,
  rowsText,
} from './facts.ts';
import type { OverallMeaning } from './means.ts';

const half = numbers.percent(0.5);

/** Names the class of the lowest value; nothing where all have the same. */
function leastFor(facts: MeaningFacts, of: string): string {
  const found = extremes(facts.present, (one) => classValue(one, of));
  // Two classes share one area, but for its last bit.
  if (found === undefined || found.high.value - found.low.value < 1e-9) return '';
  return `; least for ${found.low.one.name}, ${numbers.percent(found.low.value)}`;
}

export function ofMacroAveragePrecision(facts: MeaningFacts, measured: MeasuredValue): string {
  const { classes, present } = facts;
  const chance = measured.chance === undefined ? {} : { text: numbers.percent(measured.chance) };
  const beside = besideChance(measured, { name: 'random order', ...chance, ...atSmallest(facts) });
  const without = classes.length - present.length;
  const share = numbers.percent(measured.value);
  const mean = `Of the rows ranked at or above a row of a class by its score, ${share} are of the class, averaged over ${allClasses(classes.length)}${beside}`;
  if (without > 0)
    return `${mean}; ${numbers.count(without)} without rows ${without === 1 ? 'counts' : 'count'} 0 in it`;
  return `${mean}${leastFor(facts, 'averagePrecision')}`;
}

/** A mean of the areas under the ROC curves; `weighted` where classes count by their rows. */
export function ofMeanRocAuc(weighted: boolean): OverallMeaning {
  return (facts, measured) => {
    const { largest, present } = facts;
    const beside = besideChance(measured, { name: 'guessing', text: half, ...atSmallest(facts) });
    const share = numbers.percent(measured.value);
    const how =
      weighted && largest !== undefined
        ? `each counting by its rows (${largest.name} for ${numbers.percent(largest.share)})`
        : 'each counting the same';
    return `A row of a class gets a higher score for it than a row of another class ${share} of the time${beside}, averaged over ${allClasses(present.length)}, ${how}${leastFor(facts, 'rocAuc')}`;
  };
}

/** A mean over pairs of classes; `weighted` where pairs count by their rows. */
export function ofOneVsOne(weighted: boolean): OverallMeaning {
  return (facts, measured) => {
    const { largest, present } = facts;
    const pairs = (present.length * (present.length - 1)) / 2;
    const beside = besideChance(measured, { name: 'guessing', text: half, ...atSmallest(facts) });
    const share = numbers.percent(measured.value);
    const [first, second] = present;
    if (pairs === 1) {
      return `The scores put a row of ${first!.name} and one of ${second!.name} in the right order ${share} of the time${beside}`;
    }
    const how =
      weighted && largest !== undefined
        ? `each counting by its rows, so that those with ${largest.name} count most`
        : 'each counting the same';
    return `The scores put a row of each of two classes in the right order ${share} of the time${beside}, averaged over the ${numbers.count(pairs)} pairs of classes, ${how}`;
  };
}

/** Classes that are named before the rest is only counted. */
const namedAtMost = 3;

export function ofTopK(k: number): OverallMeaning {
  return (facts, measured) => {
    const hits = `The actual class is among the ${k} highest scores for ${numbers.percent(measured.value)} of the ${rowsText(facts, facts.total)}`;
    if (measured.chance === undefined) return hits;
    const largest = [...facts.classes].sort((a, b) => b.support - a.support).slice(0, k);
    const names = listed(largest.slice(0, namedAtMost).map(({ name }) => name));
    return `${hits}${besideChance(measured, { name: `always naming ${names}`, text: numbers.percent(measured.chance) })}`;
  };
}

export function ofAveragePrecision(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const chance = measured.chance === undefined ? {} : { text: numbers.percent(measured.chance) };
  const reference = { name: 'random order', ...chance, at: `at ${rowsText(facts, support)} of ${name}` };
  const each = support === 1 ? 'the' : 'each of the';
  return `Of the rows ranked at or above ${each} ${rowsText(facts, support)} of ${name}, ${numbers.percent(measured.value)} are ${name}${support === 1 ? '' : ' on average'}${besideChance(measured, reference)}`;
}

export function ofRocAuc(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const others = Math.max(0, facts.total - support);
  const reference = { name: 'guessing', text: half, at: 'with so few of them' };
  const share = numbers.percent(measured.value);
  const who = `A row of ${name} (${rowsText(facts, support)}) gets a higher score for it than a row of another class (${rowsText(facts, others)})`;
  return `${who} ${share} of the time${besideChance(measured, reference)}`;
}

export function ofPrecisionRecallGain(
  facts: MeaningFacts,
  { value }: MeasuredValue,
  { name, support }: ClassFacts,
): string {
  const rarity = `With the rarity of ${name} taken out (${numbers.count(support)} of ${rowsText(facts, facts.total)})`;
  const gain = `${rarity}, ranking by its score is worth`;
  if (value < 0)
    return `${gain} less than answering ${name} everywhere (${numbers.rate(value)} where that has 0)`;
  return `${gain} ${numbers.percent(value)} of a perfect ranking, where answering ${name} everywhere is worth 0`;
}
