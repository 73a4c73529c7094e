import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { chanceOfMatch } from '../../../src/analysis/chanceOfMatch.ts';
import type { ReconciledReading } from '../../../src/core/reconciledReading.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { epochCsv } from '../../../src/formats/logs/epochCsv.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { findingMessage, shownFindings } from '../../../src/report/findingText.ts';
import { inspectJson } from '../../../src/report/json.ts';
import { curvesState } from '../../../src/report/panel/curves.ts';
import { reconciledNotes } from '../../../src/report/reconciledNotes.ts';

const classes = ['a', 'b', 'c', 'd', 'e'];
const counts = [17, 24, 36, 53, 71];

/** Rows of a model that knows class after class; its values by name, and the file. */
function model(seed: number, skill: number): { text: string; values: Map<string, number> } {
  const random = seededRandom(seed);
  const lines = ['actual,predicted,p_a,p_b,p_c,p_d,p_e'];
  const hits = counts.map(() => 0);
  const answers = counts.map(() => 0);
  let loss = 0;
  counts.forEach((count, actual) => {
    for (let row = 0; row < count; row++) {
      const raw = classes.map((_, index) =>
        Math.exp(
          2 * random.uniform() + (index === actual ? skill * (0.5 + actual / 4) * random.uniform() : 0),
        ),
      );
      const sum = raw.reduce((total, one) => total + one, 0);
      const scores = raw.map((one) => one / sum);
      const predicted = scores.indexOf(Math.max(...scores));
      if (predicted === actual) hits[actual]!++;
      answers[predicted]!++;
      loss -= Math.log(scores[actual]!);
      lines.push([classes[actual], classes[predicted], ...scores].join());
    }
  });
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const f1 = counts.map((count, index) => (2 * hits[index]!) / (count + answers[index]!));
  const values = new Map([
    ['accuracy', hits.reduce((sum, one) => sum + one, 0) / rows],
    ['recall', mean(counts.map((count, index) => hits[index]! / count))],
    ['f1', mean(f1)],
    ['weightedF1', f1.reduce((sum, one, index) => sum + one * counts[index]!, 0) / rows],
    ['loss', loss / rows],
  ]);
  return { text: `${lines.join('\n')}\n`, values };
}

/** The columns of a log that hold these values of the models of its epochs. */
function logOf(
  seeds: readonly number[],
  columns: Readonly<Record<string, string>>,
  decimals = 7,
): { log: string; last: string } {
  const models = seeds.map((seed, epoch) => model(seed, 1 + (4 * epoch) / seeds.length));
  const head = ['epoch', ...Object.keys(columns)].join();
  const rows = models.map(({ values }, epoch) =>
    [epoch, ...Object.values(columns).map((id) => values.get(id)!.toFixed(decimals))].join(),
  );
  return { log: `${[head, ...rows].join('\n')}\n`, last: models.at(-1)!.text };
}

function read(path: string, format: typeof epochCsv | typeof predictionCsv, text: string): SourceDocument {
  const reader = format.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return { path, format: format.id, result: reader.end() };
}

function reconciled(
  log: string,
  predictions: string,
): { found: readonly ReconciledReading[]; notes: string[] } {
  const { runs } = analyse(
    [read('run/log.csv', epochCsv, log), read('run/val_predictions.csv', predictionCsv, predictions)],
    { limits: defaultLimits, folderCounts: [], live: [], declared: {} },
  );
  const run = runs.find(({ id }) => id === 'run/log.csv')!;
  assert.equal(run.files.length, 2);
  const notes = reconciledNotes(run);
  // Panel and text show the notes of the curves.
  for (const note of notes) assert.ok(curvesState(run)?.notes.includes(note), note);
  assert.equal(
    (inspectJson(run)['reconciled'] as unknown[] | undefined)?.length ?? 0,
    run.reconciled?.length ?? 0,
  );
  const finding = shownFindings(run.findings).find(({ rule }) => rule === 'file-does-not-match-log');
  if (finding !== undefined) notes.push(findingMessage(finding));
  return { found: run.reconciled ?? [], notes };
}

const seeds = Array.from({ length: 20 }, (_, epoch) => 100 + epoch);

