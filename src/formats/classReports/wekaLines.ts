import type { ClassReport } from '../../core/classReport.ts';
import { matrixReport } from '../../core/matrixReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Span } from '../../core/span.ts';

/** Gathers the evaluations that Weka prints in the lines of a text. */
export interface WekaLines {
  readonly line: (text: string, line: number) => void;
  /** The last evaluation of each training; one of the rows that were trained on is none. */
  reports(): readonly ClassReport[];
  problems(): readonly Problem[];
}

interface Placed {
  readonly value: number;
  readonly span: Span;
}

/** What is printed of one set of rows. */
interface Evaluation {
  /** Zero-based line of its heading. */
  readonly line: number;
  readonly isTraining: boolean;
  correct?: Placed;
  total?: number;
  /** Names of the columns, one letter or more each. */
  ids?: readonly string[];
  readonly rows: {
    readonly id: string;
    readonly label: string;
    readonly span: Span;
    readonly counts: readonly number[];
  }[];
}

const heading = /^=== (.+) ===\s*$/;
/** Headings of `weka.classifiers.Evaluation` and of the Explorer that begin the evaluation of a set of rows. */
const evaluationHeading =
  /^(?:error on|evaluation on|evaluation result|stratified cross-validation|cross-validation)/i;
const trainingHeading = /training (?:data|set|split)/i;
const columnsLine = /^\s*(\S.*\S)\s+<-- classified as\s*$/;
const rowLine = /^\s*(\d[\d.\s]*?)\s*\|\s*(\S+) = (.*\S)\s*$/;

/**
 * Reads the confusion matrix below each heading; rows are the truth. Sources: weka.classifiers.Evaluation,
 * `toMatrixString` and `evaluateModel` (3.6.14).
 */
export function wekaLines(): WekaLines {
  /** Evaluations of each training, in their order. */
  const trainings: Evaluation[][] = [];
  let current: Evaluation | undefined;
  let afterBuild = false;

  const begin = (name: string, line: number): void => {
    const isTraining = trainingHeading.test(name);
    const last = trainings.at(-1);
    // The rows that were trained on come first; a second such evaluation is of another model.
    const isOther = last === undefined || afterBuild || (isTraining && last.length > 0);
    current = { line, isTraining, rows: [] };
    if (isOther) trainings.push([current]);
    else last.push(current);
    afterBuild = false;
  };

  const finished = (): (readonly Evaluation[])[] =>
    trainings.map((evaluations) => evaluations.filter(isWhole)).filter(({ length }) => length > 0);

  return {
    line: (text, line) => {
      if (text.startsWith('Time taken to build model') || /^=== Run information/.test(text))
        afterBuild = true;
      const name = text.startsWith('===') ? heading.exec(text)?.[1] : undefined;
      if (name !== undefined) {
        if (evaluationHeading.test(name)) begin(name, line);
        return;
      }
      const ids = text.includes('<--') ? columnsLine.exec(text)?.[1] : undefined;
      if (ids !== undefined) {
        // A matrix that was copied without its heading is an evaluation as well.
        if (current === undefined || current.ids !== undefined) begin('', line);
        current!.ids = ids.split(/\s+/);
        return;
      }
      if (current !== undefined) takeLine(current, text, line);
    },
    reports: () => finished().flatMap((evaluations) => reportOf(evaluations.at(-1)!).report ?? []),
    problems: () => finished().flatMap((evaluations) => reportOf(evaluations.at(-1)!).problem ?? []),
  };
}

function takeLine(evaluation: Evaluation, text: string, line: number): void {
  const correct = /^(Correctly Classified Instances\s+)(\d+)\s/.exec(text);
  if (correct !== null) {
    const start = correct[1]!.length;
    const span = { line, start, end: start + correct[2]!.length };
    evaluation.correct = { value: Number(correct[2]), span };
  }
  const total = /^Total Number of Instances\s+(\d+)\s*$/.exec(text);
  if (total !== null) evaluation.total = Number(total[1]);
  if (evaluation.ids === undefined || isWhole(evaluation)) return;
  const row = rowLine.exec(text);
  if (row === null) return;
  const label = row[3]!;
  const start = text.lastIndexOf(label);
  evaluation.rows.push({
    id: row[2]!,
    label,
    span: { line, start, end: start + label.length },
    counts: row[1]!.trim().split(/\s+/).map(Number),
  });
}

function isWhole({ ids, rows }: Evaluation): boolean {
  return ids !== undefined && rows.length === ids.length;
}

function reportOf(evaluation: Evaluation): { readonly report?: ClassReport; readonly problem?: Problem } {
  const { line, isTraining, ids, rows, correct, total } = evaluation;
  const skipped = (message: string): { readonly problem: Problem } => ({
    problem: { kind: 'skipped', message, line },
  });
  if (isTraining) {
    return skipped(
      'This evaluation of Weka is of the rows that the model was trained on and says nothing of others. Not read; ' +
        'evaluate by cross-validation (-x 10) or on a test file (-T).',
    );
  }
  const matrix = rows.map(({ counts }) => counts);
  const labels = rows.map(({ label }) => label);
  const isSquare = rows.every(({ id, counts }, index) => id === ids![index] && counts.length === ids!.length);
  const cells = matrix.flat();
  const rowsCounted = cells.reduce((sum, count) => sum + count, 0);
  if (!isSquare || rowsCounted === 0 || new Set(labels).size < labels.length) {
    return skipped('This confusion matrix of Weka is not whole. Not read; print it again.');
  }
  if (!cells.every(Number.isInteger)) {
    return skipped(
      'This confusion matrix of Weka counts weighted rows: it holds no numbers of rows. Not read.',
    );
  }
  const right = matrix.reduce((sum, counts, index) => sum + counts[index]!, 0);
  if ((correct !== undefined && correct.value !== right) || (total !== undefined && total !== rowsCounted)) {
    const said = `${correct?.value ?? right} of ${total ?? rowsCounted}`;
    return skipped(
      `This confusion matrix of Weka has ${right} of ${rowsCounted} rows right, its summary says ${said}: rows are ` +
        'left out, or one of the two was changed. Not read.',
    );
  }
  const spans = rows.map(({ span }) => span);
  const accuracySpan = correct === undefined ? {} : { accuracySpan: correct.span };
  return { report: matrixReport({ line, labels, matrix, spans, ...accuracySpan }) };
}
