import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { emptyConfig, parseConfig } from '../../../src/analysis/config.ts';
import {
  columnsFor,
  muteReason,
  positiveClassFor,
  readAsFor,
  validationSizeFor,
} from '../../../src/analysis/configLookup.ts';
import { matchesGlob } from '../../../src/analysis/glob.ts';

const full = `{
  // what the person knows
  "columns": { "preds/*.csv": { "actual": "truth", "predicted": "answer", "scores": "p_", }, },
  "headers": [
    { "header": ["id", "truth", "answer"], "columns": { "actual": "truth", "predicted": "answer" } },
    { "header": ["step", "value"], "readAs": "nothing" }
  ],
  "readAs": { "*.out": "kerasText", "old/*.out": "nothing" },
  "positiveClass": { "**/*.csv": "fraud", "other/*.csv": "spam" },
  "classCounts": { "train": { "a": 56, "__proto__": 3 }, "validation": { "a": 17, "b": 0 } },
  "classWeights": { "a": 3.1 },
  "orderedClasses": ["low", "middle", "high"],
  "validationSize": 205, /* rows */
  "mutes": [{ "rule": "class-recall-low", "run": "runs/*", "reason": "known" }],
  "rules": { "never-predicted-class": "error", "accuracy-hides-classes": "off" }
}`;

describe('parseConfig', () => {
  it('reads every part, comments and trailing commas included', () => {
    const { config, problems } = parseConfig(full);
    assert.deepEqual(problems, []);
    assert.deepEqual(config.orderedClasses, ['low', 'middle', 'high']);
    const path = 'project/.imbalance-lens.json';
    assert.deepEqual(columnsFor(config, path, 'project/preds/x.csv'), {
      actual: 'truth',
      predicted: 'answer',
      scores: 'p_',
    });
    assert.equal(columnsFor(config, path, 'project/x.csv'), undefined);
    assert.deepEqual(config.headers, [
      { header: ['id', 'truth', 'answer'], columns: { actual: 'truth', predicted: 'answer' } },
      { header: ['step', 'value'], readAs: 'nothing' },
    ]);
    assert.equal(readAsFor(config, path, 'project/a/train.out'), 'kerasText');
    assert.equal(readAsFor(config, path, 'project/old/train.out'), 'nothing');
    assert.equal(readAsFor(config, path, 'project/train.log'), undefined);
    assert.equal(positiveClassFor(config, path, 'project/preds/x.csv'), 'fraud');
    assert.equal(positiveClassFor(config, path, 'project/other/x.csv'), 'spam');
    assert.equal(validationSizeFor(config, path, 'project/deep/er/train.log'), 205);
    assert.deepEqual(
      config.classCounts.train,
      new Map([
        ['a', 56],
        ['__proto__', 3],
      ]),
    );
    assert.deepEqual(
      config.classCounts.validation,
      new Map([
        ['a', 17],
        ['b', 0],
      ]),
    );
    assert.equal(muteReason(config, path, 'class-recall-low', 'project/runs/train.log#2'), 'known');
    assert.equal(muteReason(config, path, 'class-recall-low', 'project/train.log'), undefined);
    assert.equal(config.severities.get('accuracy-hides-classes'), 'off');
    assert.equal(Object.keys({}).length, 0);
  });

  it('leaves out what it cannot use and names its key and line', () => {
    const { config, problems } = parseConfig(`{
  "colums": {},
  "columns": { "*.csv": { "actual": 3, "truth": "y" } },
  "headers": [{ "columns": {} }, { "header": [] }, { "header": ["a", 1] }, { "header": ["a"], "raed": 1 }],
  "readAs": { "*.log": 3 },
  "positiveClass": 1,
  "classCounts": { "validation": { "a": -1, "b": 2.5, "c": 4 } },
  "classWeights": [1, 2],
  "orderedClasses": ["low", "low"],
  "validationSize": 0,
  "mutes": [{ "reason": "none" }, "all"],
  "rules": { "no-such-rule": "warning", "class-recall-low": "loud" }
}`);
    assert.deepEqual(config.classCounts, { validation: new Map([['c', 4]]) });
    assert.deepEqual(config.headers, [{ header: ['a'] }]);
    assert.deepEqual(config.readAs, []);
    assert.deepEqual(config.mutes, []);
    assert.equal(config.classWeights, undefined);
    assert.equal(config.orderedClasses, undefined);
    const said = problems.map(({ message }) => /^"([^"]*)"/.exec(message)?.[1]).sort();
    assert.deepEqual(said, [
      'classCounts.validation.a',
      'classCounts.validation.b',
      'classWeights',
      'columns.*.csv.actual',
      'columns.*.csv.truth',
      'colums',
      'headers[0].header',
      'headers[1].header',
      'headers[2].header',
      'headers[3].raed',
      'mutes[0]',
      'mutes[1]',
      'orderedClasses',
      'positiveClass',
      'readAs.*.log',
      'rules.class-recall-low',
      'rules.no-such-rule',
      'validationSize',
    ]);
    assert.equal(problems.find(({ message }) => message.includes('columns.*.csv.truth'))?.line, 2);
    for (const { kind, message } of problems) {
      assert.equal(kind, 'note');
      assert.match(message, /\.$/);
    }
  });

  it('refuses what is no JSON object, with the line', () => {
    const broken = parseConfig('{\n  "rules": {\n');
    assert.equal(broken.config, emptyConfig);
    assert.equal(broken.problems[0]?.kind, 'refused');
    assert.equal(broken.problems[0].line, 2);
    assert.equal(parseConfig('[1]').problems[0]?.kind, 'refused');
    assert.equal(parseConfig('').problems[0]?.kind, 'refused');
  });

  it('never throws, whatever the text, and gives the same for any JSON value', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parseConfig(text)));
    fc.assert(
      fc.property(
        fc.json(),
        fc.constantFrom('columns', 'headers', 'readAs', 'rules', 'mutes', 'positiveClass', 'classCounts'),
        (json, key) => {
          const { config } = parseConfig(`{"${key}": ${json}}`);
          assert.ok(Array.isArray(config.columns) && config.severities instanceof Map);
        },
      ),
    );
    fc.assert(
      fc.property(fc.nat(full.length), fc.string({ maxLength: 3 }), (at, inserted) => {
        parseConfig(full.slice(0, at) + inserted + full.slice(at + 1));
      }),
    );
  });

  it('knows the keys that its schema offers', () => {
    const path = new URL('../../../media/imbalance-lens.schema.json', import.meta.url);
    const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: Record<string, unknown> };
    for (const key of Object.keys(schema.properties)) {
      const { problems } = parseConfig(`{"${key}": null}`);
      assert.ok(!problems.some(({ message }) => message.includes('is not known')), key);
    }
  });
});

