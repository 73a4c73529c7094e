import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { evaluate } from '../../../src/core/evaluate.ts';
import type { Measured } from '../../../src/core/measured.ts';
import { metrics } from '../../../src/core/metrics/all.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { makeTable } from './makeTable.ts';

/** As test/reference/makeReference.py writes it. */
interface ReferenceCase {
  readonly classes: number;
  readonly rows: number;
  readonly actual: string;
  readonly predicted: string;
  readonly positive: number | null;
  readonly scores?: 'dyadic' | 'normalised' | 'float32';
  readonly rawScores?: string;
  readonly weights?: 'frequency' | 'importance';
  readonly weightDivisor?: number;
  readonly rawWeights?: string;
  readonly classWeights: readonly number[] | null;
  readonly overall: Readonly<Record<string, number | 'undefined'>>;
  readonly perClass: readonly Readonly<Record<string, number | 'undefined'>>[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../reference/sklearn.json', import.meta.url), 'utf8'),
) as { versions: Record<string, string>; cases: ReferenceCase[] };

describe(`agreement with scikit-learn ${reference.versions['sklearn'] ?? ''} to 1e-12`, () => {
  reference.cases.forEach((expected, number) => {
    it(`case ${number}: ${describeCase(expected)}`, () => checkCase(expected));
  });

  it('covers every metric of the registry with a defined value', () => {
    const covered = new Set(
      reference.cases.flatMap(({ overall, perClass }) =>
        [overall, ...perClass].flatMap((values, index) =>
          Object.entries(values)
            .filter(([, value]) => value !== 'undefined')
            .map(([id]) => `${index === 0 ? 'overall' : 'perClass'} ${id}`),
        ),
      ),
    );
    assert.deepEqual(
      metrics.map(({ scope, id }) => `${scope} ${id}`).filter((name) => !covered.has(name)),
      [],
    );
  });
});

function describeCase({ classes, rows, scores, weights, positive }: ReferenceCase): string {
  const parts = [`${classes} classes, ${rows} rows`, scores, weights && `${weights} weights`];
  if (positive !== null) parts.push(`positive ${positive}`);
  return parts.filter((part) => part !== undefined).join(', ');
}

function checkCase(expected: ReferenceCase): void {
  const table = decodeTable(expected);
  const { classWeights } = expected;
  const evaluation = evaluate(table, {
    confidence: 0.95,
    orderedClasses: table.labels,
    ...(classWeights === null
      ? {}
      : { classWeights: new Map(table.labels.map((label, index) => [label, classWeights[index]!])) }),
  });
  const ofPositive = expected.positive === null ? {} : expected.perClass[expected.positive]!;
  checkValues('overall', evaluation.metrics, { ...ofPositive, ...expected.overall });
  expected.perClass.forEach((values, index) => {
    checkValues(`class ${index}`, evaluation.perClass[index]!.metrics, values);
    for (const [part, mean] of [
      ['precision', 'macroPrecision'],
      ['recall', 'macroRecall'],
      ['f1', 'macroF1'],
      ['f2', 'macroF2'],
      ['f05', 'macroF05'],
      ['jaccard', 'macroJaccard'],
      ['averagePrecision', 'macroAveragePrecision'],
    ] as const) {
      const macro = evaluation.metrics.get(mean);
      if (macro?.kind !== 'value') continue;
      const listed = macro.undefinedClasses?.includes(table.labels[index]!) ?? false;
      // Scores name a class that may occur nowhere: only their own mean includes it.
      const { support, predicted } = evaluation.perClass[index]!;
      const included = part === 'averagePrecision' || support > 0 || predicted!.least > 0;
      assert.equal(listed, included && values[part] === 'undefined', `${mean} lists class ${index}`);
    }
  });
}

function checkValues(
  where: string,
  values: ReadonlyMap<string, Measured>,
  expected: Readonly<Record<string, number | 'undefined'>>,
): void {
  assert.deepEqual([...values.keys()].sort(), Object.keys(expected).sort(), where);
  for (const [id, value] of values) {
    const reference = expected[id]!;
    if (value.kind === 'undefined' || reference === 'undefined') {
      assert.equal(value.kind === 'undefined' ? 'undefined' : value.value, reference, `${where} ${id}`);
    } else {
      const tolerance = 1e-12 * Math.max(1, Math.abs(reference));
      assert.ok(
        Math.abs(value.value - reference) <= tolerance,
        `${where} ${id}: ${value.value}, scikit-learn ${reference}`,
      );
    }
  }
}

function decodeTable(from: ReferenceCase): PredictionTable {
  const { classes, rawScores, rawWeights, weightDivisor } = from;
  return makeTable({
    actual: decode(from.actual),
    predicted: decode(from.predicted),
    labels: Array.from({ length: classes }, (_, index) => String(index)),
    ...(from.scores === undefined ? {} : { scores: decodeScores(from.scores, decode(rawScores!), classes) }),
    ...(from.weights === undefined
      ? {}
      : {
          weights: {
            kind: from.weights,
            values: Float64Array.from(decode(rawWeights!), (raw) => raw / weightDivisor!),
          },
        }),
    ...(from.positive === null ? {} : { positive: from.positive }),
  });
}

function decodeScores(
  kind: NonNullable<ReferenceCase['scores']>,
  raw: Uint16Array,
  classes: number,
): Float64Array {
  return Float64Array.from(raw, (value, index) => {
    if (kind === 'dyadic') return value / 32768;
    const row = Math.floor(index / classes) * classes;
    const share = value / raw.subarray(row, row + classes).reduce((sum, part) => sum + part, 0);
    return kind === 'float32' ? Math.fround(share) : share;
  });
}

function decode(base64: string): Uint16Array {
  const bytes = Buffer.from(base64, 'base64');
  return Uint16Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16LE(2 * index));
}
