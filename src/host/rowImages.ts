import * as vscode from 'vscode';
import { realpath, stat } from 'node:fs/promises';
import { hasImageName, imageCandidates, isInside } from './imagePaths.ts';

/** Bytes of one picture: an uncompressed one of 2,000 × 1,700 pixels. */
const imageBytes = 10_485_760;

/**
 * The files of the pictures that row ids name, by the place of the row: real files inside the workspace's folders,
 * wherever links lead. Only on a disk: of other file systems nobody can say where a link leads.
 */
export async function rowImages(
  ids: readonly (string | undefined)[],
  predictionFile: vscode.Uri,
): Promise<Map<number, vscode.Uri>> {
  const folder = vscode.workspace.getWorkspaceFolder(predictionFile);
  const found = new Map<number, vscode.Uri>();
  if (folder === undefined || predictionFile.scheme !== 'file') return found;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const places = {
    fileFolder: pathOf(vscode.Uri.joinPath(predictionFile, '..')),
    workspaceFolder: pathOf(folder.uri),
    folders: folders.map(({ uri }) => pathOf(uri)),
  };
  const real = (await Promise.all(places.folders.map(realPath))).filter((path) => path !== undefined);
  const candidates = ids
    .map((id, index) => ({ index, paths: id === undefined ? [] : imageCandidates(id, places) }))
    .filter(({ paths }) => paths.length > 0);
  const files = await Promise.all(candidates.map(({ paths }) => firstImage(paths, real)));
  files.forEach((file, at) => {
    if (file !== undefined) found.set(candidates[at]!.index, file);
  });
  return found;
}

/** A file URI's path as `imageCandidates` takes it: `/home/a`, `c:/data`. */
function pathOf(uri: vscode.Uri): string {
  return uri.path.replace(/^\/(?=[a-z]:)/i, '');
}

async function firstImage(
  paths: readonly string[],
  folders: readonly string[],
): Promise<vscode.Uri | undefined> {
  for (const path of paths) {
    const real = await realPath(path);
    if (real === undefined || !hasImageName(real) || !folders.some((folder) => isInside(real, folder)))
      continue;
    const { size } = await stat(real).then(
      (found) => (found.isFile() ? found : { size: Infinity }),
      () => ({ size: Infinity }),
    );
    if (size <= imageBytes) return vscode.Uri.file(path);
  }
  return undefined;
}

async function realPath(path: string): Promise<string | undefined> {
  return realpath(path).then(
    (real) => real.replaceAll('\\', '/'),
    () => undefined,
  );
}
