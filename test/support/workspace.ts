import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from './codeServer.ts';

/** The project that tests open: one run, in which two of five classes are never found. */
export const testProject = join(projectRoot, 'test/fixtures/workspace');

/** The project that ships with the extension and that people see first. */
export const sampleProject = join(projectRoot, 'media/sample');

/** A copy of a project in a new temporary folder, for tests and people that write to it. */
export function makeWorkspace(project: string = testProject): string {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'imbalance-lens-workspace-')));
  const folder = join(parent, basename(project));
  cpSync(project, folder, { recursive: true });
  return folder;
}
