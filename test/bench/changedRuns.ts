import { seededRandom } from '../../src/core/random.ts';
import type { Random } from '../../src/core/random.ts';
import type { BenchRun, FileChange, Logged } from './pack/benchRun.ts';
import { shuffled } from './pack/world.ts';
import { hasEqualClasses } from './testSet.ts';
import { isHealthy } from './truths.ts';

type Rows = NonNullable<BenchRun['rows']> & { readonly scores: readonly number[] };
type Change = (rows: Rows, random: Random, others: readonly Rows[]) => Rows | undefined;

const made = new WeakMap<readonly BenchRun[], Record<'files' | 'columns', readonly BenchRun[]>>();

/** Copies of the healthy ones among `runs` whose prediction file, or whose log, was changed: what was done is the truth. */
export function changedRuns(runs: readonly BenchRun[], what: 'files' | 'columns'): readonly BenchRun[] {
  const known = made.get(runs) ?? changesOf(runs.filter(isHealthy));
  made.set(runs, known);
  return known[what];
}

function changesOf(healthy: readonly BenchRun[]): Record<'files' | 'columns', BenchRun[]> {
  return {
    files: healthy.flatMap((run, index) =>
      // A third of the changes for each run: enough of each kind in a third of the time.
      [...changes].flatMap(([kind, change], position) =>
        (index + position) % 3 === 0
          ? (changedFile(run, kind, change, healthy, 100 * index + position) ?? [])
          : [],
      ),
    ),
    columns: healthy.flatMap((run, index) => withRecall(run, index % 4 === 0 ? 'weighted' : 'macro') ?? []),
  };
}

const unchanged: Change = (rows) => rows;

const changes: ReadonlyMap<FileChange, Change> = new Map<FileChange, Change>([
  ['rounded', (rows) => ({ ...rows, scores: rows.scores.map((score) => 1000 * Math.round(score / 1000)) })],
  ['otherNames', otherNames],
  ['shuffledRows', shuffledRows],
  ['otherColumns', (rows, random) => ({ ...otherNames(rows, random), predicted: rows.predicted })],
  ['logits', logits],
  ['oneAgainstRest', oneAgainstRest],
  ['ofOtherRun', (_rows, random, others) => others[Math.floor(random.uniform() * others.length)]],
  ['numberedInFolders', unchanged],
  ['numbered', unchanged],
  ['trainedOn', unchanged],
]);

function changedFile(
  run: BenchRun,
  kind: FileChange,
  change: Change,
  healthy: readonly BenchRun[],
  seed: number,
): BenchRun | undefined {
  const classes = run.validationCounts.length;
  const others = healthy.flatMap((other) =>
    other !== run && other.validationCounts.length === classes && hasScores(other.rows) ? [other.rows] : [],
  );
  const rows = hasScores(run.rows) ? change(run.rows, seededRandom(seed), others) : undefined;
  if (rows === undefined) return undefined;
  return { ...run, id: `${run.id}, ${kind}`, facts: { ...run.facts, file: kind }, rows };
}

function hasScores(rows: BenchRun['rows']): rows is Rows {
  return rows?.scores !== undefined;
}

/** One class at least is moved. */
function otherNames(rows: Rows, random: Random): Rows {
  const classes = classesOf(rows);
  let names = shuffled(random, classes);
  while (names.every((name, index) => name === index)) names = shuffled(random, classes);
  return {
    ...rows,
    predicted: rows.predicted.map((answer) => names[answer]!),
    scores: ofRows(rows, (own) => [...names.keys()].map((name) => own[names.indexOf(name)]!)),
  };
}

function shuffledRows(rows: Rows, random: Random): Rows {
  const classes = classesOf(rows);
  const order = [...shuffled(random, rows.actual.length)];
  return {
    ...rows,
    predicted: order.map((row) => rows.predicted[row]!),
    scores: order.flatMap((row) => rows.scores.slice(row * classes, (row + 1) * classes)),
  };
}

/** Logarithms of the probabilities, shifted so that each row has mean 0. */
function logits(rows: Rows): Rows {
  return {
    ...rows,
    scores: ofRows(rows, (own) => {
      const logs = own.map((score) => Math.log(Math.max(score, 0.5) / 1e6));
      const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
      return logs.map((log) => Math.round(1e6 * (log - mean)));
    }),
  };
}

/** Sigmoids of the log odds, each with an intercept half a unit too high, as balanced binary trainings have it. */
function oneAgainstRest(rows: Rows): Rows {
  return {
    ...rows,
    scores: rows.scores.map((score) => Math.round((1e6 * score) / (score + (1e6 - score) * Math.exp(-0.5)))),
  };
}

function ofRows(rows: Rows, change: (own: readonly number[]) => readonly number[]): number[] {
  const classes = classesOf(rows);
  return rows.actual.flatMap((_, row) => change(rows.scores.slice(row * classes, (row + 1) * classes)));
}

function classesOf({ actual, scores }: Rows): number {
  return scores.length / actual.length;
}

/**
 * A column of recall that moves as accuracy does: equal to it where it is weighted by rows; where it is the macro average
 * with the distance to accuracy that the rows of the last epoch have. Undefined where these show none although the classes
 * differ in size: other epochs would.
 */
function withRecall(run: BenchRun, recall: 'weighted' | 'macro'): BenchRun | undefined {
  if (run.rows === undefined) return undefined;
  const { actual, predicted } = run.rows;
  const found = run.validationCounts.map(() => 0);
  actual.forEach((label, row) => {
    if (predicted[row] === label) found[label]!++;
  });
  const recalls = run.validationCounts.flatMap((count, label) => (count > 0 ? [found[label]! / count] : []));
  const macro = recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
  const right = found.reduce((sum, hits) => sum + hits, 0);
  const factor = recall === 'weighted' || right === 0 ? 1 : (macro * actual.length) / right;
  if (recall === 'macro' && Math.abs(factor - 1) < 1e-4 && !hasEqualClasses(run)) return undefined;
  const moved = (accuracy: Logged): Logged =>
    typeof accuracy === 'string' ? accuracy : Math.min(1, Math.fround(accuracy * factor));
  return {
    ...run,
    id: `${run.id}, ${recall} recall`,
    facts: { ...run.facts, recall },
    log: { ...run.log, validationRecall: run.log.validationAccuracy.map(moved) },
  };
}
