/** Python's `format(value, f".{digits}f")`, which rounds the double itself; so does `toFixed`, to 100 digits. */
function fixed(value: number, digits: number): string {
  return value.toFixed(digits);
}

/** What scikit-learn 1.9 prints for these counts (row = actual) with these names; every class has rows or predictions. */
export function renderReport(
  labels: readonly string[],
  confusion: readonly (readonly number[])[],
  digits = 2,
): string {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  const support = confusion.map(sum);
  const predicted = labels.map((_, column) => sum(confusion.map((row) => row[column]!)));
  const rates = labels.map((_, index) => {
    const found = confusion[index]![index]!;
    return [
      share(found, predicted[index]!),
      share(found, support[index]!),
      share(2 * found, support[index]! + predicted[index]!),
    ];
  });
  const total = sum(support);
  const mean = (weightOf: (index: number) => number): number[] => {
    const weights = sum(labels.map((_, index) => weightOf(index)));
    return [0, 1, 2].map((rate) => sum(rates.map((own, index) => own[rate]! * weightOf(index))) / weights);
  };
  const width = Math.max(...labels.map((label) => Array.from(label).length), 'weighted avg'.length);
  const head = (name: string): string => `${' '.repeat(width - Array.from(name).length)}${name} `;
  const row = (name: string, values: readonly number[], rows: number): string =>
    `${head(name)}${values.map((value) => ` ${fixed(value, digits).padStart(9)}`).join('')} ${String(rows).padStart(9)}\n`;
  const accuracy = sum(confusion.map((cells, index) => cells[index]!)) / total;
  return [
    `${head('')}${['precision', 'recall', 'f1-score', 'support'].map((name) => ` ${name.padStart(9)}`).join('')}\n`,
    '\n',
    ...labels.map((label, index) => row(label, rates[index]!, support[index]!)),
    '\n',
    `${head('accuracy')}${' '.repeat(20)} ${fixed(accuracy, digits).padStart(9)} ${String(total).padStart(9)}\n`,
    row(
      'macro avg',
      mean(() => 1),
      total,
    ),
    row(
      'weighted avg',
      mean((index) => support[index]!),
      total,
    ),
  ].join('');
}
