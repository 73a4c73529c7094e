import type { MeasuredValue } from '../../core/measured.ts';
import { numbers } from '../numbers.ts';
import { besideChance } from './beside.ts';
import { capital, everyRow, type MeaningFacts, partOfRows, rowsText } from './facts.ts';

/** Rows that answers of the same class shares would get right without looking: Σ support × predicted / rows. */
function blindRight({ classes, total }: MeaningFacts): number {
  return classes.reduce(
    (sum, { support, predicted }) => sum + (support * (predicted?.least ?? 0)) / total,
    0,
  );
}

/** One decimal: the expected number of rows is no whole number. */
function aboutRows(rows: number): string {
  return numbers.count(rows >= 100 ? Math.round(rows) : Math.round(rows * 10) / 10).replace(/(\.\d)0$/, '$1');
}

/** The class that all rows are predicted as; undefined where there are several. */
function onlyAnswer({ classes }: MeaningFacts): string | undefined {
  const answered = classes.filter(({ predicted }) => (predicted?.most ?? 0) > 0);
  return answered.length === 1 ? answered[0]?.name : undefined;
}

function blindText(facts: MeaningFacts, measured: MeasuredValue): string {
  const right = capital(partOfRows(facts, facts.right, facts.total, measured.value));
  return `${right} right where as many answers of each class in random order would get ${aboutRows(blindRight(facts))}`;
}

export function ofCorrelation(facts: MeaningFacts, measured: MeasuredValue): string {
  const only = onlyAnswer(facts);
  if (only !== undefined) {
    return `${capital(everyRow(facts))} predicted as ${only}, so that the answers tell nothing of the truth`;
  }
  const beside = besideChance(measured, { name: 'guessing' });
  const scale = measured.value < 0 ? '−1 is always the other way' : '0 is blind, 1 is every row right';
  return `${blindText(facts, measured)}: a correlation of ${numbers.rate(measured.value)} (${scale})${beside}`;
}

export function ofKappa(facts: MeaningFacts, measured: MeasuredValue): string {
  const { value } = measured;
  const only = onlyAnswer(facts);
  if (only !== undefined) {
    return `${capital(everyRow(facts))} predicted as ${only}, which agrees with the truth no more than by chance`;
  }
  const beside = besideChance(measured, { name: 'guessing' });
  if (value < 0) return `${blindText(facts, measured)}${beside === '' ? ', which is more' : beside}`;
  if (value === 0) return `${blindText(facts, measured)} as well`;
  return `${blindText(facts, measured)}: ${numbers.percent(value)} of the way from there to all ${numbers.count(facts.total)}${beside}`;
}

/** Agreement of ordered classes: what the errors cost beside those of blind answers. */
export function ofWeightedKappa(
  isSquared: boolean,
): (facts: MeaningFacts, measured: MeasuredValue) => string {
  const cost = isSquared ? 'the square of the ranks that it is off' : 'the ranks that it is off';
  return (facts, measured) => {
    const { value } = measured;
    const only = onlyAnswer(facts);
    if (only !== undefined) {
      return `${capital(everyRow(facts))} predicted as ${only}, which agrees with the truth no more than by chance`;
    }
    const beside = besideChance(measured, { name: 'guessing' });
    const blind = 'as many answers of each class in random order';
    const rows = `Over ${rowsText(facts, facts.evaluation.rows)}, with an error counting ${cost}, the answers`;
    if (value < 0) return `${rows} cost ${numbers.percent(-value)} more than ${blind}${beside}`;
    return `${rows} save ${numbers.percent(value)} of what ${blind} would cost${beside}`;
  };
}
