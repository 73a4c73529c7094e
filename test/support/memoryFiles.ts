import type { Files } from '../../src/models/modelFile.ts';

/** Files in memory, by path; a path that others begin with is a folder. */
export function memoryFiles(contents: Readonly<Record<string, string | Uint8Array>>): Files {
  const files = new Map(Object.entries(contents));
  return {
    list: (path) => {
      const prefix = path === '.' ? '' : `${path.replace(/\/$/, '')}/`;
      const names = [...files.keys()].filter((name) => name.startsWith(prefix));
      const rest = names.map((name) => name.slice(prefix.length).split('/')[0]!);
      return Promise.resolve(names.length === 0 || files.has(path) ? undefined : [...new Set(rest)]);
    },
    read: (path, most) => {
      const content = files.get(path);
      if (content === undefined) return Promise.reject(new Error(`${path} does not exist. Not read.`));
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      if (bytes.length > most) return Promise.reject(new Error(`${path} is too long. Not read.`));
      return Promise.resolve(bytes);
    },
  };
}
