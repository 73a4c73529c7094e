import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { distinctNames } from './classNames.ts';
import { textDocumentReader } from './textDocument.ts';
import { unquoted } from '../texts.ts';

/**
 * Class names by index in the data file of Ultralytics: `names` as a list or as a map from index to name, beside the paths
 * of the splits. Of YAML it takes what such files hold: one key a line, quotes, and comments.
 */
export const classNamesYaml: Format<ClassCounts> = {
  id: 'classNamesYaml',
  title: 'Class names by index (YAML)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete || !/\.ya?ml$/i.test(head.name)) return 0;
    const isOfData = /^(?:train|val|path|nc)[ \t]*:/m.test(head.text);
    return isOfData && typeof read(head.text) !== 'string' ? 0.85 : 0;
  },
  reader: (options) => textDocumentReader(options, read),
};

const missing =
  'Holds no class names 0, 1, 2, … each once under "names", or not as many as "nc" says. Write names: [cat, dog].';

function read(text: string): ClassCounts | string {
  const lines = text.split(/\r\n|\r|\n/).map(withoutComment);
  const at = lines.findIndex((line) => /^names[ \t]*:/.test(line));
  if (at < 0) return missing;
  const start = lines[at]!.replace(/^names[ \t]*:/, '').trim();
  const names = start === '' ? blockNames(lines.slice(at + 1)) : flowNames(start, lines.slice(at + 1));
  const distinct = names === undefined ? undefined : distinctNames(names);
  const stated = /^nc[ \t]*:[ \t]*(\d{1,6})\s*$/m.exec(lines.join('\n'))?.[1];
  if (distinct === undefined || (stated !== undefined && Number(stated) !== distinct.length)) return missing;
  return { kind: 'classCounts', names: distinct };
}

/** Characters of a line with a comment; one of more holds a thousand names and none. */
const longestLine = 10_000;

/** A comment begins with `#` at the start or behind a blank, outside quotes. */
function withoutComment(line: string): string {
  if (!line.includes('#') || line.length > longestLine) return line;
  const match = /^(?:[^'"#]|'[^']*'|"[^"]*"|(?<=\S)#)*/.exec(line);
  return (match?.[0] ?? '').trimEnd();
}

/** `- cat` or `0: cat` on lines that are set in or begin with a dash, up to the next key. */
function blockNames(lines: readonly string[]): string[] | undefined {
  const names: string[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const item =
      /^[ \t]*-[ \t]+(.+)$/.exec(line) ?? /^[ \t]+['"]?(\d{1,6})['"]?[ \t]*:[ \t]*(.+)$/.exec(line);
    if (item === null) break;
    const [, first, second] = item;
    if (second !== undefined && Number(first) !== names.length) return undefined;
    names.push(unquoted((second ?? first!).trim()));
  }
  return names;
}

/** `[cat, 'dog']` or `{0: cat, 1: dog}`, perhaps over several lines. */
function flowNames(start: string, more: readonly string[]): string[] | undefined {
  const close = start.startsWith('[') ? ']' : start.startsWith('{') ? '}' : undefined;
  if (close === undefined) return undefined;
  const text = [start, ...more].join(' ');
  const end = text.indexOf(close);
  if (end < 0) return undefined;
  const items = text.slice(1, end).match(/'[^']*'|"[^"]*"|[^,'"]+(?:'[^']*'|"[^"]*")?/g) ?? [];
  const names: string[] = [];
  for (const item of items.map((one) => one.trim()).filter((one) => one !== '')) {
    const pair = close === '}' ? /^['"]?(\d{1,6})['"]?\s*:\s*(.+)$/.exec(item) : null;
    if (close === '}' && Number(pair?.[1] ?? -1) !== names.length) return undefined;
    names.push(unquoted(pair?.[2] ?? item));
  }
  return names;
}
