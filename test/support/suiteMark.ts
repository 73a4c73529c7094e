/** Begins each line that a suite inside VS Code prints, so that it can be told from VS Code's own log. */
export const suiteMark = '[suite] ';
