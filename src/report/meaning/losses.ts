import type { MeasuredValue } from '../../core/measured.ts';
import { valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { besideChance, standing } from './beside.ts';
import { allClasses, type ClassFacts, classValue, extremes, type MeaningFacts, rowsText } from './facts.ts';

/** The probability that costs so much: its geometric mean over rows is e to the minus mean loss. */
function probability(loss: number): string {
  const value = Math.exp(-loss);
  return value < 0.1 ? numbers.loss(value) : numbers.rate(value);
}

const shares = 'always forecasting the class shares';

/** `saves 42 % of it`, `costs 12 % more`, `costs 3.2 times as much`. */
function saved(skill: number): string {
  if (skill >= 0) return `these save ${numbers.percent(skill)} of that`;
  return skill > -1
    ? `these cost ${numbers.percent(-skill)} more`
    : `these cost ${numbers.loss(1 - skill)} times that`;
}

/** What a loss is worth beside the best constant forecast: by its own skill's interval where there is one. */
function worth(
  facts: MeaningFacts,
  measured: MeasuredValue,
  skill: MeasuredValue | undefined,
  forecast = shares,
): string {
  const { value, chance } = measured;
  if (chance === undefined) return '';
  if (!(chance > 0)) return `; with all rows of one class, ${forecast} costs 0`;
  const costs = `; ${forecast} costs ${numbers.loss(chance)}`;
  const state = skill === undefined ? standing(measured, 'lower') : standing({ ...skill, chance: 0 });
  if (state === 'open') return `${costs}, and ${rowsText(facts, facts.total)} cannot tell the two apart`;
  return `${costs}, and ${saved(1 - value / chance)}`;
}

export function ofLogLoss(facts: MeaningFacts, measured: MeasuredValue): string {
  const given = `As if the actual class of each of the ${rowsText(facts, facts.total)} had been given a probability of ${probability(measured.value)} (their geometric mean)`;
  return `${given}${worth(facts, measured, valueOf(facts.evaluation.metrics.get('logLossSkill')))}`;
}

export function ofBalancedLogLoss(facts: MeaningFacts, measured: MeasuredValue): string {
  const { present } = facts;
  const [only] = present;
  if (only !== undefined && present.length === 1) {
    return `As if each of the ${rowsText(facts, facts.total)}, all of ${only.name}, had been given a probability of ${probability(measured.value)} for it`;
  }
  const given = `As if the actual class had been given a probability of ${probability(measured.value)} with ${allClasses(present.length)} counting the same`;
  const reference =
    measured.chance === undefined
      ? ''
      : besideChance(measured, {
          name: 'a uniform forecast',
          text: probability(measured.chance),
          better: 'lower',
        });
  const found = extremes(present, (one) => classValue(one, 'logLoss'));
  const low = found?.high;
  return low === undefined
    ? `${given}${reference}`
    : `${given}${reference}; least for ${low.one.name}, ${probability(low.value)}`;
}

export function ofWeightedLogLoss(facts: MeaningFacts, measured: MeasuredValue): string {
  const given = `As if the actual class had been given a probability of ${probability(measured.value)}, with the ${rowsText(facts, facts.total)} counting by the class weights`;
  return `${given}${worth(facts, measured, undefined, 'the best constant forecast')}`;
}

export function ofWeightedLogLossPerSample(facts: MeaningFacts, measured: MeasuredValue): string {
  const cost = `Each of the ${rowsText(facts, facts.total)} costs ${numbers.loss(measured.value)} on average after its loss is multiplied by its class weight, as in Keras' training loss`;
  return `${cost}${worth(facts, measured, undefined, 'the best constant forecast')}`;
}

/** A share of what the class shares cost that is saved; `what` names the cost, `of` the metric of that cost. */
export function ofSkill(of: string, what: string) {
  return (facts: MeaningFacts, measured: MeasuredValue): string => {
    const { value } = measured;
    const cost = valueOf(facts.evaluation.metrics.get(of));
    const whole = `the ${what} of ${shares}${cost?.chance === undefined ? '' : ` (${numbers.loss(cost.chance)})`}`;
    const state =
      measured.interval === undefined && cost !== undefined
        ? standing(cost, 'lower')
        : standing({ ...measured, chance: 0 });
    const doubt = state === 'open' ? `, which ${rowsText(facts, facts.total)} cannot tell from nothing` : '';
    if (value >= 0) return `The probabilities save ${numbers.percent(value)} of ${whole}${doubt}`;
    const more = value > -1 ? `${numbers.percent(-value)} more than` : `${numbers.loss(1 - value)} times`;
    return `The probabilities cost ${more} ${whole}${doubt}`;
  };
}

/** As in the metric's definition. */
const worstShare = 0.05;

export function ofWorstRows(facts: MeaningFacts, { value }: MeasuredValue): string {
  const rows = worstShare * facts.total;
  const about = rows < 1 ? 'less than one row' : `about ${rowsText(facts, Math.round(rows))}`;
  return `The costliest ${numbers.percent(worstShare)} of ${rowsText(facts, facts.total)} (${about}) carry ${numbers.percent(value)} of the whole log loss; with the same loss on every row it would be ${numbers.percent(worstShare)}`;
}

export function ofBrier(facts: MeaningFacts, measured: MeasuredValue): string {
  const { value, chance } = measured;
  const rows = rowsText(facts, facts.total);
  if (facts.classes.length > 2) {
    const off = `The probabilities of the ${rows} lie ${numbers.rate(value)} from the truth (mean squared distance, at most 2)`;
    return `${off}${worth(facts, measured, undefined)}`;
  }
  const name = facts.evaluation.positiveClass?.label ?? facts.evaluation.labels[0] ?? '';
  const off = `The probability of ${numbers.label(name)} is off by ${numbers.loss(Math.sqrt(value))} (root mean square over ${rows})`;
  if (chance === undefined) return off;
  const always = `${shares} is off by ${numbers.loss(Math.sqrt(chance))}`;
  return `${off}; ${always}${standing(measured, 'lower') === 'open' ? `, and ${rows} cannot tell the two apart` : ''}`;
}

export function ofClassLogLoss(facts: MeaningFacts, measured: MeasuredValue, one: ClassFacts): string {
  const { name, support } = one;
  const rows = support === 1 ? `the ${rowsText(facts, support)}` : `each of the ${rowsText(facts, support)}`;
  const given = `As if ${rows} of ${name} had been given a probability of ${probability(measured.value)} for it`;
  if (measured.chance === undefined) return given;
  const reference = {
    name: 'its share of the rows',
    text: probability(measured.chance),
    at: `at ${rowsText(facts, support)}`,
    better: 'lower' as const,
  };
  return `${given}${besideChance(measured, reference)}`;
}
