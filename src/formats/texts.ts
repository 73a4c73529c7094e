/** The words of a text that blanks part. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** A text without the quotes around it. */
export function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text;
}
