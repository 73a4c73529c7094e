import type { Head } from '../format.ts';
import { declinedKind } from './declined.ts';
import type { DeclinedKind } from './declined.ts';

/** Things that people write, by their content and, where the content of many kinds is alike, by their ending. */
export const documentKinds: readonly DeclinedKind[] = [
  declinedKind(
    'notebook',
    ({ text }) => /^\s*\{\s*"(?:cells|metadata|nbformat)"\s*:/.test(text) && /"cell_type"\s*:/.test(text),
    'Is a notebook: what its cells printed is not looked at. Save the log, the history or the predictions as a file of their own.',
  ),
  declinedKind(
    'sourceCode',
    isSourceCode,
    'Is source code, which holds no measured values. The log or the predictions that it writes can be read.',
  ),
  declinedKind(
    'markdown',
    isMarkdown,
    'Is a Markdown page: numbers in a text about a training are not read. Give the log or the predictions themselves.',
  ),
  declinedKind(
    'xml',
    ({ text }) => /^\s*<\?xml\s/.test(text),
    'Is XML, from which neither logs nor predictions are read.',
  ),
];

/** Endings that only code has. */
const codeEnding =
  /\.(?:py|pyi|pyx|js|mjs|cjs|jsx|ts|tsx|java|kt|scala|c|cc|cpp|cxx|h|hpp|cu|cs|go|rs|rb|php|sh|bash|jl|r)$/i;

const pythonLine =
  /^(?:import \w[\w.]*(?: as \w+)?(?:, ?\w[\w.]*){0,9}[ \t]*(?:#.*)?$|from [\w.]+ import [\w*(]|def \w+\(|class \w+[(:])/;

/** Lines of Python below which a text may only quote some. */
const leastPythonLines = 3;

function isSourceCode({ name, text }: Head): boolean {
  if (codeEnding.test(name)) return /[={(]/.test(text);
  if (/\.(?:md|markdown|rst|log)$/i.test(name)) return false;
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [first = ''] = lines;
  const begins = pythonLine.test(first) || /^(?:"{3}|'{3})/.test(first);
  return begins && lines.filter((line) => pythonLine.test(line)).length >= leastPythonLines;
}

function isMarkdown({ name, text }: Head): boolean {
  if (/\.(?:md|markdown)$/i.test(name)) return text.trim() !== '';
  const hasMarks = /^(?:```|~~~)/m.test(text) || /\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/.test(text);
  return /^\s*#{1,6} \S/.test(text) && hasMarks;
}
