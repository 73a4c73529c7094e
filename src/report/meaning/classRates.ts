import { isKnown } from '../../core/countRange.ts';
import type { MeasuredValue } from '../../core/measured.ts';
import { metricTitle } from '../metricText.ts';
import { numbers, points } from '../numbers.ts';
import { moreRowsText } from '../moreRows.ts';
import { besideChance } from './beside.ts';
import { capital, type ClassFacts, classValue, type MeaningFacts, partOfRows, rowsText } from './facts.ts';

export type ClassMeaning = (facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts) => string;

/** Answers drawn with the class shares. */
const guessing = 'guessing with the class shares';

function chanceOf({ chance }: MeasuredValue): { text?: string } {
  return chance === undefined ? {} : { text: numbers.percent(chance) };
}

/** Right rows, missed rows and false alarms of a class; undefined where a report leaves them open. */
function counts({ found, predicted, support }: ClassFacts) {
  if (!isKnown(found) || predicted === undefined || !isKnown(predicted)) return undefined;
  return { right: found.least, missed: support - found.least, wrong: predicted.least - found.least };
}

export function ofRecall(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support, found, index } = one;
  const part = capital(partOfRows(facts, found, support, measured.value, ` of ${name}`));
  const beside = besideChance(measured, {
    name: guessing,
    ...chanceOf(measured),
    at: `at ${rowsText(facts, support)}`,
  });
  const more = moreRowsText(facts.evaluation, index);
  return `${part} found${beside}${more === undefined ? '' : `; ${more}`}`;
}

export function ofPrecision(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, found, predicted, support } = one;
  const share = `${name} is ${numbers.percent(support / facts.total)} of all rows`;
  if (predicted === undefined || !isKnown(predicted)) {
    return `${numbers.percent(measured.value)} of the rows predicted as ${name} are of it, and ${share}`;
  }
  const part = capital(partOfRows(facts, found, predicted.least, measured.value, ` predicted as ${name}`));
  const beside = besideChance(measured, {
    name: guessing,
    ...chanceOf(measured),
    at: `at ${rowsText(facts, predicted.least)}`,
  });
  return `${part} of it${beside}`;
}

/** A mean of precision and recall: its counts, and which of the two holds it down. */
export function ofF1(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const what = `${mistakes(facts, one)}: F1 is ${numbers.rate(measured.value)}${besideGuess(measured)}`;
  const precision = classValue(one, 'precision');
  const recall = classValue(one, 'recall');
  if (precision === undefined || recall === undefined) return what;
  if (precision === recall) return `${what}; recall and precision are the same, ${numbers.rate(recall)}`;
  const [low, high] = recall < precision ? ([recall, precision] as const) : ([precision, recall] as const);
  const names = recall < precision ? ['recall', 'precision'] : ['precision', 'recall'];
  return `${what}; its ${names[0]!} (${numbers.rate(low)}) holds it down more than its ${names[1]!} (${numbers.rate(high)})`;
}

function besideGuess(measured: MeasuredValue): string {
  const { chance } = measured;
  return besideChance(measured, {
    name: guessing,
    ...(chance === undefined ? {} : { text: numbers.rate(chance) }),
  });
}

/** Right rows and false alarms of a class: `5 of 17 rows of 'a' are right and 3 others are taken for it`. */
function mistakes(facts: MeaningFacts, one: ClassFacts): string {
  const { name, support, found, predicted } = one;
  const wrong = counts(one)?.wrong;
  if (support === 0) {
    return `There are 0 rows of ${name}, and ${takenText(wrong ?? predicted?.most ?? 0)}`;
  }
  const right = partOfRows(facts, found, support, classValue(one, 'recall') ?? 0, ` of ${name}`);
  const start = `${capital(right)} right`;
  if (predicted?.most === 0) return `${start} since it is never predicted`;
  if (wrong === undefined) return start;
  return `${start} and ${takenText(wrong)}`;
}

function takenText(wrong: number): string {
  if (wrong === 0) return 'no other is taken for it';
  return `${numbers.count(wrong)} ${wrong === 1 ? 'other is' : 'others are'} taken for it`;
}

/** An F score in which one kind of mistake counts four times the other. */
export function ofFBeta(id: 'f2' | 'f05'): ClassMeaning {
  const title = metricTitle(id);
  return (facts, measured, one) => {
    const what = mistakes(facts, one);
    const value = numbers.rate(measured.value);
    if (measured.value === 0 || measured.value === 1)
      return `${what}: ${title} is ${value}${besideGuess(measured)}`;
    const how =
      id === 'f2'
        ? 'a missed row counting as much as four false alarms'
        : 'a false alarm counting as much as four missed rows';
    return `${what}; with ${how} this makes ${value}${besideGuess(measured)}`;
  };
}

