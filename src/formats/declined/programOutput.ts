import type { Head } from '../format.ts';
import type { DeclinedKind, Explanation } from './declined.ts';
import { measuresOf, subjectOf } from './measures.ts';

/** Output of programs that trained nothing, or that failed. */
export const programOutput: readonly DeclinedKind[] = [
  linesKind(
    'installerLog',
    /^\s*(?:Collecting \S|Requirement already satisfied|(?:Downloading|Using cached|Preparing|Building|Attempting|Found existing|Uninstalling|Successfully)\b|Installing collected packages|Get:\d+ |Setting up |Unpacking |Selecting previously|Reading |npm (?:WARN|ERR!|notice)|added \d+ packages|\[notice\]|WARNING: )/,
    /^(?:Collecting \S|Requirement already satisfied|Setting up |Get:\d+ |npm |added \d+ packages|Successfully installed)/,
    'Is the output of an installer of packages. No training is logged in it.',
  ),
  linesKind(
    'serverLog',
    /"(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) [^\s"]+(?: HTTP\/\d[.\d]*)?"|\b(?:Uvicorn|Gunicorn|Flask|Werkzeug|Streamlit)\b|\bRunning on http|Started server process|Application startup|Waiting for application|Press CTRL\+C|Debug mode|Debugger|Restarting with/i,
    /"(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) [^\s"]+|Uvicorn running on|Running on http|Serving Flask/i,
    'Is the log of a web server: requests, and no training.',
  ),
  { id: 'failedRun', explain: (head) => tracebackExplanation(head) ?? errorExplanation(head) },
];

/** Share of lines that must be of such a program; others are what it was asked to print. */
const leastShare = 0.5;

/** A kind most lines of which look like `line`, at least one like `proof`. */
function linesKind(id: string, line: RegExp, proof: RegExp, message: string): DeclinedKind {
  return {
    id,
    explain: (head) => {
      const lines = head.text.split(/[\r\n]+/).filter((one) => one.trim() !== '');
      const measured = measuresOf(head)?.names.some((name) => subjectOf(name) !== 'unknown') === true;
      if (measured || !lines.some((one) => proof.test(one))) return undefined;
      const own = lines.filter((one) => line.test(one)).length;
      return own >= leastShare * lines.length ? { message } : undefined;
    },
  };
}

const beginning = 'Traceback (most recent call last):';

/** Characters of an error that are shown. */
const longestError = 160;

/** The last error that Python reports in a text, with the line that names it. */
function tracebackExplanation({ text }: Head): Explanation | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const start = lines.map((line) => line.trimEnd().endsWith(beginning)).lastIndexOf(true);
  if (start < 0) return undefined;
  const indent = lines[start]!.trimEnd().length - beginning.length;
  const named = lines.findIndex((line, at) => at > start && (isError(line) || isError(line.slice(indent))));
  if (named < 0) return failure(start, 'a Python error begins, whose end is not there');
  return failure(named, `a Python error stands: ${shortened(lines[named]!.trim())}`);
}

/** `ValueError: …`, `torch.cuda.OutOfMemoryError: …` or `KeyboardInterrupt`, as far left as the traceback began. */
function isError(line: string): boolean {
  const name = /^(?:[A-Za-z_]\w{0,80}\.){0,9}[A-Z]\w{0,80}(?=:\s|:?\s*$)/.exec(line)?.[0];
  return (
    name !== undefined && /(?:Error|Exception|Interrupt|Exit|Warning|Iteration|Failure|Abort)/.test(name)
  );
}

const timestamp =
  /^\W{0,3}\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?[\s:|[\]-]/;
/** The level, behind at most a few names without a comma: a cell of a table may hold the word too. */
const errorLevel =
  /^[\s:|[\]-]{0,9}(?:(?!(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING)\b)[^\s,;|]{1,60}[\s:|[\]-]{1,9}){0,5}?(?:ERROR|CRITICAL|FATAL)\b[\s:|[\]-]/;

/** The last line that a logger marks as an error: `2025-05-07 14:53:23,220 - ERROR - …`. */
function errorExplanation({ text }: Head): Explanation | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const isMarked = (line: string): boolean => {
    if (/^(?:ERROR|CRITICAL):[\w.]{1,80}:/.test(line)) return true;
    const time = timestamp.exec(line)?.[0];
    return time !== undefined && errorLevel.test(line.slice(time.length - 1));
  };
  const at = lines.map(isMarked).lastIndexOf(true);
  return at < 0 ? undefined : failure(at, `an error is logged: ${shortened(lines[at]!.trim())}`);
}

function failure(line: number, what: string): Explanation {
  const end = /[.!?…:]$/.test(what) ? '' : '.';
  return {
    message: `No epoch and no prediction is recognised in it. In line ${line + 1} ${what}${end}`,
    line,
  };
}

function shortened(words: string): string {
  const plain = words.replace(/[\x00-\x1f\x7f]/g, ' ');
  return plain.length > longestError ? `${plain.slice(0, longestError)}…` : plain;
}
