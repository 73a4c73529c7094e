import type { MeasuredValue } from '../../core/measured.ts';
import { numbers } from '../numbers.ts';
import { atSmallest, besideChance, standing } from './beside.ts';
import {
  capital,
  type ClassFacts,
  classValue,
  listed,
  type MeaningFacts,
  partOfRows,
  rowsText,
  smallestClass,
} from './facts.ts';

/** `158 of 205 rows are right`. */
export function rightRows(facts: MeaningFacts, measured: MeasuredValue): string {
  return `${partOfRows(facts, facts.right, facts.total, measured.value)} right`;
}

export function ofAccuracy(facts: MeaningFacts, measured: MeasuredValue): string {
  const { largest } = facts;
  const right = capital(rightRows(facts, measured));
  if (largest === undefined) return right;
  if (facts.present.length < 2) return `${right}, of a file with rows of ${largest.name} only`;
  const always = `always answering ${largest.name} would get ${numbers.count(largest.rows)} right (${numbers.rate(largest.share)})`;
  const { least, most } = facts.right;
  if (least === most && least === largest.rows)
    return `${right}, as many as always answering ${largest.name} would get right (${numbers.rate(largest.share)})`;
  const state = standing({ ...measured, chance: largest.share });
  if (state === 'open')
    return `${right}; ${always}, and ${rowsText(facts, facts.total)} cannot tell the two apart`;
  return `${right}; ${always}${state === 'worse' ? ', which is more' : ''}`;
}

export function ofNoInformationRate(facts: MeaningFacts, measured: MeasuredValue): string {
  const { largest, total } = facts;
  if (largest === undefined)
    return `Always answering the largest class scores ${numbers.rate(measured.value)}`;
  const rows = capital(partOfRows(facts, largest.rows, total, largest.share));
  return `${rows} of ${largest.name}: it takes no model to reach an accuracy of ${numbers.rate(measured.value)}`;
}

/** Accuracy that goes by another name where each row has one class. */
export function ofAccuracyAgain(facts: MeaningFacts, measured: MeasuredValue): string {
  const smallest = smallestClass(facts);
  const right = rightRows(facts, measured);
  if (smallest === undefined || facts.present.length < 2) return `Accuracy under another name: ${right}`;
  const share = numbers.percent(smallest.support / facts.total);
  return `Accuracy under another name: ${right}; the smallest class, ${smallest.name}, is ${share} of the rows and can move it by no more`;
}

export function ofBalancedAccuracy(facts: MeaningFacts, measured: MeasuredValue): string {
  const { present } = facts;
  const [first] = present;
  if (first !== undefined && present.length === 1) return soleRecall(facts, first, measured);
  const chance = 1 / present.length;
  const beside = besideChance(
    { ...measured, chance },
    { name: 'guessing', text: numbers.percent(chance), ...atSmallest(facts) },
  );
  const why = whyNotAccuracy(facts, measured.value);
  return `A row of a class picked at random is answered right ${numbers.percent(measured.value)} of the time${beside}${why}`;
}

/** Of a file of one class only its recall can be told. */
function soleRecall(
  facts: MeaningFacts,
  { name, support, found }: ClassFacts,
  { value }: MeasuredValue,
): string {
  return `${capital(partOfRows(facts, found, support, value))} right, of a file with rows of ${name} only, so that this is its recall`;
}

/** Accuracy and balanced accuracy that differ by less are shown as the same number. */
const shownAlike = 0.005;

/**
 * Balanced accuracy is accuracy plus Σ (1/K − share) (recall − accuracy) over the classes: the terms of its sign say
 * which classes make the difference.
 */
function whyNotAccuracy(facts: MeaningFacts, balanced: number): string {
  const accuracy = facts.evaluation.metrics.get('accuracy');
  if (accuracy?.kind !== 'value') return '';
  const difference = balanced - accuracy.value;
  if (Math.abs(difference) < shownAlike) return '';
  const sign = Math.sign(difference);
  const parts = facts.present
    .map((one) => {
      const lack = 1 / facts.present.length - one.support / facts.total;
      return { one, rare: lack > 0, part: sign * lack * ((classValue(one, 'recall') ?? 0) - accuracy.value) };
    })
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part || Number(b.rare) - Number(a.rare));
  const [first, second] = parts;
  if (first === undefined) return '';
  // A second class is worth its words only where it makes a good part of the difference.
  const isWorth = second !== undefined && second.rare === first.rare && second.part > first.part / 3;
  const named = isWorth ? [first, second] : [first];
  const names = listed(named.map(({ one }) => foundOf(one)));
  const often = sign < 0 === first.rare ? 'less' : 'more';
  const verb = named.length > 1 ? 'are' : 'is';
  const kind = first.rare ? 'rarer' : 'more common';
  const than = sign < 0 ? 'lower' : 'higher';
  return `; it is ${than} than accuracy (${numbers.rate(accuracy.value)}) since the ${kind} ${names} ${verb} found ${often} often`;
}

function foundOf(one: ClassFacts): string {
  const { found, support } = one;
  return found.least === found.most
    ? `${one.name} (${numbers.count(found.least)} of ${numbers.count(support)})`
    : `${one.name} (${numbers.rate(classValue(one, 'recall') ?? 0)})`;
}

export function ofAdjustedBalancedAccuracy(facts: MeaningFacts, measured: MeasuredValue): string {
  const { value } = measured;
  const guess = 1 / facts.present.length;
  const balanced = `Balanced accuracy ${numbers.rate(guess + value * (1 - guess))}`;
  const level = `guessing among ${numbers.count(facts.present.length)} classes (${numbers.rate(guess)})`;
  if (value === 0) return `${balanced} is what ${level} gets`;
  const beside = besideChance(measured, { name: 'guessing', ...atSmallest(facts) });
  if (value < 0) return `${balanced} is below that of ${level}${beside}`;
  return `${balanced} is ${numbers.percent(value)} of the way from ${level} to 1${beside}`;
}

export function ofGeometricMean(facts: MeaningFacts, { value }: MeasuredValue): string {
  const { present } = facts;
  const ranked = [...present].sort(
    (a, b) => (classValue(a, 'recall') ?? 0) - (classValue(b, 'recall') ?? 0) || b.support - a.support,
  );
  const lowest = ranked[0];
  if (lowest === undefined) return `The geometric mean of the recalls is ${numbers.rate(value)}`;
  if (present.length === 1) return soleRecall(facts, lowest, { kind: 'value', value });
  if (value === 0) {
    const none = `none of the ${rowsText(facts, lowest.support)} of ${lowest.name} is found`;
    const others = present.length - 1;
    return `It is 0 since ${none}, whatever the other ${others === 1 ? 'class scores' : `${numbers.count(others)} classes score`}`;
  }
  const mean = `The recalls of ${present.length === 2 ? 'both' : `the ${numbers.count(present.length)}`} classes have a geometric mean of ${numbers.rate(value)}`;
  const highest = ranked.at(-1)!;
  return classValue(highest, 'recall') === classValue(lowest, 'recall')
    ? `${mean}: each class is found as often as the others`
    : `${mean}; ${foundOf(lowest)} costs it most`;
}
