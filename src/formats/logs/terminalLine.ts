/** A line as a terminal shows it, with where each shown character stands in the line. */
export interface TerminalLine {
  readonly text: string;
  /** UTF-16 column of the shown character `index` in the line as written. */
  column(index: number): number;
}

const backspace = '\b';
const escape = '\u001b';

/** Colours and other control sequences: ESC [ parameters final byte (ECMA-48, 5.4). */
const controlSequence = /\u001b\[[0-?]*[ -/]*[@-~]/y;

/**
 * Leaves out control sequences and lets backspaces move the cursor back, so that what follows overwrites.
 *
 * Progress bars move back over a frame before they write the next one.
 */
export function terminalLine(written: string): TerminalLine {
  if (!written.includes(escape) && !written.includes(backspace)) {
    return { text: written, column: (index) => index };
  }
  const shown: string[] = [];
  const columns: number[] = [];
  let cursor = 0;
  for (let at = 0; at < written.length;) {
    const character = written.charAt(at);
    if (character === escape) {
      controlSequence.lastIndex = at;
      const sequence = controlSequence.exec(written)?.[0] ?? escape;
      at += sequence.length;
      continue;
    }
    if (character === backspace) {
      if (cursor > 0) cursor--;
    } else {
      shown[cursor] = character;
      columns[cursor] = at;
      cursor++;
    }
    at++;
  }
  return { text: shown.join(''), column: (index) => columns[index] ?? written.length };
}
