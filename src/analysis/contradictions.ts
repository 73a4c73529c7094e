import { totalCount } from '../core/classCounts.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { Problem } from '../core/problem.ts';
import type { EpochMatch } from '../core/runEvidence.ts';
import { heldOutReading } from '../core/trainingRun.ts';
import type { TrainingRun } from '../core/trainingRun.ts';
import type { LogFile, PredictionFile } from './attachPredictions.ts';
import { splitOfName } from './fileNames.ts';
import type { FoundCounts } from './findClassCounts.ts';
import { folderOf, nameOf, seenFrom } from './paths.ts';
import type { LoggedSize } from './resolveSize.ts';

/** Cohen's kappa below which answers and labels have next to nothing to do with each other. */
const noAgreement = 0.1;

/** Decimals as Keras prints them, so that the numbers are found in the log. */
function shown(value: number): string {
  return value.toFixed(4);
}

/** What is known of a run beside its files. */
interface Known {
  readonly logged: LoggedSize;
  readonly match?: EpochMatch;
  /** Class counts of the validation set. */
  readonly counts?: FoundCounts;
  /** Rows of the predictions by class. */
  readonly support?: ReadonlyMap<string, number>;
}

/** What a prediction file says against the log and the class counts beside it, or its own name against its use. */
export function contradictions(
  files: {
    readonly log?: { readonly file: LogFile; readonly run: TrainingRun };
    readonly predictions?: PredictionFile;
  },
  { logged, match, counts, support }: Known,
): (Problem & { readonly file?: string })[] {
  const { log, predictions } = files;
  if (predictions === undefined || support === undefined) return [];
  const { path, evaluation } = predictions;
  const split = splitOfName(path);
  const problems: (Problem | undefined)[] = [];
  if (split === 'train') problems.push(trainingRowsNote);
  if (log !== undefined && match?.epochIndices.length === 0) {
    const logOf = { path: log.file.path, run: log.run, logged };
    problems.push(mismatchNote(path, evaluation, totalCount(support), logOf));
  } else if (counts !== undefined && split !== 'train' && split !== 'test') {
    problems.push(countsNote(seenFrom(folderOf(path), counts.path), counts.counts, support));
  }
  return problems.flatMap((problem) => (problem === undefined ? [] : [{ ...problem, file: path }]));
}

const trainingRowsNote: Problem = {
  kind: 'note',
  message:
    'By its name this file holds predictions of training rows: they show how well the model fits what it has seen. ' +
    'Judge it by rows that it has not seen.',
};

/**
 * Says that a prediction file is of no epoch of the log it is shown with, and why that may be; undefined if its name
 * says that it is of other rows. `rows` is their number, `logPath` the log.
 */
function mismatchNote(
  path: string,
  evaluation: Evaluation,
  rows: number,
  log: { readonly path: string; readonly run: TrainingRun; readonly logged: LoggedSize },
): Problem | undefined {
  const accuracy = evaluation.metrics.get('accuracy');
  const logged = log.run.epochs.flatMap((epoch) => heldOutReading(epoch, 'accuracy')?.value ?? []);
  if (accuracy?.kind !== 'value' || logged.length === 0 || splitOfName(path) === 'test') return undefined;
  const name = nameOf(log.path);
  if (log.logged.contradicts(rows)) {
    return note(
      `These ${rows} rows are not the validation rows of ${name}: its accuracies are multiples of ` +
        `1/${log.logged.inferred!}. Do not set one beside the other, or write the predictions of all its rows.`,
    );
  }
  const low = logged.reduce((a, b) => Math.min(a, b));
  const high = logged.reduce((a, b) => Math.max(a, b));
  const kappa = evaluation.metrics.get('cohenKappa');
  const isScrambled = kappa?.kind === 'value' && kappa.value < noAgreement && accuracy.value < low;
  const why = isScrambled
    ? 'Labels and predictions may be in different orders (a generator that shuffles does that), or of another run.'
    : 'They may be of another run, of other weights or of other rows.';
  return note(
    `The accuracy of these predictions, ${shown(accuracy.value)}, is that of no epoch of ${name} ` +
      `(${low === high ? shown(low) : `${shown(low)} to ${shown(high)}`}). ${why} Write them again with the weights of a logged epoch.`,
  );
}

/** Says that class counts of the validation set are not those of the predictions, where both name the same classes. */
function countsNote(
  name: string,
  counts: ReadonlyMap<string, number>,
  support: ReadonlyMap<string, number>,
): Problem | undefined {
  if ([...support.keys()].some((label) => !counts.has(label))) return undefined;
  const different = [...counts].filter(([label, count]) => count !== (support.get(label) ?? 0));
  const [first] = different;
  if (first === undefined) return undefined;
  const [label, count] = first;
  const more = different.length === 1 ? '' : ` (${different.length} of ${counts.size} classes differ)`;
  return note(
    `${name} gives ${count} validation rows of '${label}', the predictions have ${support.get(label) ?? 0}${more}. ` +
      `The rows of the predictions are counted; check which file is of this validation set.`,
  );
}

function note(message: string): Problem {
  return { kind: 'note', message };
}
