import type { ClassReport, ReportedClass } from '../../core/classReport.ts';
import { isKnown } from '../../core/countRange.ts';
import type { Problem } from '../../core/problem.ts';
import { reportedCounts } from '../../core/reportedCounts.ts';

/** Why a report cannot be used, in one line; `said` is the number of rows that it gives for all classes. */
export function reportFault(classes: readonly ReportedClass[], said: number | undefined): string | undefined {
  if (classes.length === 0) return 'This report has no class with a support. Not read.';
  const seen = new Set<string>();
  for (const { label, recall, precision, f1 } of classes) {
    if (seen.has(label))
      return `This report has two lines of '${label}'. Not read; give the classes different names.`;
    seen.add(label);
    if ([recall, precision, f1].some((rate) => (rate?.value ?? 0) > 1)) {
      return `This report has a rate above 1 for '${label}'. Not read.`;
    }
  }
  const total = classes.reduce((sum, { support }) => sum + support, 0);
  if (!(total > 0)) return 'This report has no rows: every support is 0. Not read.';
  if (said !== undefined && Math.abs(said - total) > 1e-6 * total) {
    return (
      `The supports of this report sum to ${total}, its line of the accuracy says ${said}: a class is missing. ` +
      `Not read; print the report again.`
    );
  }
  return undefined;
}

/** Decimals with which a share of so many rows is the share of one number of them only. */
function digitsFor(rows: number): number {
  return Math.floor(Math.log10(rows)) + 1;
}

/** What a reader of the numbers should know. */
export function reportRemarks(report: ClassReport): Problem[] {
  const { line, accuracy, weightedRows, cells } = report;
  // The matrix beside it leaves nothing open.
  if (cells !== undefined) return [];
  const counts = reportedCounts(report);
  const said: string[] = [];
  if (weightedRows) {
    said.push(
      'The supports are sums of weights and no numbers of rows: no intervals, and no findings from them.',
    );
  } else if (counts === undefined) {
    said.push(
      'The rates are not those of whole numbers of rows (weighted rows, or a changed file): no intervals, and no findings from them.',
    );
  } else if (counts.some(({ found }) => !isKnown(found))) {
    const open = report.classes.filter((_, index) => !isKnown(counts[index]!.found));
    said.push(
      'The printed digits leave several numbers of found rows possible. ' +
        `Print the report with digits=${digitsFor(open.reduce((most, { support }) => Math.max(most, support), 0))} to know them.`,
    );
  }
  if (accuracy === undefined) {
    said.push(
      'The report gives no accuracy, so it may leave out classes: balanced accuracy is that of the classes it lists.',
    );
  }
  return said.map((message) => ({ kind: 'note', message, line }));
}
