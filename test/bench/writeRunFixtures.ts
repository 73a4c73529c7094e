/**
 * Writes fixtures from labelled runs: node test/bench/writeRunFixtures.ts runs.jsonl.gz
 *
 * `healthy-*`: every run of a healthy recipe whose rows are stored and whose test set confirms that no rule has anything
 * to say; they are chosen by that truth, not by what the rules find. `lost-class`: the run of a healthy recipe that the
 * test set shows to have lost a class all the same. `below-majority`: a log and class counts of a run without skill. Logs are as Keras' CSVLogger writes them (float32 in full).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readRuns } from './labelledRuns.ts';
import type { LabelledRun } from './labelledRuns.ts';

const target = new URL('../fixtures/runs/', import.meta.url);
const names = ['ash', 'birch', 'cedar', 'elm', 'fir', 'larch', 'maple', 'oak', 'pine', 'yew'];
const lostClass = 'H_digits-100206';
const noSkill = 'P_majority_only-100108';

function isHealthy({ val_counts, truth_last: { rec, pred_share } }: LabelledRun): boolean {
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

/** A logged value as float32 in full; an accuracy is first made the k/n that 7 decimals stand for. */
function float32(value: unknown, rows?: number): string {
  if (typeof value !== 'number') return 'nan';
  return String(Math.fround(rows === undefined ? value : Math.round(value * rows) / rows));
}

function logText({ log, val_counts }: LabelledRun): string {
  const rows = val_counts.reduce((sum, count) => sum + count, 0);
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

function writeFixture(folder: string, run: LabelledRun, expected?: unknown): void {
  const path = new URL(`${folder}/`, target);
  mkdirSync(path, { recursive: true });
  writeFileSync(new URL('training.csv', path), logText(run));
  writeFileSync(new URL('val_predictions.csv', path), predictionText(run));
  if (expected !== undefined)
    writeFileSync(new URL('expected.json', path), `${JSON.stringify(expected, null, 2)}\n`);
}

function writeNoSkill(run: LabelledRun): void {
  const path = new URL('below-majority/', target);
  mkdirSync(path, { recursive: true });
  const validation = Object.fromEntries(run.val_counts.map((count, index) => [names[index]!, count]));
  writeFileSync(new URL('training.csv', path), logText(run));
  writeFileSync(new URL('class_counts.json', path), `${JSON.stringify({ validation }, null, 2)}\n`);
}

for (const run of readRuns(process.argv[2]!)) {
  if (`${run.name}-${run.seed}` === noSkill) writeNoSkill(run);
  if (!run.name.startsWith('H_') || run.y === undefined) continue;
  const id = `${run.name}-${run.seed}`;
  const nothing = { runs: [{ id: 'training.csv', rung: 'E3', findings: [] }] };
  if (id === lostClass) writeFixture('lost-class', run);
  else if (isHealthy(run)) writeFixture(`healthy-${id.slice(2).replace('_', '-')}`, run, nothing);
  else console.log(`left out, by its truth: ${id}`);
}
