import type { Finding } from '../core/finding.ts';
import { holdsProbabilities } from '../core/holdsProbabilities.ts';
import type { Limits } from '../core/limits.ts';
import { lossConcentration } from '../core/lossConcentration.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { rowsOf, startOfLine } from './places.ts';
import type { Rule, Say } from './rule.ts';
import { areColumnsPermuted } from './scoreColumns.ts';

const id = 'few-rows-dominate-loss';

/**
 * The worst 5 % of the rows have more of the log loss than true probabilities would leave there.
 *
 * Scores are scaled by their temperature first, so that over-confidence alone does not fire. Then labels are drawn from
 * them 99 times: fires if the rows' own share is above all of these (p-value 0.01) and 0.02 above their mean. Stands on
 * the row whose label is the least probable; the next four go with it. Frequency weights count as rows. Silent below 100
 * rows, without scores, under importance weights, and where scores are no probabilities or those of other columns.
 */
export const fewRowsDominateLoss: Rule = {
  id,
  title: 'A few rows dominate the loss',
  severity: 'information',
  verb: 'shows',
  problems: ['binary', 'multiclass'],
  suppressedBy: ['loss-not-finite', 'rows-misaligned', 'label-map-permuted', 'class-probability-shifted'],
  check,
  say: message,
  sayRelated: (what, finding, say) =>
    `Candidate label error: ${labelled(finding, Number(what.slice('row'.length)), say)}.`,
};

function check({ predictions }: RunEvidence, { rules, resampling }: Limits): Finding | undefined {
  if (predictions === undefined || predictions.table.weights?.kind === 'importance') return undefined;
  const { table, file } = predictions;
  const { concentration } = rules.predictions;
  const allRows = rowsOf(predictions);
  if (allRows < concentration.rows || !holdsProbabilities(table) || hasOneClass(table)) return undefined;
  const measured = lossConcentration(table, concentration, resampling.seed);
  if (measured === undefined || areColumnsPermuted(table, rules.predictions)) return undefined;
  const { share, expected, highest, temperature, rows } = measured;
  if (share - expected < concentration.excess) return undefined;
  const worst = leastProbable(table, concentration.namedRows);
  const places = worst.map((row) => ({ file, span: startOfLine(table.rowLines[row]!) }));
  const classes = table.labels.length;
  const favoured = worst.map((row) => favouredClass(table, row));
  const numbered = worst.flatMap((row, at): [string, number][] => [
    [`probability${at + 1}`, table.scores![row * classes + table.actual[row]!]!],
    [`favoured${at + 1}`, table.scores![row * classes + favoured[at]!]!],
  ]);
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location: places[0]!,
    evidence: {
      worstShare: concentration.worstShare,
      share,
      expected,
      highest,
      redraws: concentration.redraws,
      temperature,
      rows,
      allRows,
      ...Object.fromEntries(numbered),
    },
    names: {
      actual: worst.map((row) => table.labels[table.actual[row]!]!),
      favoured: favoured.map((index) => table.labels[index]!),
    },
    related: places.slice(1).map((location, at) => ({ location, what: `row${at + 2}` })),
  };
}

function hasOneClass({ actual, weights }: PredictionTable): boolean {
  const present = actual.filter((_, row) => weights?.values[row] !== 0);
  return present.every((own) => own === present[0]);
}

/** The rows whose actual class has the lowest scores, the lowest first; of equal ones the first in the file. */
function leastProbable({ scores, actual, labels, weights }: PredictionTable, most: number): number[] {
  const classes = labels.length;
  const scoreOf = (row: number): number => scores![row * classes + actual[row]!]!;
  const worst: number[] = [];
  for (let row = 0; row < actual.length; row++) {
    if (weights?.values[row] === 0) continue;
    if (worst.length === most && scoreOf(row) >= scoreOf(worst.at(-1)!)) continue;
    const place = worst.findIndex((other) => scoreOf(row) < scoreOf(other));
    worst.splice(place < 0 ? worst.length : place, 0, row);
    worst.length = Math.min(worst.length, most);
  }
  return worst;
}

function favouredClass({ scores, labels }: PredictionTable, row: number): number {
  const own = scores!.subarray(row * labels.length, (row + 1) * labels.length);
  return own.indexOf(Math.max(...own));
}

/** `'cat' has probability 0.00001, 'dog' 0.99` of one of the named rows, by its number from 1 on. */
function labelled({ evidence, names }: Finding, number: number, say: Say): string {
  const label = say.label(names['actual']?.[number - 1] ?? '');
  const favoured = say.label(names['favoured']?.[number - 1] ?? '');
  return (
    `${label} has probability ${say.rate(evidence[`probability${number}`]!)}, ` +
    `${favoured} ${say.rate(evidence[`favoured${number}`]!)}`
  );
}

function message(finding: Finding, say: Say): string {
  const { worstShare, share, expected, highest, redraws, temperature, rows, allRows } = finding.evidence;
  const looked = rows === allRows ? '' : `, an even sample of ${say.count(allRows!)} rows`;
  return (
    `The worst ${say.percent(worstShare!)} of ${say.count(rows!)} rows hold ${say.percent(share!)} of the log loss, ` +
    `true probabilities leave ${say.percent(expected!)} there (${say.percent(highest!)} at most in ` +
    `${say.count(redraws!)} redraws, at temperature ${say.rate(temperature!)}${looked}). Sure answers are contradicted, as on ` +
    `this row: ${labelled(finding, 1, say)}. Wrong labels do that, and rows unlike those of training: check the label here, ` +
    `then on the rows that go with it.`
  );
}
