/** Arguments or input that nothing can be done with: one line that says what, where and what to do. */
export class Unusable extends Error {
  constructor(line: string) {
    super(line);
    this.name = 'Unusable';
  }
}

/** The message of anything thrown, on one line. */
export function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'this user has no right to it'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of its path is not a folder'],
]);

/** Why the system could not do something with a file, as an end of a sentence. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? lineOf(error).replace(/\.$/, '');
}
