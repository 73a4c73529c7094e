import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format, Head } from '../format.ts';
import { distinctNames } from './classNames.ts';
import { textDocumentReader } from './textDocument.ts';

const fileName =
  /^(?:.*[_.-])?(?:labels?|classes|class_?(?:names?|list)|label_?(?:list|names?|map)|categories)\.txt$/i;

/** Words of a name; a line of more is prose. */
const mostWords = 12;

/** Class names by index, one a line, as `labels.txt` and `classes.txt` hold them; also `0 cat` of Teachable Machine. */
export const classNamesText: Format<ClassCounts> = {
  id: 'classNamesText',
  title: 'Class names by index (text)',
  kind: 'classCounts',
  recognise: (head: Head) => {
    if (!head.complete || !fileName.test(head.name)) return 0;
    return typeof read(head.text) === 'string' ? 0 : 0.6;
  },
  reader: (options) => textDocumentReader(options, read),
};

function read(text: string): ClassCounts | string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const names = distinctNames(withoutIndices(lines));
  if (names === undefined || !names.every(isName)) {
    return 'Is no list of class names, one a line and each once. Write them in the order of their indices.';
  }
  return { kind: 'classCounts', names };
}

/** The names without the numbers before them, if these count from 0. */
function withoutIndices(lines: readonly string[]): readonly string[] {
  const numbered = lines.map((line) => /^(\d{1,6})[\s:.,)-]\s*(\S.*)$/.exec(line));
  const counts = numbered.every((match, index) => match !== null && Number(match[1]) === index);
  return counts ? numbered.map((match) => match![2]!) : lines;
}

/** Numbers are labels of rows, boxes or points; paths, lists and the columns of a table are something else. */
function isName(name: string): boolean {
  const isPath = /[\\{}<>;\t=]|\S {2,}\S|\/.*\.\w{2,4}$/.test(name);
  return !isPath && !/^[-+\d.\s,]+$/.test(name) && name.split(/\s+/).length <= mostWords;
}
