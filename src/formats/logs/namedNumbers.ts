import { loggedNumber } from './loggedNumber.ts';
import type { LoggedNumber } from './loggedNumber.ts';

/** A number of a line of text, with the name that stands before it. */
export interface NamedNumber {
  /** Empty if there is none. */
  readonly name: string;
  /** What stands between the number before (or the start of the line) and this one. */
  readonly before: string;
  /** True if a colon or an equals sign stands between name and number. */
  readonly assigned: boolean;
  /** True if the name begins a remark: `(epoch=5`. */
  readonly inParentheses: boolean;
  /** Columns of the number's own characters. */
  readonly start: number;
  readonly end: number;
  readonly number: LoggedNumber;
  readonly percentSign: boolean;
  /** The total of `3/50` or `3 of 50`. */
  readonly total?: number;
}

/** Numbers of one line that are looked at: some metrics on three splits for each of a hundred classes. */
const mostNumbers = 1_000;

/** Characters before a number in which its name must stand. */
const longestLead = 160;

/** Characters of a name, also of one that goes on in parentheses. */
const longestName = 64;

const numberPattern =
  /(?<![\w.@])[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?|(?<![\w.])[+-]?(?:nan|infinity|inf)(?!\w)/gi;

/** What may follow a whole number: the total it counts towards. */
const totalPattern = /(?:\/ ?| \/ | of )(\d{1,9})(?![\w.])/y;

/**
 * Every number of a line that no letter, digit or other number touches, in its order. `480.3s`, `1.2.3` and dates give
 * none. `accuracy: 0.5`, `loss=tensor(0.5)`, `'f1': '0.5'` and `Val Acc 50%` are named. O(length).
 */
export function namedNumbers(text: string): readonly NamedNumber[] {
  const numbers: NamedNumber[] = [];
  let from = 0;
  numberPattern.lastIndex = 0;
  for (let seen = 0; seen < mostNumbers; seen++) {
    numberPattern.lastIndex = from;
    const match = numberPattern.exec(text);
    if (match === null) break;
    const before = text.slice(from, match.index);
    const read = numberAt(text, match[0], match.index, before);
    if (read !== undefined) numbers.push(read.number);
    from = read?.next ?? match.index + match[0].length;
  }
  return numbers;
}

function numberAt(
  text: string,
  written: string,
  start: number,
  before: string,
): { readonly number: NamedNumber; readonly next: number } | undefined {
  const end = start + written.length;
  const number = loggedNumber(written);
  if (number === undefined || /^(?:\w|[.:-]\d)/.test(text.slice(end, end + 2))) return undefined;
  totalPattern.lastIndex = end;
  const total = /^\d+$/.test(written) ? totalPattern.exec(text) : null;
  const next = total === null ? end : end + total[0].length;
  const after = text.slice(next, next + 2);
  const { bracket, ...lead } = readLead(before.slice(-longestLead));
  // A list or a pair of numbers is no value of its name.
  const isPart = total === null && (after.startsWith('/') || opensMore(bracket, after));
  const percentSign = after.startsWith('%') || after === ' %' || /%[\])]?$/.test(lead.name);
  return {
    next,
    number: {
      ...lead,
      name: isPart ? '' : lead.name,
      before,
      start,
      end,
      number,
      percentSign,
      ...(total === null ? {} : { total: Number(total[1]) }),
    },
  };
}

function opensMore(bracket: string, after: string): boolean {
  return (bracket === '[' || bracket === '(') && after.startsWith(',');
}

interface Lead {
  readonly name: string;
  readonly assigned: boolean;
  readonly inParentheses: boolean;
  /** The bracket the number stands in; empty for none, and for a call as `tensor(`. */
  readonly bracket: string;
}

/** Reads backwards from a number: quotes, a call or a bracket, a sign of assignment, the name. */
function readLead(lead: string): Lead {
  let end = skipBack(lead, lead.length, ` \t"'`);
  let bracket = '';
  while (end > 0 && '(['.includes(lead.charAt(end - 1))) {
    const call = startOfCall(lead, end - 1);
    bracket = call === undefined ? lead.charAt(end - 1) : '';
    end = skipBack(lead, call ?? end - 1, ` \t"'`);
  }
  const signs = skipBack(lead, end, ':=\uff1a ');
  const assigned = /[:=\uff1a]/.test(lead.slice(signs, end));
  end = skipBack(lead, signs, ` \t"'${assigned ? '' : '-#'}`);
  return { ...nameEndingAt(lead, end), assigned, bracket };
}

/** Where `np.float32(` begins, if the parenthesis at `at` belongs to a call that is assigned. */
function startOfCall(lead: string, at: number): number | undefined {
  if (lead.charAt(at) !== '(') return undefined;
  let start = at;
  while (start > 0 && /[\w.]/.test(lead.charAt(start - 1))) start--;
  const sign = skipBack(lead, start, ` '"`);
  return start < at && sign > 0 && ':='.includes(lead.charAt(sign - 1)) ? start : undefined;
}

function nameEndingAt(lead: string, end: number): Pick<Lead, 'name' | 'inParentheses'> {
  let start = end;
  const closed = lead.charAt(end - 1);
  // `acc (test)`, `Accuracy[%]`
  if (closed === ')' || closed === ']') start = lead.lastIndexOf(closed === ')' ? '(' : '[', end - 1);
  while (start > 0 && end - start <= longestName && !endsBefore(lead, start - 1)) start--;
  const name = lead.slice(Math.max(start, 0), end).trim();
  const isName = start >= 0 && end - start <= longestName && /^[A-Za-z\u4e00-\u9fff]/.test(name);
  return { name: isName ? name : '', inParentheses: isName && lead.charAt(start - 1) === '(' };
}

/** True if the character at `at` cannot be part of a name that goes on after it. */
function endsBefore(lead: string, at: number): boolean {
  const character = lead.charAt(at);
  if (`,;|{}[]()\t"':=*<>%\u2192\u2022\uff0c\uff1b\uff1a\uff08\uff09\u3001`.includes(character)) return true;
  const following = lead.charAt(at + 1);
  if (character === ' ') return following === ' ' || following === '-';
  return (
    '.-\u2013\u2014'.includes(character) && following === ' ' && !/[Vv]al\.$/.test(lead.slice(0, at + 1))
  );
}

function skipBack(text: string, from: number, characters: string): number {
  let at = from;
  while (at > 0 && characters.includes(text.charAt(at - 1))) at--;
  return at;
}
