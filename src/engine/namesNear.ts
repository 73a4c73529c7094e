import { classNamesFor, isNamesPath, namesFolders } from '../analysis/classNames.ts';
import type { NamesFile } from '../analysis/classNames.ts';
import { folderOf } from '../analysis/paths.ts';
import type { FollowedDocument } from './followedDocument.ts';

/** The open documents that may name the classes of others, by folder: a file is asked for often, and few are near it. */
export class NamesNear {
  readonly #folders = new Map<string, Map<string, FollowedDocument>>();

  add(path: string, held: FollowedDocument): void {
    if (!isNamesPath(path)) return;
    const folder = folderOf(path);
    const near = this.#folders.get(folder) ?? new Map<string, FollowedDocument>();
    this.#folders.set(folder, near.set(path, held));
  }

  remove(path: string): void {
    this.#folders.get(folderOf(path))?.delete(path);
  }

  /** Settles when none of them is being read. */
  async idle(): Promise<void> {
    const all = [...this.#folders.values()].flatMap((near) => [...near.values()]);
    await Promise.all(all.map((held) => held.idle()));
  }

  /** The class names by index that the files near another one give, as far as they are read. */
  of(path: string): readonly string[] | undefined {
    const near = namesFolders(path).flatMap((folder) => [...(this.#folders.get(folder) ?? [])]);
    return classNamesFor(path, near.flatMap(namesFile));
  }
}

function namesFile([path, held]: readonly [string, FollowedDocument]): readonly NamesFile[] {
  const isRead = held.format?.kind === 'classCounts' && held.finished;
  const document = isRead ? held.result(true).document : undefined;
  return document?.kind === 'classCounts' && document.names !== undefined
    ? [{ path, names: document.names }]
    : [];
}
