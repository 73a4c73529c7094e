/**
 * A stretch of text on one line, as VS Code counts: zero-based line, where `\n`, `\r\n` and a lone `\r` each end
 * a line; UTF-16 columns after a byte order mark, end exclusive.
 */
export interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A span in a named file. `file` is the path the document was opened with. */
export interface Location {
  readonly file: string;
  readonly span: Span;
}
