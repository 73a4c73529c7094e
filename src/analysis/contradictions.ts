import type { Problem } from '../core/problem.ts';
import type { EpochMatch } from '../core/runEvidence.ts';
import type { PredictionFile } from './attachPredictions.ts';
import { splitOfName } from './fileNames.ts';
import type { FoundCounts } from './findClassCounts.ts';
import { folderOf, seenFrom } from './paths.ts';

/** What is known of a run beside its files. */
interface Known {
  readonly match?: EpochMatch;
  /** Class counts of the validation set. */
  readonly counts?: FoundCounts;
  /** Rows of the predictions by class. */
  readonly support?: ReadonlyMap<string, number>;
}

/** What a prediction file says against the class counts beside it, or its own name against its use. */
export function contradictions(
  predictions: PredictionFile | undefined,
  { match, counts, support }: Known,
): (Problem & { readonly file?: string })[] {
  if (predictions === undefined || support === undefined) return [];
  const { path } = predictions;
  const split = splitOfName(path);
  const problems: (Problem | undefined)[] = [];
  if (split === 'train') problems.push(trainingRowsNote);
  if (counts !== undefined && split !== 'train' && split !== 'test' && match?.epochIndices.length !== 0) {
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
