import { clean } from './clean.ts';

/** Characters that Python would take as they are and that an editor would obey or hide. */
const unsafe =
  /[\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/g;

/** A text as a Python string literal: JSON's escapes are Python's as well. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text from a file inside a comment: it stays on its line. */
export function pythonComment(text: string): string {
  return clean(text, 60);
}

/** Labels as the keys that a Python program would have for them: numbers where all of them are whole numbers. */
export function pythonLabels(labels: readonly string[]): string[] {
  const areNumbers = labels.every((label) => /^(?:0|-?[1-9]\d{0,15})$/.test(label));
  return areNumbers ? [...labels] : labels.map(pythonString);
}