describe('matchesGlob', () => {
  it('knows names, folders and any depth', () => {
    const yes: readonly (readonly [string, string])[] = [
      ['*.csv', 'a/b/x.csv'],
      ['a/*.csv', 'a/x.csv'],
      ['a/**', 'a/b/c.csv'],
      ['**/x.csv', 'x.csv'],
      ['**/b/*', 'a/b/c'],
      ['run?.log', 'run7.log'],
      ['./a/b', 'a/b'],
      ['a*b*c', 'axxbyyc'],
    ];
    const no: readonly (readonly [string, string])[] = [
      ['a/*.csv', 'a/b/x.csv'],
      ['run?.log', 'run77.log'],
      ['*.csv', 'x.csv.gz'],
      ['a/**/c', 'b/a/c'],
      ['', 'x'],
    ];
    for (const [glob, path] of yes) assert.ok(matchesGlob(glob, path), `${glob} ${path}`);
    for (const [glob, path] of no) assert.ok(!matchesGlob(glob, path), `${glob} ${path}`);
  });

  it('answers a glob of many stars at once', () => {
    assert.equal(matchesGlob(`${'a*'.repeat(2000)}b`, 'a'.repeat(5000)), false);
    assert.equal(matchesGlob(`${'**/'.repeat(500)}b`, 'a/'.repeat(500)), false);
  });

  it('takes a path without special characters for itself', () => {
    const name = fc.stringMatching(/^[a-z0-9_.-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 2, maxLength: 5 }), (names) => {
        fc.pre(names[0] !== '.');
        assert.ok(matchesGlob(names.join('/'), names.join('/')));
      }),
    );
  });

  it('reads costs, deployment shares and the objective, and notes what it cannot use', () => {
    const { config, problems } = parseConfig(
      '{"costs": {"a": {"b": 5, "c": -1}}, "deploymentPrior": {"a": 0, "b": 1}, "objective": "recall@precision=0.9"}',
    );
    assert.deepEqual(config.aims, {
      costs: new Map([['a', new Map([['b', 5]])]]),
      deploymentPrior: new Map([
        ['a', 0],
        ['b', 1],
      ]),
      objective: { kind: 'recallAtPrecision', least: 0.9 },
    });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['"costs.a.c" must be a number of at least 0 and is not used.'],
    );
  });
});