describe('logged numbers of the epoch of a prediction file', () => {
  it('are passed over where they are what their names say', () => {
    const { log, last } = logOf(seeds, {
      val_accuracy: 'accuracy',
      val_loss: 'loss',
      val_f1: 'f1',
      val_recall: 'recall',
    });
    assert.deepEqual(reconciled(log, last).found, []);
  });

  it('are said to be another definition where they are', () => {
    const { log, last } = logOf(seeds, { val_accuracy: 'accuracy', val_loss: 'loss', val_f1: 'weightedF1' });
    const { found, notes } = reconciled(log, last);
    assert.deepEqual(
      found.map(({ epoch, metric, own, fits, verb }) => [
        epoch,
        metric,
        own?.id,
        fits.map(({ id }) => id).join(),
        verb,
      ]),
      [[19, 'f1', 'macroF1', 'weightedF1', 'is']],
    );
    assert.match(
      notes[0]!,
      /^Validation F1 0\.\d{4} of epoch 19 is weighted F1 \(each class by its rows\) on the rows of the prediction file, not macro F1 \(0\.\d{4}\)\.$/,
    );
  });

  it('are said to be none that is known where the loss shows that the epoch is right', () => {
    const { log, last } = logOf(seeds, { val_accuracy: 'accuracy', val_loss: 'loss', val_f1: 'loss' });
    const shifted = log.replace(/,([^,\n]*)\n/g, (_, value: string) => `,${Number(value) / 3}\n`);
    const { found, notes } = reconciled(
      `epoch,val_accuracy,val_loss,val_f1\n${shifted.split('\n').slice(1).join('\n')}`,
      last,
    );
    assert.deepEqual(
      found.map(({ metric, fits }) => [metric, fits.length]),
      [['f1', 0]],
    );
    assert.match(
      notes[0]!,
      /is none of the \d+ values .*; the nearest is .* \(\d\.\d+\)\. It may be a mean over batches/,
    );
  });

  it('may be macro recall where the accuracy of no epoch is that of the file', () => {
    const { log, last } = logOf(seeds, { val_accuracy: 'recall', val_loss: 'loss' }, 4);
    const { found, notes } = reconciled(log, last);
    assert.deepEqual(
      found.map(({ epoch, own, fits, verb }) => [epoch, own?.id, fits.map(({ id }) => id).join(), verb]),
      [[19, 'accuracy', 'balancedAccuracy', 'may']],
    );
    assert.match(
      notes[0]!,
      /is that of no logged epoch \(.*\), but the logged 0\.\d\d of epoch 19 is what they have as balanced accuracy .*: the log may call that accuracy/,
    );
  });

  it('are left alone where chance would match them as well', () => {
    const two = logOf(seeds, { val_accuracy: 'recall' }, 2);
    assert.deepEqual(reconciled(two.log, two.last).found, []);
  });

  it('give less than one false sentence in a hundred logs of other trainings', () => {
    let said = 0;
    const trials = 100;
    for (let trial = 0; trial < trials; trial++) {
      const own = Array.from({ length: 12 }, (_, epoch) => 10_000 + 50 * trial + epoch);
      const decimals = [4, 4, 7][trial % 3]!;
      const column = ['accuracy', 'recall'][trial % 2]!;
      const { log } = logOf(own, { val_accuracy: column, val_loss: 'loss', val_f1: 'f1' }, decimals);
      said +=
        reconciled(log, model(10_000 + 50 * trial + 40, 3 + 2 * seededRandom(trial).uniform()).text).found
          .length > 0
          ? 1
          : 0;
    }
    assert.ok(said <= 0.01 * trials, `${said} of ${trials}`);
  }).timeout(60_000);

  it('are compared with as many others as lie near them', () => {
    const spread = Array.from({ length: 101 }, (_, index) => index / 100);
    assert.ok(Math.abs(chanceOfMatch(spread, 0.5, 0.0025) - 0.005) < 1e-9);
    assert.equal(chanceOfMatch([0.5, 0.5, 0.5], 0.5, 1e-9), 1);
    assert.equal(chanceOfMatch([], 0.5, 1e-9), 1);
  });
});
