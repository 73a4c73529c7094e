import type { Head } from '../format.ts';
import type { DeclinedKind } from './declined.ts';

type Matches = (head: Head) => boolean;

const asCsv = 'Save the table as CSV';
const asCsvIfTable = 'If it holds a table, save that as CSV';
const modelAnswers = 'A model says nothing by itself: save what it predicts for the validation set';

function unreadable(id: string, what: string, todo: string, matches: Matches): DeclinedKind {
  const message = `Is ${what}. Not read. ${todo}${todo.endsWith('?') ? '' : '.'}`;
  return { id, isNoTable: true, explain: (head) => (matches(head) ? { message } : undefined) };
}

function begins(...bytes: readonly number[]): Matches {
  return (head) => bytes.every((byte, at) => head.bytes[at] === byte);
}

function beginsWith(ascii: string, ending = /(?:)/): Matches {
  const matches = begins(...Array.from(ascii, (char) => char.charCodeAt(0)));
  return (head) => matches(head) && ending.test(head.name);
}

/** A zip with a member of this name near its start. */
function zipHolding(member: string): Matches {
  const matches = beginsWith('PK\x03\x04');
  return (head) => matches(head) && head.text.slice(0, 4_096).includes(member);
}

/** Files without a text to read; the first that fits, so the general ones stand last. */
export const unreadableKinds: readonly DeclinedKind[] = [
  unreadable(
    'arrow',
    'a Feather or Arrow file',
    `${asCsv}: pandas.read_feather(…).to_csv(…, index=False)`,
    (head) => beginsWith('ARROW1')(head) || beginsWith('FEA1')(head),
  ),
  unreadable(
    'arrowStream',
    'a stream of Arrow, as Hugging Face saves data sets',
    `${asCsv}: pyarrow.ipc.open_stream(…).read_pandas().to_csv(…, index=False)`,
    (head) => begins(0xff, 0xff, 0xff, 0xff)(head) && /\.arrows?$/i.test(head.name),
  ),
  unreadable(
    'brokenEvents',
    'called events of TensorBoard and does not begin as they do',
    'Is it damaged, or still empty?',
    (head) => /(?:^|\.)tfevents(?:\.|$)/.test(head.name),
  ),
  unreadable(
    'wandbRun',
    "a run file of W&B's own",
    'Export the history of the run as CSV',
    beginsWith(':W&B'),
  ),
  unreadable('excel', 'an Excel workbook', asCsv, beginsWith('PK\x03\x04', /\.xls[xmb]$/i)),
  unreadable('torchModel', 'a file of PyTorch weights', modelAnswers, zipHolding('/data.pkl')),
  unreadable('kerasModel', 'a Keras model', modelAnswers, beginsWith('PK\x03\x04', /\.keras$/i)),
  unreadable('zip', 'a zip archive', 'Unpack it', beginsWith('PK\x03\x04')),
  unreadable('gzip', 'a gzip archive', 'Unpack it', begins(0x1f, 0x8b)),
  unreadable('hdf5', 'an HDF5 file', asCsvIfTable, beginsWith('\x89HDF')),
  unreadable('sqlite', 'an SQLite database', asCsvIfTable, beginsWith('SQLite format 3')),
  unreadable('png', 'a picture', 'Pictures are not read', beginsWith('\x89PNG')),
  unreadable('jpeg', 'a picture', 'Pictures are not read', begins(0xff, 0xd8, 0xff)),
  unreadable('pdf', 'a PDF', 'Its text is not looked at', beginsWith('%PDF-')),
  unreadable('pickle', 'a pickle', asCsvIfTable, ({ bytes }) => {
    return bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 9) <= 5;
  }),
  unreadable('lfsPointer', 'a pointer of Git LFS, not the file itself', 'Run git lfs pull', (head) =>
    head.text.startsWith('version https://git-lfs.github.com/'),
  ),
  unreadable('webPage', 'a web page', 'Look at it in a browser: was the download refused?', (head) =>
    /^\s*<(?:!doctype html|html)\b/i.test(head.text),
  ),
  unreadable(
    'gitConflict',
    'a file with an unresolved Git conflict',
    'Resolve it',
    (head) => /^<{7} /m.test(head.text) && /^>{7} /m.test(head.text),
  ),
  unreadable(
    'blank',
    'empty but for blanks and line ends',
    'Did its writer end too soon?',
    ({ complete, text }) => complete && text.trim() === '',
  ),
  unreadable('binary', 'a binary file', `${asCsv}, JSON or JSON lines`, ({ text }) => looksBinary(text)),
];

/** Control characters other than blanks, line ends, backspaces and escapes: more than one in 20 is no text. */
function looksBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  const controls = start.match(/[\x00-\x07\x0E-\x1A\x1C-\x1F\x7F]/g)?.length ?? 0;
  return controls > start.length / 20;
}
