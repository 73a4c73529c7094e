import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { discover } from '../../../src/analysis/discover.ts';
import type { Discovery, FolderEntry } from '../../../src/analysis/discover.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import type { Severity, Verb } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { rules } from '../../../src/rules/all.ts';

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

function listFolder(folder: string): Promise<readonly FolderEntry[]> {
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry): FolderEntry => {
    const { size, mtimeMs } = statSync(join(folder, entry.name));
    return {
      name: entry.name,
      isDirectory: entry.isDirectory(),
      isSymlink: entry.isSymbolicLink(),
      size,
      mtime: mtimeMs,
    };
  });
  return Promise.resolve(entries);
}

/** Reads a file as the hosts do; undefined if it is of no known format. */
function readDocument(folder: string, path: string): SourceDocument | undefined {
  const bytes = new Uint8Array(readFileSync(join(folder, path)));
  const { chosen } = openReader({ name: path.slice(path.lastIndexOf('/') + 1), bytes, complete: true }, {});
  if (chosen === undefined) return undefined;
  chosen.reader.push(bytes);
  return { path, format: chosen.format.id, result: chosen.reader.end() };
}

async function analyseFolder(folder: string): Promise<Analysis> {
  const found: Discovery = await discover(
    '',
    (path) => listFolder(join(folder, path)),
    defaultLimits.discovery,
  );
  const documents = found.files
    .filter(({ path }) => path !== 'expected.json')
    .map(({ path }) => {
      const document = readDocument(folder, path);
      assert.ok(document !== undefined, `${path} is not recognised`);
      return document;
    });
  const { config, folderCounts } = found;
  return analyse(documents, {
    limits: defaultLimits,
    ...(config && { config: { path: config.path, text: readFileSync(join(folder, config.path), 'utf8') } }),
    folderCounts,
    live: [],
    declared: {},
  });
}

function readExpected(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
}

const folders = readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory());

describe('run fixtures', () => {
  for (const name of folders) {
    it(name, async () => {
      const folder = join(root, name);
      const { runs } = await analyseFolder(folder);
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
