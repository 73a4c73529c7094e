import type { PredictionTable } from '../predictionTable.ts';
import { measured, undefinedBecause } from '../measured.ts';
import type { OverallMetric } from './metric.ts';
import { proportionInterval } from './proportion.ts';

/**
 * Share of rows whose actual class is among the `k` highest scores.
 *
 * Equals scikit-learn's `top_k_accuracy_score`: of equal scores the later class comes first there, which the note says
 * where it decides a row. Undefined with `k` classes or fewer, where every answer is perfect. Its uninformed level is
 * the share of the `k` largest classes.
 */
export function topKAccuracy(k: number): OverallMetric {
  return {
    scope: 'overall',
    id: `top${k}Accuracy`,
    title: `Top-${k} accuracy`,
    definition: `Share of rows whose actual class is among the ${k} highest scores`,
    needs: 'scores',
    problems: ['binary', 'multiclass'],
    better: 'higher',
    range: [0, 1],
    compute(input) {
      const { table, matrix } = input;
      const classes = table.labels.length;
      if (table.scores === undefined) return undefinedBecause('no scores');
      if (classes <= k) return undefinedBecause(`${k} of ${classes} classes hold every actual class`);
      const { hits, tied } = countHits(table, table.scores, k);
      const value = hits / matrix.total;
      return measured(value, {
        ...proportionInterval(input, value, ({ total }) => total),
        ...(tied === 0 ? {} : { note: tieNote(tied, k) }),
      });
    },
    constantBaseline({ matrix }) {
      if (matrix.size <= k) return undefined;
      const largest = matrix.support.slice().sort().subarray(-k);
      return largest.reduce((sum, support) => sum + support, 0) / matrix.total;
    },
    randomBaseline: () => undefined,
  };
}

/** Weight of the rows that hit, and the number of rows where the order of equal scores decides. */
function countHits(
  { actual, labels, weights }: PredictionTable,
  scores: Float64Array,
  k: number,
): { hits: number; tied: number } {
  let hits = 0;
  let tied = 0;
  for (let row = 0; row < actual.length; row++) {
    const start = row * labels.length;
    const score = scores[start + actual[row]!]!;
    const weight = weights === undefined ? 1 : weights.values[row]!;
    let above = 0;
    let equal = 0;
    let equalLater = 0;
    for (let index = 0; index < labels.length; index++) {
      const other = scores[start + index]!;
      if (other > score) above++;
      else if (other === score && index !== actual[row]) {
        equal++;
        if (index > actual[row]!) equalLater++;
      }
    }
    if (above + equalLater < k) hits += weight;
    if (above < k && above + equal >= k && weight > 0) tied++;
  }
  return { hits, tied };
}

function tieNote(rows: number, k: number): string {
  const where = rows === 1 ? '1 row has equal scores' : `${rows} rows have equal scores`;
  return `${where} where the highest ${k} end, of which the later class counts as the higher one, as in scikit-learn`;
}
