/** The first line of a prediction file: image path, truth, prediction, one column of probabilities a class. */
export function predictionHeader(classes: readonly string[]): string {
  return line(['image', 'y_true', 'y_pred', ...classes.map((name) => `prob_${name}`)]);
}

/**
 * One line of a prediction file. Probabilities are written in full precision; the predicted class is the first of the
 * largest, as numpy's argmax takes it.
 */
export function predictionLine(
  path: string,
  actual: string,
  classes: readonly string[],
  scores: Float64Array,
): string {
  const best = scores.reduce((top, score, index) => (score > scores[top]! ? index : top), 0);
  return line([path, actual, classes[best]!, ...Array.from(scores, String)]);
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\n`;
}

/** RFC 4180; blanks at either end are kept by quotes. */
function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
