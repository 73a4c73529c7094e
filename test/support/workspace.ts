import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './codeServer.ts';

/** A copy of the sample project in a new temporary folder, for tests that write to it. */
export function makeWorkspace(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'imbalance-lens-workspace-')));
  cpSync(join(projectRoot, 'media/sample'), folder, { recursive: true });
  return folder;
}
