import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity, Verb } from '../../../src/core/finding.ts';
import { rules } from '../../../src/rules/all.ts';
import { analyseFolder } from '../../support/analyseFolder.ts';

const root = new URL('../../fixtures/runs/', import.meta.url).pathname;

interface ExpectedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly verb: Verb;
  readonly file: string;
  /** The characters that are underlined. */
  readonly at: string;
  /** Some of the evidence. */
  readonly evidence: Readonly<Record<string, number>>;
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly suppressedBy?: string;
}

interface Expected {
  readonly runs: readonly {
    readonly id: string;
    readonly rung: string;
    readonly findings: readonly ExpectedFinding[];
  }[];
}

function readExpected(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
}

const folders = readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory());

describe('run fixtures', () => {
  for (const name of folders) {
    it(name, async () => {
      const folder = join(root, name);
      const { analysis, unknown } = await analyseFolder(folder);
      assert.deepEqual(unknown, []);
      const { runs } = analysis;
      const expected = readExpected(folder);
      assert.deepEqual(
        runs.map(({ id, rung, problems }) => ({ id, rung, problems })),
        expected.runs.map(({ id, rung }) => ({ id, rung, problems: [] })),
      );
      runs.forEach(({ findings }, index) => {
        const wanted = expected.runs[index]!.findings;
        assert.deepEqual(
          findings.map(
            ({ rule, severity, verb, names, suppressedBy, location: { file, span }, evidence }) => {
              const line = readFileSync(join(folder, file), 'utf8').split('\n')[span.line]!;
              const keys = Object.keys(wanted.find((other) => other.rule === rule)?.evidence ?? {});
              const stated = Object.fromEntries(keys.map((key) => [key, evidence[key]]));
              const at = line.slice(span.start, span.end);
              const cause = suppressedBy === undefined ? {} : { suppressedBy };
              return { rule, severity, verb, file, at, evidence: stated, names, ...cause };
            },
          ),
          wanted,
        );
      });
    });
  }

  it('show every rule at least once, and hold healthy runs', () => {
    const expected = folders.map((name) => readExpected(join(root, name)));
    const shown = expected.flatMap(({ runs }) => runs.flatMap(({ findings }) => findings));
    for (const { id } of rules) {
      assert.ok(
        shown.some(({ rule, suppressedBy }) => rule === id && suppressedBy === undefined),
        id,
      );
    }
    const healthy = folders.filter((name) => name.startsWith('healthy-'));
    assert.ok(healthy.length >= 10);
    for (const name of healthy) {
      assert.ok(
        readExpected(join(root, name)).runs.every(({ findings }) => findings.length === 0),
        name,
      );
    }
  });

  it('raise nothing above Information on models that are modest and else healthy', () => {
    const modest = folders.filter((name) => name.startsWith('modest-'));
    assert.ok(modest.length >= 10);
    for (const name of modest) {
      const findings = readExpected(join(root, name)).runs.flatMap((run) => run.findings);
      assert.ok(
        findings.every(({ severity }) => severity === 'information'),
        name,
      );
    }
  });
});
