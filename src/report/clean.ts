/** Longest label, and longest other text from a file, that is shown. In characters (code points). */
const defaultLimit = 200;

const escapeSequence =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]+[0-~]|[0-Z\\^-~])/g;
const control = /[\u0000-\u001f\u007f]/g;
/** C1 controls, soft hyphen, bidirectional marks and overrides, zero-width and invisible characters, tags. */
const invisible =
  /[\u0080-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const loneSurrogate = /\p{Surrogate}/gu;
/** Stacked marks run over the neighbouring lines; four are more than any script needs. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

function visible(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
}

/**
 * Text from a file, safe to show on one line: terminal escape sequences dropped, control characters as their
 * pictures (U+2400 …), bidirectional and invisible characters as `\u202e`, NFC, cut with `…`. Idempotent.
 */
export function clean(text: string, limit: number = defaultLimit): string {
  // A file may hold a megabyte in one cell: what cannot be shown is not worth normalising.
  const roughly = text.slice(0, limit * 32);
  const safe = roughly
    .replace(escapeSequence, '')
    .replace(control, picture)
    .replace(invisible, visible)
    .replace(loneSurrogate, '\ufffd')
    .normalize('NFC')
    .replace(stackedMarks, '$1');
  const characters = Array.from(safe);
  if (characters.length <= limit && roughly.length === text.length) return safe;
  return `${characters.slice(0, limit - 1).join('')}…`;
}
