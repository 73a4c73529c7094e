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
  return text.replace(/\s*\n\s*/g, ' ');
}