export function ofJaccard(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const known = counts(one);
  const either = known === undefined ? support : support + known.wrong;
  const part = capital(
    partOfRows(facts, known?.right ?? one.found, either, measured.value, ` of ${name} or predicted as it`),
  );
  const beside = facts.byImportance
    ? ''
    : besideChance(measured, {
        name: guessing,
        ...chanceOf(measured),
        at: `at ${rowsText(facts, either)}`,
      });
  return `${part} both${beside}`;
}

export function ofSpecificity(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const others = Math.max(0, facts.total - support);
  const wrong = counts(one)?.wrong ?? 0;
  const part = capital(partOfRows(facts, wrong, others, 1 - measured.value, ' of other classes'));
  const beside = besideChance(measured, {
    name: guessing,
    ...(measured.chance === undefined ? {} : { text: numbers.percent(1 - measured.chance) }),
    at: `at ${rowsText(facts, others)}`,
  });
  return `${part} taken for ${name}${beside}`;
}

export function ofNegativePredictiveValue(
  facts: MeaningFacts,
  measured: MeasuredValue,
  one: ClassFacts,
): string {
  const { name, support } = one;
  const known = counts(one);
  const others = Math.max(0, facts.total - (known === undefined ? 0 : known.right + known.wrong));
  const missed = known?.missed ?? support;
  const part = capital(partOfRows(facts, missed, others, 1 - measured.value, ` not predicted as ${name}`));
  const beside = besideChance(measured, {
    name: guessing,
    ...(measured.chance === undefined ? {} : { text: numbers.percent(1 - measured.chance) }),
    at: `at ${rowsText(facts, others)}`,
  });
  return `${part} of it nevertheless${beside}`;
}

export function ofYoudenJ(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const recall = classValue(one, 'recall') ?? 0;
  const falseRate = Math.max(0, recall - measured.value);
  const beside = besideChance(measured, {
    name: 'guessing',
    at: `at ${rowsText(facts, support)} of ${name}`,
  });
  return `${capital(name)} is answered for ${numbers.percent(recall)} of its ${rowsText(facts, support)} and for ${numbers.percent(falseRate)} of the others, ${apart(measured.value)}${beside}`;
}

/** What an answer, or its absence, does to the odds of a class. */
export function ofLikelihoodRatio(id: 'positiveLikelihoodRatio' | 'negativeLikelihoodRatio'): ClassMeaning {
  const isPositive = id === 'positiveLikelihoodRatio';
  return (facts, measured, one) => {
    const { name, support } = one;
    const recall = classValue(one, 'recall') ?? 0;
    const alarms = 1 - (classValue(one, 'specificity') ?? 1);
    const [own, others] = isPositive ? [recall, alarms] : [1 - recall, 1 - alarms];
    const answer = isPositive ? name : `anything but ${name}`;
    const shares = `${capital(answer)} is answered for ${numbers.percent(own)} of the ${rowsText(facts, support)} of ${name} and for ${numbers.percent(others)} of the others`;
    const beside = besideChance(measured, {
      name: 'guessing',
      text: '1',
      at: `at ${rowsText(facts, support)} of ${name}`,
      better: isPositive ? 'higher' : 'lower',
    });
    return `${shares}: that answer multiplies the odds of ${name} by ${numbers.rate(measured.value)}${beside}`;
  };
}

export function ofMarkedness(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, predicted } = one;
  const precision = classValue(one, 'precision') ?? 0;
  const otherwise = Math.max(0, precision - measured.value);
  return `Of the ${rowsText(facts, predicted?.least ?? 0)} predicted as ${name} ${numbers.percent(precision)} are of it, of those predicted otherwise ${numbers.percent(otherwise)}, ${apart(measured.value)}`;
}

function apart(difference: number): string {
  if (difference === 0) return 'no difference';
  return `${points(difference)} ${difference > 0 ? 'more' : 'less'}`;
}

export function ofIndexBalancedAccuracy(
  facts: MeaningFacts,
  measured: MeasuredValue,
  one: ClassFacts,
): string {
  const { name, support } = one;
  const recall = classValue(one, 'recall') ?? 0;
  const specificity = classValue(one, 'specificity') ?? 0;
  const beside = facts.byImportance ? '' : besideGuess(measured);
  const change = (recall - specificity) / 10;
  const product = `Recall ${numbers.rate(recall)} (${rowsText(facts, support)} of ${name}) times specificity ${numbers.rate(specificity)}`;
  if (change === 0) return `${product}, which are alike, makes ${numbers.rate(measured.value)}${beside}`;
  const how = `${change < 0 ? 'lowered' : 'raised'} by ${numbers.percent(Math.abs(change))} as recall is the ${change < 0 ? 'smaller' : 'larger'} one`;
  return `${product}, ${how}, makes ${numbers.rate(measured.value)}${beside}`;
}
