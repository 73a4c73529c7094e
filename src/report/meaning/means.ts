import { isKnown } from '../../core/countRange.ts';
import type { MeasuredValue } from '../../core/measured.ts';
import { metricTitle } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { atSmallest, besideChance } from './beside.ts';
import {
  allClasses,
  capital,
  type ClassFacts,
  classValue,
  everyRow,
  type Extreme,
  extremes,
  type MeaningFacts,
  rowsText,
} from './facts.ts';

export type OverallMeaning = (facts: MeaningFacts, measured: MeasuredValue) => string;

/** The mean of a class metric over the classes: which one pulls it down, and by what. */
export function ofMacroMean(of: string): OverallMeaning {
  return (facts, measured) => {
    const { occurring } = facts;
    const title = metricTitle(of);
    const found = extremes(occurring, (one) => classValue(one, of) ?? 0);
    if (found === undefined) return `${title} averages ${numbers.rate(measured.value)}`;
    const { low, high } = found;
    if (occurring.length === 1) {
      return `${title} of ${low.one.name}, the only class of the ${rowsText(facts, facts.total)}, is ${numbers.rate(low.value)}`;
    }
    if (low.value === high.value)
      return `${title} is ${numbers.rate(low.value)} for ${allClasses(occurring.length)}`;
    const chance = measured.chance === undefined ? {} : { text: numbers.rate(measured.chance) };
    const mean = `${title} averages ${numbers.rate(measured.value)} over ${allClasses(occurring.length)}${besideChance(measured, { name: 'guessing', ...chance, ...atSmallest(facts) })}`;
    return `${mean}; ${pullsDown(facts, of, low)}`;
  };
}

function pullsDown(facts: MeaningFacts, of: string, { one, value }: Extreme): string {
  const why = whyLow(facts, of, one);
  const alike = facts.occurring.filter((other) => (classValue(other, of) ?? 0) === value).length;
  if (alike === 1) return `${one.name} pulls it down most with ${numbers.rate(value)}: ${why}`;
  return `${numbers.count(alike)} classes score lowest with ${numbers.rate(value)}, among them ${one.name}: ${why}`;
}

/** The number of rows behind a low value: of its precision or its recall, whichever is the lower of the two. */
function whyLow(facts: MeaningFacts, of: string, one: ClassFacts): string {
  const { support, predicted } = one;
  if (support === 0) return `it has no rows but is predicted ${times(predicted?.most ?? 0)}`;
  if (predicted?.most === 0) return 'it is never predicted';
  const recall = classValue(one, 'recall') ?? 0;
  const precision = classValue(one, 'precision') ?? 0;
  return of !== 'recall' && (of === 'precision' || precision < recall)
    ? ofAnswers(one, precision)
    : ofRows(facts, one, recall);
}

function ofRows(facts: MeaningFacts, { found, support }: ClassFacts, recall: number): string {
  if (!isKnown(found)) return `${numbers.percent(recall)} of its rows are found`;
  if (found.least === 0) return `none of its ${rowsText(facts, support)} is found`;
  return `${numbers.count(found.least)} of its ${rowsText(facts, support)} ${found.least === 1 ? 'is' : 'are'} found`;
}

function ofAnswers({ found, predicted }: ClassFacts, precision: number): string {
  if (predicted === undefined || !isKnown(predicted) || !isKnown(found))
    return `${numbers.percent(precision)} of its answers are right`;
  const answers = `${numbers.count(predicted.least)} ${predicted.least === 1 ? 'answer' : 'answers'}`;
  if (found.least === 0) return `none of its ${answers} is right`;
  return `${numbers.count(found.least)} of its ${answers} ${found.least === 1 ? 'is' : 'are'} right`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${numbers.count(count)} times`;
}

/** The mean of a class metric by support: how much of it is the largest class, how little the smallest. */
export function ofWeightedMean(of: string): OverallMeaning {
  return (facts, measured) => {
    const title = metricTitle(of);
    const ranked = [...facts.present].sort((a, b) => b.support - a.support);
    const [most] = ranked;
    const least = ranked.at(-1);
    const text = numbers.rate(measured.value);
    if (most === undefined || least === undefined) return `${title} averages ${text}`;
    if (ranked.length === 1) {
      return `${capital(everyRow(facts))} of ${most.name}, so that this is its ${lowerTitle(title)} alone, ${text}`;
    }
    const part = (one: ClassFacts): string =>
      `${one.name} (${numbers.rate(classValue(one, of) ?? 0)}) for ${numbers.percent(one.support / facts.total)}`;
    return `${title} averages ${text} with each class counting by its rows, ${part(most)} of it and ${part(least)}`;
  };
}

function lowerTitle(title: string): string {
  return title === 'F1' ? title : title.toLowerCase();
}
