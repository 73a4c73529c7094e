import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { ColumnReference } from '../../core/predictionTable.ts';
import type { ProvenanceState } from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { numbers } from '../numbers.ts';
import { hasLines } from '../place.ts';
import { sizeSource } from './headline.ts';

const pathLimit = 400;

const roleWords = {
  log: 'Training log',
  predictions: 'Predictions',
  classReport: 'Classification report',
  classCounts: 'Class counts',
} as const;

/** The files of a run, what was understood of them, and what was left out. */
export function provenanceState(run: RunAnalysis): ProvenanceState {
  return {
    files: run.files.map(({ path, role, formatTitle }) => ({
      path: clean(path, pathLimit),
      role: role === 'log' && run.unnumbered === true ? 'Final values' : roleWords[role],
      format: clean(formatTitle),
    })),
    facts: [...predictionFacts(run), ...logFacts(run), ...countFacts(run)],
    problems: readerProblems(run),
  };
}

interface Fact {
  readonly term: string;
  readonly text: string;
}

function column(reference: ColumnReference): string {
  return `column ${numbers.label(reference.name)}`;
}

function predictionFacts(run: RunAnalysis): Fact[] {
  const { evaluation, predictions } = run;
  if (evaluation === undefined || predictions === undefined) return [];
  const { actual, predicted, scores, weight, id } = predictions.columns;
  const facts: Fact[] = [
    { term: 'Rows used', text: numbers.count(evaluation.rows) },
    { term: 'Actual class', text: column(actual) },
    {
      term: 'Predicted class',
      text: predicted === undefined ? 'the class with the highest probability' : column(predicted),
    },
  ];
  if (scores !== undefined) facts.push({ term: 'Probabilities', text: columns(scores) });
  if (weight !== undefined) facts.push({ term: 'Row weight', text: column(weight) });
  if (id !== undefined) facts.push({ term: 'Row id', text: column(id) });
  if (evaluation.positiveClass !== undefined) {
    const { label, source } = evaluation.positiveClass;
    const why = { setting: 'as set', name: 'by its name', rarer: 'the rarer class' }[source];
    facts.push({ term: 'Positive class', text: `${numbers.label(label)} (${why})` });
  }
  return facts;
}

function columns(references: readonly ColumnReference[]): string {
  const [first] = references;
  const last = references.at(-1);
  if (first === undefined || last === undefined) return 'none';
  if (references.length === 1) return column(first);
  return `${numbers.count(references.length)} columns, ${numbers.label(first.name)} to ${numbers.label(last.name)}`;
}

function logFacts(run: RunAnalysis): Fact[] {
  if (run.epochs.length === 0) return [];
  const planned = run.plannedEpochs === undefined ? '' : ` of ${numbers.count(run.plannedEpochs)} planned`;
  const writing = run.finished ? '' : ', still being written';
  const facts: Fact[] = [
    run.unnumbered === true
      ? { term: 'Epochs', text: `none: final values${writing}` }
      : { term: 'Epochs', text: `${numbers.count(run.epochs.length)}${planned}${writing}` },
  ];
  if (run.validationSize !== undefined) {
    const { value, exact } = run.validationSize;
    facts.push({
      term: 'Validation rows',
      text: `${exact ? '' : 'at most '}${numbers.count(value)} (${sizeSource(run)})`,
    });
  }
  if (run.match !== undefined) facts.push({ term: 'Predictions match', text: matchText(run) });
  return facts;
}

/** Which epochs of the log the predictions are those of. */
export function matchText(run: RunAnalysis): string {
  const epochs = (run.match?.epochIndices ?? []).flatMap((index) => run.epochs[index]?.epoch ?? []);
  if (run.unnumbered === true) return 'the final values';
  if (epochs.length === 0) return 'no epoch of the log';
  if (epochs.length === 1) return `epoch ${epochs[0]!} of the log`;
  const shown = epochs.slice(0, 5).join(', ');
  return epochs.length > 5
    ? `${numbers.count(epochs.length)} epochs of the log: ${shown} …`
    : `epochs ${shown} of the log`;
}

function countFacts(run: RunAnalysis): Fact[] {
  const { validation, train, all } = run.classCounts;
  const { told } = run;
  const fact = (term: string, counts: ReadonlyMap<string, number> | undefined, line?: number): Fact[] => {
    if (counts === undefined) return [];
    const place = line === undefined ? '' : `; class counts from the log, line ${numbers.count(line + 1)}`;
    return [{ term, text: `${countsText(counts)}${place}` }];
  };
  return [
    ...fact('Validation classes', validation, told?.validation),
    ...fact('Training classes', train, told?.train),
    ...fact('Classes of all rows', all, told?.all),
  ];
}

/** Of many classes the ends say enough: the largest and the smallest. */
function countsText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const words = ([label, rows]: readonly [string, number]): string =>
    `${numbers.label(label)} ${numbers.count(rows)}`;
  if (sorted.length <= 8) return sorted.map(words).join(', ');
  return `${numbers.count(sorted.length)} classes, from ${words(sorted[0]!)} to ${words(sorted.at(-1)!)}`;
}

function readerProblems(run: RunAnalysis): ProvenanceState['problems'] {
  return run.problems.map(({ message, line, file: path }) => {
    const file = run.files.findIndex((one) => one.path === path);
    return {
      text: clean(message, 1_000),
      ...(file < 0 ? {} : { file }),
      ...(line === undefined || !hasLines(path) ? {} : { line }),
    };
  });
}
