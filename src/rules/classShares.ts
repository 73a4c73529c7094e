import { binomialUpperTail } from '../core/binomialTails.ts';
import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { classAnswers } from './classAnswers.ts';
import { holm } from '../core/holm.ts';
import { classPlaceInTable } from './places.ts';
import type { Rule, Say } from './rule.ts';

/** Classes that the sentence names besides the first. */
const namedBeside = 2;

/** One class whose answers and rows differ in number. */
interface Uneven {
  readonly index: number;
  readonly answers: number;
  readonly rows: number;
  readonly chance: number;
}

/**
 * A class that is predicted much more often, or less often, than it occurs.
 *
 * Exact McNemar test on the rows that are predicted as the class but are not of it against those of it that are predicted
 * as another, one-sided, Holm over the classes at 0.01; the numbers of answers and of rows differ by a factor of 1.5 at
 * least. Both are numbers of rows: silent under importance weights, of a classification report, and if fewer than two
 * classes have rows.
 */
export function classSharesRule(
  side: 'over' | 'under',
  more: Pick<Rule, 'id' | 'title' | 'suppressedBy'>,
): Rule {
  return {
    ...more,
    severity: 'information',
    verb: 'shows',
    problems: ['binary', 'multiclass'],
    check: (evidence, limits) => check(more.id, side, evidence, limits),
    say: (finding, say) => message(side, finding, say),
    sayRelated: (_what, { names }, say) =>
      `The first row whose actual class is ${say.label(names['classes']?.[0] ?? '')}.`,
  };
}

function check(
  rule: string,
  side: 'over' | 'under',
  evidence: RunEvidence,
  limits: Limits,
): Finding | undefined {
  const { predictions } = evidence;
  const answers = classAnswers(evidence);
  const matrix = predictions?.evaluation.confusionMatrix;
  if (predictions === undefined || matrix === undefined || answers?.results.wholeRows !== true)
    return undefined;
  const { strictAlpha, shareFactor } = limits.rules.predictions;
  const classes = matrix.map((cells, index) => unevenness(side, matrix, cells, index));
  const significant = holm(
    classes.map(({ chance }) => chance),
    strictAlpha,
  );
  const uneven = classes
    .filter(({ answers: given, rows }, position) => {
      const isFar = side === 'over' ? given >= shareFactor * rows : rows >= shareFactor * given;
      return significant[position] === true && isFar;
    })
    .sort((a, b) => a.chance - b.chance || b.rows - a.rows || a.index - b.index);
  const [first] = uneven;
  if (first === undefined) return undefined;
  const numbered = uneven.flatMap(({ answers: given, rows }, at): [string, number][] => {
    const suffix = at === 0 ? '' : String(at + 1);
    return [
      [`answered${suffix}`, given],
      [`rows${suffix}`, rows],
    ];
  });
  return {
    rule,
    severity: 'information',
    verb: 'shows',
    ...classPlaceInTable(predictions, first.index),
    evidence: {
      ...Object.fromEntries(numbered),
      moreClasses: Math.max(0, uneven.length - 1 - namedBeside),
    },
    names: {
      classes: uneven.map(({ index }) => predictions.evaluation.labels[index]!),
      ...(side === 'under' ? {} : { takenFrom: takenFrom(uneven, matrix, shareFactor, evidence) }),
    },
  };
}

/**
 * The classes whose rows make the classes of `over` predicted too often: of each of these the fewest, the largest first,
 * without whose rows it would not be.
 */
function takenFrom(
  over: readonly Uneven[],
  matrix: readonly (readonly number[])[],
  factor: number,
  { predictions }: RunEvidence,
): readonly string[] {
  const sources = new Set<number>();
  for (const { index, answers, rows } of over) {
    const others = [...matrix.keys()].filter((other) => other !== index);
    others.sort((a, b) => matrix[b]![index]! - matrix[a]![index]! || a - b);
    let left = answers;
    for (const other of others) {
      if (left < factor * rows || matrix[other]![index] === 0) break;
      left -= matrix[other]![index]!;
      sources.add(other);
    }
  }
  return [...sources].map((index) => predictions!.evaluation.labels[index]!);
}

function unevenness(
  side: 'over' | 'under',
  matrix: readonly (readonly number[])[],
  cells: readonly number[],
  index: number,
): Uneven {
  const rows = cells.reduce((sum, count) => sum + count, 0);
  const answers = matrix.reduce((sum, other) => sum + other[index]!, 0);
  const [wrongly, missed] = [answers - cells[index]!, rows - cells[index]!];
  const chance = binomialUpperTail(side === 'over' ? wrongly : missed, wrongly + missed, 0.5);
  return { index, answers, rows, chance };
}

function message(side: 'over' | 'under', finding: Finding, say: Say): string {
  const { evidence, names } = finding;
  const [first = '', ...others] = names['classes'] ?? [];
  const numbers = (suffix: string): string =>
    `${say.count(evidence[`answered${suffix}`]!)} answers for ${say.count(evidence[`rows${suffix}`]!)} rows`;
  const named = others
    .slice(0, namedBeside)
    .map((label, position) => `${say.label(label)} ${numbers(String(position + 2))}`);
  const more = evidence['moreClasses']! > 0 ? ` and ${say.count(evidence['moreClasses']!)} more` : '';
  const also = named.length === 0 ? '' : ` Also ${named.join(', ')}${more}.`;
  const meaning =
    side === 'over'
      ? 'Its precision pays for the recall, and whoever counts the answers overstates it.'
      : 'It is given up where it is in doubt, and whoever counts the answers understates it.';
  return (
    `${say.label(first)} is predicted too ${side === 'over' ? 'often' : 'seldom'}: ${numbers('')}, more than chance explains.${also} ` +
    `${meaning} Divide the probabilities by the class shares of training, and look at class weights and resampling.`
  );
}
