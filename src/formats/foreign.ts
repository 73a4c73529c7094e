import type { Head } from './format.ts';

interface Foreign {
  readonly what: string;
  readonly todo: string;
  matches(head: Head): boolean;
}

const asCsv = 'Save the table as CSV';

function begins(...bytes: readonly number[]): Foreign['matches'] {
  return (head) => bytes.every((byte, at) => head.bytes[at] === byte);
}

function beginsWith(ascii: string, ending = /(?:)/): Foreign['matches'] {
  const matches = begins(...Array.from(ascii, (char) => char.charCodeAt(0)));
  return (head) => matches(head) && ending.test(head.name);
}

/** Files that are taken for prediction tables by mistake; the first that fits, so the general ones stand last. */
const foreigners: readonly Foreign[] = [
  {
    what: 'a Parquet file',
    todo: `${asCsv}: pandas.read_parquet(…).to_csv(…, index=False)`,
    matches: beginsWith('PAR1'),
  },
  {
    what: 'a Feather or Arrow file',
    todo: `${asCsv}: pandas.read_feather(…).to_csv(…, index=False)`,
    matches: beginsWith('ARROW1'),
  },
  {
    what: 'a NumPy array',
    todo: `${asCsv} with the true classes in it: a bare array does not hold them`,
    matches: begins(0x93, ...Array.from('NUMPY', (char) => char.charCodeAt(0))),
  },
  {
    what: 'a NumPy archive',
    todo: `${asCsv} with true and predicted classes as columns`,
    matches: beginsWith('PK\x03\x04', /\.npz$/i),
  },
  { what: 'an Excel workbook', todo: asCsv, matches: beginsWith('PK\x03\x04', /\.xls[xmb]$/i) },
  { what: 'a zip archive', todo: 'Unpack it', matches: beginsWith('PK\x03\x04') },
  { what: 'a gzip archive', todo: 'Unpack it', matches: begins(0x1f, 0x8b) },
  { what: 'an HDF5 file', todo: asCsv, matches: beginsWith('\x89HDF') },
  {
    what: 'a pickle',
    todo: asCsv,
    matches: (head) => head.bytes[0] === 0x80 && (head.bytes[1] ?? 0) >= 2 && (head.bytes[1] ?? 9) <= 5,
  },
  {
    what: 'a pointer of Git LFS, not the file itself',
    todo: 'Run git lfs pull',
    matches: (head) => head.text.startsWith('version https://git-lfs.github.com/'),
  },
  {
    what: 'a web page',
    todo: 'Look at it in a browser: was the download refused?',
    matches: (head) => /^\s*<(?:!doctype html|html)\b/i.test(head.text),
  },
  {
    what: 'a file with an unresolved Git conflict',
    todo: 'Resolve it',
    matches: (head) => /^<{7} /m.test(head.text) && /^>{7} /m.test(head.text),
  },
  {
    what: 'empty but for blanks and line ends',
    todo: 'Did its writer end too soon?',
    matches: ({ complete, text }) => complete && text.trim() === '',
  },
  {
    what: 'a binary file',
    todo: `${asCsv}, JSON or JSON lines`,
    matches: (head) => head.text.includes('\0') || looksBinary(head.text),
  },
];

/** Control characters other than blanks, line ends, backspaces and escapes: more than one in 20 is no text. */
function looksBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  const controls = start.match(/[\x00-\x07\x0E-\x1A\x1C-\x1F\x7F]/g)?.length ?? 0;
  return controls > start.length / 20;
}

/** Why a file that a person calls predictions is no text with a table at all, as a line with advice; else undefined. */
export function foreignContent(head: Head): string | undefined {
  const found = foreigners.find(({ matches }) => matches(head));
  if (found === undefined) return undefined;
  return `Is ${found.what}. Not read. ${found.todo}${found.todo.endsWith('?') ? '' : '.'}`;
}
