import * as vscode from 'vscode';
import type { EngineSource } from '../engine/client.ts';

/** Where the engine gets a file's bytes: from disk itself, else through VS Code, which reads whole files only. */
export function sourceOf(uri: vscode.Uri): EngineSource {
  if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath };
  let held: { version: string; bytes: Promise<Uint8Array> } | undefined;
  const state = async (): Promise<{ size: number; version: string }> => {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return { size, version: `${mtime}` };
  };
  return {
    kind: 'host',
    state,
    read: async (offset, length) => {
      const { version } = await state();
      if (held?.version !== version)
        held = { version, bytes: Promise.resolve(vscode.workspace.fs.readFile(uri)) };
      return (await held.bytes).subarray(offset, offset + length);
    },
  };
}
