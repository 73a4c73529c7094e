/** Ranges that terminals draw two columns wide: CJK, Hangul, full-width forms, emoji. */
const widePattern =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const markPattern = /\p{M}/u;

/** Columns that a terminal needs for a text that `clean` has passed. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!markPattern.test(character)) width += widePattern.test(character) ? 2 : 1;
  }
  return width;
}

/** The text cut to `width` columns, with `…` where something is left out. */
export function cutToWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const character of text) {
    const next = textWidth(character);
    if (used + next > width - 1) break;
    cut += character;
    used += next;
  }
  return `${cut}…`;
}

/** The text cut to `width` columns in its middle: long labels differ at their ends, and a note ends with its number. */
export function cutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  let end = '';
  let used = 0;
  for (const character of Array.from(text).reverse()) {
    const next = textWidth(character);
    if (used + next > tail) break;
    end = character + end;
    used += next;
  }
  // A combining mark belongs to the character that was cut off.
  return cutToWidth(text, width - used) + end.replace(/^\p{M}+/u, '');
}

/** The text in lines of at most `width` columns, broken at spaces where there are any. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && textWidth(line) + 1 + textWidth(rest) <= width) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (textWidth(rest) > width) {
      const head = cutToWidth(rest, width).slice(0, -1);
      lines.push(head);
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** One column of a table of text. */
export interface TextColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Columns of a first column that is cut to less says nothing of its labels. */
const leastLabel = 12;

/**
 * A table in at most `width` columns: the first column gives way where there is not enough room, then columns at the
 * end are left out, down to `atLeast`.
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  atLeast = columns.length,
): string[] {
  const gap = '  ';
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...all.map((row) => textWidth(row[index] ?? ''))));
  const others = widths.slice(1).reduce((sum, one) => sum + one + gap.length, 0);
  if (columns.length > atLeast && others + Math.min(leastLabel, widths[0] ?? 0) > width) {
    return textTable(columns.slice(0, -1), rows, width, atLeast);
  }
  widths[0] = Math.max(4, Math.min(widths[0] ?? 0, width - others));
  return all.map((row) =>
    row
      .slice(0, columns.length)
      .map((text, index) => {
        const cell = cutMiddle(text, widths[index]!);
        const space = ' '.repeat(widths[index]! - textWidth(cell));
        return columns[index]!.align === 'left' ? cell + space : space + cell;
      })
      .join(gap)
      .trimEnd(),
  );
}
