type Matrix = readonly (readonly number[])[];

/** What a writer prints of a confusion matrix; `confusion` has a row for each true class. */
export type Rendering = (labels: readonly string[], confusion: Matrix) => string;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function transposed(matrix: Matrix): number[][] {
  return matrix.map((_, column) => matrix.map((row) => row[column]!));
}

/** `str(array)` of NumPy 2, as long as no row is longer than 75 characters. */
function numpy(_: readonly string[], confusion: Matrix): string {
  const width = Math.max(...confusion.flat().map((count) => String(count).length));
  const rows = confusion.map((row) => `[${row.map((count) => String(count).padStart(width)).join(' ')}]`);
  return `[${rows.join('\n ')}]`;
}

function widthOf(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

/** `print(DataFrame)` of pandas 3 with the same labels on both axes, as long as it fits 80 columns. */
function frame(labels: readonly string[], confusion: Matrix): string {
  return framed(labels, labels, confusion, '', []);
}

/** `print(pd.crosstab(…))` with the axes named: a class that is never predicted has no column. */
function crosstab(labels: readonly string[], confusion: Matrix): string {
  const columns = labels.flatMap((_, index) => (confusion.some((row) => row[index]! > 0) ? [index] : []));
  const rows = labels.flatMap((_, index) => (sum(confusion[index]!) > 0 ? [index] : []));
  return framed(
    rows.map((row) => labels[row]!),
    columns.map((column) => labels[column]!),
    rows.map((row) => columns.map((column) => confusion[row]![column]!)),
    'Predicted',
    ['Actual'],
  );
}

function framed(
  rows: readonly string[],
  columns: readonly string[],
  counts: Matrix,
  columnAxis: string,
  rowAxis: readonly string[],
): string {
  const first = widthOf([...rows, columnAxis, ...rowAxis]);
  const widths = columns.map((label, index) => widthOf([label, ...counts.map((row) => String(row[index]!))]));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(first)}${cells.map((cell, index) => `  ${cell.padStart(widths[index]!)}`).join('')}\n`;
  const blanks = columns.map(() => '');
  return [
    line(columnAxis, columns),
    ...rowAxis.map((name) => line(name, blanks)),
    ...rows.map((label, index) => line(label, counts[index]!.map(String))),
  ].join('');
}

/** The table of caret's `confusionMatrix`, as long as it fits 80 columns: rows are the predictions. */
function caret(labels: readonly string[], confusion: Matrix): string {
  const counts = transposed(confusion);
  const inner = widthOf(labels);
  const first = Math.max('Prediction'.length, inner + 2);
  const widths = labels.map((label, index) => widthOf([label, ...counts.map((row) => String(row[index]!))]));
  const line = (name: string, cells: readonly string[]): string =>
    `${name}${cells.map((cell, index) => ` ${cell.padStart(widths[index]!)}`).join('')}\n`;
  return [
    `${''.padEnd(first)}Reference\n`,
    line('Prediction'.padEnd(first), labels),
    ...labels.map((label, index) => line(label.padEnd(inner).padStart(first), counts[index]!.map(String))),
  ].join('');
}

/** What randomForest prints behind its error rate; the errors have seven digits at most. */
function forest(labels: readonly string[], confusion: Matrix): string {
  const first = widthOf(labels);
  const widths = labels.map((label, index) =>
    widthOf([label, ...confusion.map((row) => String(row[index]!))]),
  );
  const line = (name: string, cells: readonly string[], last: string): string =>
    `${name.padEnd(first)}${cells.map((cell, index) => ` ${cell.padStart(widths[index]!)}`).join('')} ${last.padStart(11)}\n`;
  const error = (row: readonly number[], index: number): string =>
    sum(row) > 0 ? (1 - row[index]! / sum(row)).toFixed(7) : 'NaN';
  return [
    'Confusion matrix:\n',
    line('', labels, 'class.error'),
    ...labels.map((label, index) =>
      line(label, confusion[index]!.map(String), error(confusion[index]!, index)),
    ),
  ].join('');
}

/** `weka.classifiers.Evaluation.toMatrixString` (3.6.14) of at most 26 classes. */
function weka(labels: readonly string[], confusion: Matrix): string {
  const most = Math.max(...confusion.flat());
  const width =
    1 +
    Math.max(Math.trunc(Math.log10(Math.max(1, most))), Math.trunc(Math.log(labels.length) / Math.log(26)));
  const ids = labels.map((_, index) => String.fromCharCode(97 + index).padStart(width));
  return [
    '=== Confusion Matrix ===\n\n',
    `${ids.map((id) => ` ${id}`).join('')}   <-- classified as\n`,
    ...confusion.map(
      (row, index) =>
        `${row.map((count) => ` ${String(count).padStart(width)}`).join('')} | ${ids[index]!} = ${labels[index]!}\n`,
    ),
  ].join('');
}

/** A number as Python prints a float, for those that occur here. */
function float(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `pd.DataFrame(classification_report(…, output_dict=True)).T.to_csv()`. */
function reportCsv(labels: readonly string[], confusion: Matrix): string {
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  const support = confusion.map(sum);
  const rates = labels.map((_, index) => {
    const found = confusion[index]![index]!;
    const predicted = sum(confusion.map((row) => row[index]!));
    return [
      share(found, predicted),
      share(found, support[index]!),
      share(2 * found, predicted + support[index]!),
    ];
  });
  const total = sum(support);
  const accuracy = sum(confusion.map((row, index) => row[index]!)) / total;
  const line = (name: string, cells: readonly number[]): string => `${name},${cells.map(float).join(',')}\n`;
  const mean = (weights: readonly number[]): number[] =>
    [0, 1, 2].map((rate) => sum(rates.map((own, index) => own[rate]! * weights[index]!)) / sum(weights));
  return [
    ',precision,recall,f1-score,support\n',
    ...labels.map((label, index) => line(label, [...rates[index]!, support[index]!])),
    line('accuracy', [accuracy, accuracy, accuracy, accuracy]),
    line('macro avg', [...mean(labels.map(() => 1)), total]),
    line('weighted avg', [...mean(support), total]),
  ].join('');
}

/** Renderings by name; a fixture that a framework wrote holds each. */
export const renderings: ReadonlyMap<string, Rendering> = new Map([
  ['numpy', numpy],
  ['frame', frame],
  ['crosstab', crosstab],
  ['caret', caret],
  ['forest', forest],
  ['weka', weka],
  ['reportCsv', reportCsv],
]);
