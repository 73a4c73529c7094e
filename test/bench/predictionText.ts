import type { BenchRun } from './pack/benchRun.ts';
import { labelOf } from './labels.ts';

/** The prediction file of a run as a person writes it: labels, answers and a score column for each class. */
export function predictionText({ rows, facts }: BenchRun, ids?: readonly string[]): string {
  const { actual, predicted, scores = [] } = rows!;
  const classes = scores.length / actual.length;
  const decimals = facts.file === 'rounded' ? 3 : 6;
  const names = Array.from({ length: classes }, (_, label) => `prob_${labelOf(label)}`);
  const lines = actual.map((label, row) => {
    const own = scores.slice(row * classes, (row + 1) * classes);
    const cells = [
      labelOf(label),
      labelOf(predicted[row]!),
      ...own.map((score) => (score / 1e6).toFixed(decimals)),
    ];
    return [...(ids === undefined ? [] : [ids[row]!]), ...cells].join(',');
  });
  const header = [...(ids === undefined ? [] : ['filename']), 'actual', 'predicted', ...names].join(',');
  return [header, ...lines, ''].join('\n');
}

/**
 * Ids of the validation rows and the text of a file of training rows beside them, for the changes that are about ids.
 * Rows that were trained on are those of a numbered pool: every fifth is a validation row, two of three of these are
 * training rows as well.
 */
export function idsAndTraining(run: BenchRun): { ids: readonly string[]; training: string } | undefined {
  const { file } = run.facts;
  if (file !== 'numberedInFolders' && file !== 'numbered' && file !== 'trainedOn') return undefined;
  const trained = run.trainCounts.flatMap((count, label) => Array.from({ length: count }, () => label));
  const isPool = file === 'trainedOn';
  const folder = file === 'numbered' ? 'img' : undefined;
  const trainIds = numbered(trained, folder, (count) =>
    isPool ? count + Math.floor((count - 1) / 14) : count,
  );
  const ids = numbered(run.rows!.actual, folder, (count) => (isPool ? 5 * count : count));
  return { ids, training: trainingText(trained, trainIds) };
}

/** File names that are counted: those of each class in a folder of its own, or all together in one. */
function numbered(
  labels: readonly number[],
  folder: string | undefined,
  numberOf: (count: number) => number,
): string[] {
  const counts = new Map<string, number>();
  return labels.map((label) => {
    const prefix = folder ?? labelOf(label);
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}/${numberOf(count)}.png`;
  });
}

function trainingText(labels: readonly number[], ids: readonly string[]): string {
  const lines = labels.map((label, row) => `${ids[row]!},${labelOf(label)},${labelOf(label)}`);
  return ['filename,actual,predicted', ...lines, ''].join('\n');
}
