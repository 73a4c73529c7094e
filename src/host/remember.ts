import * as vscode from 'vscode';
import { configName } from '../analysis/candidates.ts';
import { clean } from '../report/clean.ts';
import type { ColumnOptions } from '../protocol/engine.ts';
import { addToConfig } from './configFile.ts';
import type { Project, ProjectFile } from './project.ts';

/** How a person wants a file to be read. */
export interface Reading {
  readonly columns?: ColumnOptions;
  readonly readAs?: string;
}

/** Offers to write down how a file is read: for all files with its column names, or for it alone. */
export async function offerToRemember(
  project: Project,
  file: ProjectFile,
  reading: Reading,
  header: readonly string[] = [],
): Promise<void> {
  const forHeader = `Remember in ${configName} for files with these columns`;
  const forFile = `Remember in ${configName} for this file`;
  const choices = [...(header.length > 0 ? [forHeader] : []), forFile, 'Only in this window'];
  const picked = await vscode.window.showQuickPick(choices, {
    title: clean(file.path),
    placeHolder: 'Read it so from now on?',
    ignoreFocusOut: true,
  });
  if (picked !== forHeader && picked !== forFile) return;
  const written = await addToConfig(project.root, (config) => {
    if (picked === forHeader) addHeader(config, header, reading);
    else addFile(config, `/${file.path}`, reading);
  });
  if (!written)
    void vscode.window.showErrorMessage(
      `${configName} is not plain JSON, so nothing was written. Add it by hand: ${JSON.stringify({ header, ...reading })} in "headers".`,
    );
}

function addHeader(config: Record<string, unknown>, header: readonly string[], reading: Reading): void {
  const before: unknown[] = Array.isArray(config['headers']) ? (config['headers'] as unknown[]) : [];
  const others = before.filter((entry) => !isOfHeader(entry, header));
  config['headers'] = [...others, { header, ...reading }];
}

function isOfHeader(entry: unknown, header: readonly string[]): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return JSON.stringify((entry as { header?: unknown }).header) === JSON.stringify(header);
}

function addFile(config: Record<string, unknown>, glob: string, { columns, readAs }: Reading): void {
  if (columns !== undefined) config['columns'] = { ...objectIn(config, 'columns'), [glob]: columns };
  if (readAs !== undefined) config['readAs'] = { ...objectIn(config, 'readAs'), [glob]: readAs };
}

function objectIn(config: Record<string, unknown>, key: string): object {
  const value = config[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
