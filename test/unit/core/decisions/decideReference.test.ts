import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AnswerValues } from '../../../../src/core/decisions/compareAnswers.ts';
import { decide } from '../../../../src/core/decisions/decide.ts';
import { parseObjective } from '../../../../src/core/decisions/objective.ts';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { makeTable } from '../makeTable.ts';

interface BinaryCase {
  readonly actual: readonly number[];
  readonly scores: readonly number[];
  readonly weights?: readonly number[];
  readonly costs: readonly (readonly number[])[];
  readonly present: Readonly<Record<string, number>>;
  readonly best: Readonly<Record<string, number>>;
}

interface Values {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly cost: number;
  readonly precisions: readonly (number | null)[];
  readonly matrix: readonly (readonly number[])[];
}

interface MulticlassCase {
  readonly actual: readonly number[];
  readonly scores: readonly (readonly number[])[];
  readonly deployment: readonly number[];
  readonly costs: readonly (readonly number[])[];
  readonly present: Values;
  readonly prior: Values;
  readonly cost: Values;
  readonly presentDeployed: Values;
  readonly deployment_: Values;
  readonly costDeployed: Values;
}

const path = new URL('../../../reference/decisions.json', import.meta.url);
const reference = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly binary: readonly BinaryCase[];
  readonly multiclass: readonly MulticlassCase[];
};

function near(actual: number | undefined, expected: number, what: string): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-12, `${what}: ${actual}, ${expected}`);
}

function nearValues(actual: AnswerValues, expected: Values, what: string): void {
  near(actual.accuracy, expected.accuracy, `${what} accuracy`);
  near(actual.balancedAccuracy, expected.balancedAccuracy, `${what} balanced accuracy`);
  near(actual.cost, expected.cost, `${what} cost`);
  expected.precisions.forEach((precision, index) => {
    if (precision === null) assert.equal(actual.precisions[index], undefined);
    else near(actual.precisions[index], precision, `${what} precision ${index}`);
  });
  expected.matrix.flat().forEach((share, cell) => near(actual.matrix!.flat()[cell], share, `${what} cell`));
}

function statedCosts(costs: readonly (readonly number[])[]): Map<string, Map<string, number>> {
  return new Map(
    costs.map((row, actual) => [
      String(actual),
      new Map(row.map((cost, predicted) => [String(predicted), cost])),
    ]),
  );
}

/** Few resamples: only the values are looked at. */
const limits = {
  ...defaultLimits,
  decisions: { ...defaultLimits.decisions, splits: 2, draws: [4, 4] as const },
  resampling: { ...defaultLimits.resampling, draws: 20 },
};

describe('decisions against scikit-learn', () => {
  reference.binary.forEach(({ actual, scores, weights, costs, present, best }, index) => {
    it(`finds the best threshold of all, binary case ${index + 1}`, () => {
      const table = makeTable({
        actual,
        scores: scores.map((units) => [1 - units / 1024, units / 1024]),
        positive: 1,
        ...(weights === undefined
          ? {}
          : { weights: { kind: 'frequency' as const, values: Float64Array.from(weights) } }),
      });
      for (const [text, value] of Object.entries(best)) {
        const objective = parseObjective(text)!;
        const decisions = decide(table, { ...limits, objective, costs: statedCosts(costs) })!;
        const [choice] = decisions.thresholds!.choices;
        const sign = text === 'cost' ? -1 : 1;
        if (present[text] !== undefined) near(sign * choice!.present.value, present[text], text);
        near(sign * choice!.present.value + choice!.inSampleGain, value, text);
      }
    });
  });

  reference.multiclass.forEach((one, index) => {
    it(`answers for priors, costs and other class shares, multi-class case ${index + 1}`, () => {
      const table = makeTable({
        actual: one.actual,
        scores: one.scores.map((row) => row.map((u) => u / 1024)),
      });
      const costs = statedCosts(one.costs);
      const here = decide(table, { ...limits, costs })!;
      assert.deepEqual(
        here.answers.map(({ kind }) => kind),
        ['prior', 'cost'],
      );
      near(here.presentCost, one.present.cost, 'present cost');
      nearValues(here.answers[0]!.present, one.present, 'present');
      nearValues(here.answers[0]!.chosen, one.prior, 'prior');
      nearValues(here.answers[1]!.chosen, one.cost, 'cost');
      const deploymentPrior = new Map(one.deployment.map((share, label) => [String(label), share]));
      const there = decide(table, { ...limits, costs, deploymentPrior })!;
      nearValues(there.deployment!.values, one.presentDeployed, 'present, deployed');
      near(there.deployment!.accuracyHere, one.present.accuracy, 'accuracy here');
      const [, deployed, cheapest] = there.answers;
      nearValues(deployed!.chosen, one.deployment_, 'deployment');
      nearValues(cheapest!.chosen, one.costDeployed, 'cost, deployed');
      near(
        cheapest!.gains.cost!.value,
        one.presentDeployed.cost - one.costDeployed.cost,
        'gain of least cost',
      );
    });
  });
});
