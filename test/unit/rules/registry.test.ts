import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { defaultLimits } from '../../../src/core/limits.ts';
import { rules } from '../../../src/rules/all.ts';
import { assertMessage, assertPlaces } from './assertFinding.ts';
import { evidenceOf, tableOf } from './evidenceOf.ts';

const media = new URL('../../../media/', import.meta.url);

/** K×K counts, many of them 0, so that empty classes and files of one class occur. */
const cells = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 60 }));
  return fc.array(fc.array(count, { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  });
});

function total(matrix: readonly (readonly number[])[]): number {
  return matrix.flat().reduce((sum, count) => sum + count, 0);
}

describe('rule registry', () => {
  it('has one id a rule, and suppressors that exist', () => {
    const ids = rules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, suppressedBy } of rules) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      for (const cause of suppressedBy) assert.ok(ids.includes(cause) && cause !== id);
    }
  });

  it('has a page for every rule and no page without a rule', () => {
    const pages = readdirSync(new URL('rules/', media)).filter((name) => name.endsWith('.rule.md'));
    assert.deepEqual(pages.sort(), rules.map(({ id }) => `${id}.rule.md`).sort());
    for (const { id, title } of rules) {
      const page = readFileSync(new URL(`rules/${id}.rule.md`, media), 'utf8');
      assert.ok(page.startsWith(`# ${title}\n\n\`${id}\` · `), id);
      for (const part of [
        'What it says',
        'Why it matters',
        'How it is tested',
        'What to do',
        'When it is wrong',
        'Source',
      ])
        assert.ok(page.includes(`\n## ${part}\n`), `${id}: ${part}`);
    }
  });

  it('is offered by the schema of the configuration', () => {
    const path = new URL('imbalance-lens.schema.json', media);
    assert.ok(existsSync(path));
    const schema = JSON.parse(readFileSync(path, 'utf8')) as {
      properties: { rules: { propertyNames: { enum: string[] } } };
    };
    assert.deepEqual(schema.properties.rules.propertyNames.enum.sort(), rules.map(({ id }) => id).sort());
  });
});

for (const rule of rules) {
  describe(`rule ${rule.id}`, () => {
    it('never throws, and what it says stands in its evidence, for any confusion matrix', () => {
      fc.assert(
        fc.property(cells, (matrix) => {
          const evidence = evidenceOf(tableOf(matrix));
          const finding = rule.check(evidence, defaultLimits);
          if (finding === undefined) return;
          assert.equal(finding.rule, rule.id);
          assert.ok(Object.values(finding.evidence).every(Number.isFinite));
          assertMessage(rule, finding);
          assertPlaces(finding, evidence);
        }),
        { numRuns: 300 },
      );
    });

    it('is silent where fewer than two classes have rows, and without predictions, log and counts', () => {
      fc.assert(
        fc.property(fc.array(fc.nat(50), { minLength: 2, maxLength: 4 }), (row) => {
          const matrix = row.map((_, index) => (index === 0 ? row : row.map(() => 0)));
          assert.equal(rule.check(evidenceOf(tableOf(matrix)), defaultLimits), undefined);
        }),
      );
      assert.equal(rule.check({ id: 'x', classCounts: {}, finished: true }, defaultLimits), undefined);
    });

    it('does not depend on the order of the classes', () => {
      fc.assert(
        fc.property(cells, (matrix) => {
          const turned = matrix.toReversed().map((row) => row.toReversed());
          const labels = matrix.map((_, index) => `label ${String.fromCharCode(97 + index)}`);
          const one = rule.check(evidenceOf(tableOf(matrix, { labels })), defaultLimits);
          const other = rule.check(
            evidenceOf(tableOf(turned, { labels: labels.toReversed() })),
            defaultLimits,
          );
          assert.equal(one?.severity, other?.severity);
          assert.deepEqual(one?.names['classes']?.toSorted(), other?.names['classes']?.toSorted());
        }),
      );
    });

    it('treats frequency weights as so many rows, and does not fail on importance weights', () => {
      fc.assert(
        fc.property(cells, fc.integer({ min: 1, max: 3 }), (matrix, factor) => {
          const many = matrix.map((row) => row.map((count) => count * factor));
          const values = Float64Array.from({ length: total(matrix) }, () => factor);
          const weighted = tableOf(matrix, { weights: { kind: 'frequency', values } });
          const repeated = rule.check(evidenceOf(tableOf(many)), defaultLimits);
          assert.deepEqual(rule.check(evidenceOf(weighted), defaultLimits)?.evidence, repeated?.evidence);
          const importance = tableOf(matrix, {
            weights: { kind: 'importance', values: values.map((_, row) => 0.25 + (row % 3)) },
          });
          const finding = rule.check(evidenceOf(importance), defaultLimits);
          if (finding !== undefined) assertMessage(rule, finding);
        }),
        { numRuns: 100 },
      );
    });
  });
}
