/**
 * JSON as people write settings, made plain: comments and commas before a closing bracket become blanks, so that every
 * offset and line stays where it was. Texts in quotes are left alone. Linear, whatever the text.
 */
export function withoutComments(text: string): string {
  const parts: string[] = [];
  let comma = -1;
  for (let at = 0; at < text.length;) {
    const end = partEnd(text, at);
    const part = text.slice(at, end);
    if (part.startsWith('//') || part.startsWith('/*')) {
      parts.push(part.replace(/[^\r\n]/g, ' '));
    } else {
      if ((part === '}' || part === ']') && comma >= 0) parts[comma] = ' ';
      if (part.trim() !== '') comma = part === ',' ? parts.length : -1;
      parts.push(part);
    }
    at = end;
  }
  return parts.join('');
}

/** Where the comment, quoted text, mark or run of other characters that begins at `at` ends. */
function partEnd(text: string, at: number): number {
  const two = text.slice(at, at + 2);
  if (two === '//') return indexOrEnd(text, /[\r\n]/g, at, 0);
  if (two === '/*') return indexOrEnd(text, /\*\//g, at + 2, 2);
  if (text[at] === '"') return quoteEnd(text, at);
  if (/[,}\]/]/.test(text[at]!)) return at + 1;
  return indexOrEnd(text, /["/,}\]]/g, at + 1, 0);
}

function indexOrEnd(text: string, pattern: RegExp, from: number, width: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? text.length : match.index + width;
}

function quoteEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}
