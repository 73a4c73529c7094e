/**
 * Writes fixtures from labelled runs: node test/bench/writeRunFixtures.ts runs.jsonl.gz
 *
 * `healthy-*`: every run of a healthy recipe whose test set confirms that no rule has anything to say; with predictions
 * where its rows are stored, else with class counts. `modest-*`: the runs with rows that are healthy but for a
 * confidence below their accuracy. All are chosen by the truth, not by what the rules find. `lost-class`: the run of a
 * healthy recipe that the test set shows to have lost a class all the same. The others: one run for each thing that the
 * rules can say of a log. Logs are as Keras' CSVLogger writes them (float32 in full).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { entropy, ownAccuracyLoss } from '../../src/core/referenceLines.ts';
import { readRuns } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';

const target = new URL('../fixtures/runs/', import.meta.url);
const names = ['ash', 'birch', 'cedar', 'elm', 'fir', 'larch', 'maple', 'oak', 'pine', 'yew'];
const lostClass = 'H_digits-100206';
type Beside = 'counts' | 'countsOfBoth' | 'predictions' | 'nothing';

/** Folder by run, and whether class counts (of validation or of both) or predictions stand beside the log. */
const chosen: ReadonlyMap<string, readonly [folder: string, beside: Beside][]> = new Map([
  [lostClass, [['lost-class', 'predictions']]],
  ['P_majority_only-100108', [['below-majority', 'counts']]],
  ['P_nan-200114', [['loss-not-a-number', 'nothing']]],
  ['P_double_softmax-200120', [['softmax-twice', 'counts']]],
  [
    'P_overconf-100309',
    [
      ['loss-rising', 'counts'],
      ['too-sure', 'predictions'],
    ],
  ],
  ['P_noise_overfit-100011', [['loss-above-guess', 'counts']]],
  ['P_lr_tiny-100313', [['loss-above-prior', 'counts']]],
  ['P_leak-200217', [['loss-lags', 'counts']]],
  ['P_double_softmax-100020', [['softmax-twice-classes-unknown', 'nothing']]],
  ['H_mild_weighted-100001', [['loss-above-line', 'counts']]],
  ['H_mild_unweighted-100202', [['missed-class-possible', 'counts']]],
  ['P_bce-100021', [['counted-by-outputs', 'counts']]],
  ['P_val_missing-100016', [['class-without-validation', 'countsOfBoth']]],
  ['P_val_balanced-100015', [['shares-differ', 'countsOfBoth']]],
  ['P_val_shuffled-100218', [['shuffled-validation', 'counts']]],
  ['P_lr_osc-100312', [['loss-jumps', 'nothing']]],
  ['H_strong_easy-100305', [['class-of-few-rows', 'counts']]],
]);

/** Every class is found about as well as the others, by the truth. */
function classesAreFound({ val_counts, truth_last: { rec, pred_share } }: LabelledRun): boolean {
  const total = val_counts.reduce((sum, count) => sum + count, 0);
  const recalls = rec.map((recall) => recall ?? 0);
  const accuracy = recalls.reduce((sum, recall, index) => sum + (recall * val_counts[index]!) / total, 0);
  const balanced = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return (
    accuracy - balanced <= 0.05 &&
    accuracy > Math.max(...val_counts) / total + 0.02 &&
    recalls.every((recall) => recall >= balanced / 2) &&
    pred_share.every((share) => share >= 0.002)
  );
}

/** The loss is what the accuracy promises, by the truth. */
function lossIsFine({ K, val_counts, truth_last: { acc, loss } }: LabelledRun): boolean {
  return loss !== null && loss <= ownAccuracyLoss(acc, K) && loss <= entropy(val_counts);
}

/** Too few errors to miss a class: then the accuracy itself tells that all are found. */
function errorsFitNoClass({ val_counts, log }: LabelledRun): boolean {
  const rows = val_counts.reduce((sum, count) => sum + count, 0);
  const errors = rows - Math.round(rows * Number(log.at(-1)!['val_accuracy']));
  return errors < Math.min(...val_counts);
}

/** A logged value as float32 in full; an accuracy is first made the k/n that 7 decimals stand for. */
function float32(value: unknown, rows?: number): string {
  if (typeof value !== 'number') return 'nan';
  return String(Math.fround(rows === undefined ? value : Math.round(value * rows) / rows));
}

/** Binary cross-entropy counts right outputs, one a class. */
function logText({ name, K, log, val_counts }: LabelledRun): string {
  const rows = val_counts.reduce((sum, count) => sum + count, 0) * (name === 'P_bce' ? K : 1);
  const lines = log.map((logged, epoch) => {
    const { accuracy, loss, val_accuracy, val_loss } = logged;
    return [epoch, float32(accuracy), float32(loss), float32(val_accuracy, rows), float32(val_loss)].join(
      ',',
    );
  });
  return ['epoch,accuracy,loss,val_accuracy,val_loss', ...lines, ''].join('\n');
}

function predictionText({ K, y, pred, p }: LabelledRun): string {
  const header = ['y_true', 'y_pred', ...names.slice(0, K).map((name) => `prob_${name}`)].join(',');
  const lines = y!.map((label, row) => [names[label], names[pred![row]!], ...p![row]!].join(','));
  return [header, ...lines, ''].join('\n');
}

function writeFixture(folder: string, run: LabelledRun, beside: Beside, rung?: 'E1' | 'E3'): void {
  const path = new URL(`${folder}/`, target);
  mkdirSync(path, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(new URL(name, path), text);
  write('training.csv', logText(run));
  if (beside === 'predictions') write('val_predictions.csv', predictionText(run));
  const named = (counts: readonly number[]): Record<string, number> =>
    Object.fromEntries(counts.map((count, index) => [names[index]!, count]));
  const validation = named(run.val_counts);
  const counts = beside === 'countsOfBoth' ? { train: named(run.train_counts), validation } : { validation };
  if (beside === 'counts' || beside === 'countsOfBoth')
    write('class_counts.json', `${JSON.stringify(counts, null, 2)}\n`);
  if (rung === undefined) return;
  const expected = { runs: [{ id: 'training.csv', rung, findings: [] }] };
  write('expected.json', `${JSON.stringify(expected, null, 2)}\n`);
}

function writeHealthy(id: string, run: LabelledRun): void {
  const name = id.slice(2).replaceAll('_', '-');
  const { acc, conf } = run.truth_last;
  if (!classesAreFound(run) || conf === null) return;
  if (run.y === undefined) {
    if (lossIsFine(run) && errorsFitNoClass(run)) writeFixture(`healthy-${name}`, run, 'counts', 'E1');
  } else if (acc - conf > 0.03) writeFixture(`modest-${name}`, run, 'predictions');
  else if (lossIsFine(run) && conf - acc <= 0.03) writeFixture(`healthy-${name}`, run, 'predictions', 'E3');
}

for (const run of readRuns(process.argv[2]!)) {
  const id = `${run.name}-${run.seed}`;
  for (const [folder, beside] of chosen.get(id) ?? []) writeFixture(folder, run, beside);
  if (run.name.startsWith('H_') && id !== lostClass) writeHealthy(id, run);
}
