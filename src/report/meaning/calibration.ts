import type { MeasuredValue } from '../../core/measured.ts';
import { numbers, points } from '../numbers.ts';
import { allClasses, type ClassFacts, classValue, extremes, type MeaningFacts, rowsText } from './facts.ts';
import type { OverallMeaning } from './means.ts';

/**
 * An error of calibration beside what true probabilities would show by chance. The floor is the mean of that: a value
 * below it is no sign of anything, one above it is given as a multiple and not called more, since its spread is not known.
 */
function besideFloor(facts: MeaningFacts, { value, noiseFloor }: MeasuredValue, where = ''): string {
  if (noiseFloor === undefined) return '';
  const floor = `; true probabilities on ${rowsText(facts, facts.total)} would show ${gapText(noiseFloor)}${where} by chance`;
  if (value <= noiseFloor) return `${floor}, so this is no sign that they are wrong`;
  return noiseFloor > 0 ? `${floor}, and this is ${timesText(value / noiseFloor)} times that` : floor;
}

/** Sums of probabilities leave a last bit where they should cancel. */
const roundingError = 1e-9;

function gapText(gap: number): string {
  return points(gap < roundingError ? 0 : gap);
}

/** Two digits: the floor is no more exact. */
function timesText(factor: number): string {
  return factor < 1.1
    ? numbers.rate(factor)
    : numbers.count(Number(factor.toPrecision(2))).replace(/(\.\d)0$/, '$1');
}

/** `bins` says what each bin has as much of. */
export function ofMeanConfidence(bins: string): OverallMeaning {
  return (facts, measured) =>
    `Stated confidence and accuracy are ${gapText(measured.value)} apart on average over bins of ${bins}${besideFloor(facts, measured)}`;
}

export function ofLargestGap(facts: MeaningFacts, measured: MeasuredValue): string {
  return `Stated confidence and accuracy are ${gapText(measured.value)} apart where they are furthest apart${besideFloor(facts, measured, ' there')}`;
}

export function ofClasswise(facts: MeaningFacts, measured: MeasuredValue): string {
  const mean = `The score of a class and how often it is the actual one are ${gapText(measured.value)} apart, averaged over ${allClasses(facts.classes.length)}`;
  const found = extremes(facts.classes, (one) => classValue(one, 'calibrationError'));
  const most =
    facts.classes.length < 3 || found === undefined || found.high.value - found.low.value < roundingError
      ? ''
      : ` (most for ${found.high.one.name}, ${gapText(found.high.value)})`;
  return `${mean}${most}${besideFloor(facts, measured)}`;
}

export function ofClassScore(facts: MeaningFacts, measured: MeasuredValue, { name }: ClassFacts): string {
  return `The score of ${name} and how often rows are of ${name} are ${gapText(measured.value)} apart on average${besideFloor(facts, measured)}`;
}
