import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandNames } from '../../src/host/commandNames.ts';
import { rules } from '../../src/rules/all.ts';

const root = resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly dependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: Record<string, readonly { readonly command: string }[]>;
    readonly configuration: { readonly properties: Record<string, { readonly description: string }> };
    readonly jsonValidation: readonly { readonly url: string }[];
  };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

describe('the manifest', () => {
  it('lists the commands that the code registers, and menus only of these', () => {
    const named = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      named,
      commandNames.map((name) => `imbalanceLens.${name}`),
    );
    const inMenus = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.map(({ command }) => command),
    );
    assert.deepEqual(
      inMenus.filter((command) => !named.includes(command)),
      [],
    );
  });

  it('has a setting for each that the code reads, and none besides', () => {
    const read = new Set(
      sources('src/host').flatMap((text) =>
        [...text.matchAll(/getConfiguration\('imbalanceLens'\)\s*\.get(?:<[^>]+>)?\('([^']+)'/g)].map(
          (match) => `imbalanceLens.${match[1]!}`,
        ),
      ),
    );
    assert.deepEqual([...read].sort(), Object.keys(manifest.contributes.configuration.properties).sort());
  });

  it('pins every version exactly', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    assert.deepEqual(
      Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('compiles against the VS Code it says it needs', () => {
    const minor = /^\^(\d+\.\d+)\./.exec(manifest.engines.vscode)![1]!;
    assert.ok(manifest.devDependencies['@types/vscode']!.startsWith(`${minor}.`));
  });

  it('names files that exist', () => {
    const named = [manifest.icon, ...manifest.contributes.jsonValidation.map(({ url }) => url)];
    assert.deepEqual(
      named.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });
});

describe('the pages of the rules', () => {
  it('are one a rule and none besides', () => {
    const pages = readdirSync(join(root, 'media/rules')).sort();
    assert.deepEqual(pages, rules.map(({ id }) => `${id}.rule.md`).sort());
  });
});
