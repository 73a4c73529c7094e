import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const sample = resolve(import.meta.dirname, '../../media/sample');
const runs = ['run1', 'softmax-twice'] as const;

/** Cells of a file without quoted ones, as the script writes it. */
function rowsOf(path: string): string[][] {
  const lines = readFileSync(join(sample, path), 'utf8').trimEnd().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(','));
}

function countsOf(labels: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const label of [...labels].sort()) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

describe('the sample project', () => {
  for (const run of runs) {
    const predictions = rowsOf(`${run}/val_predictions.csv`);

    it(`${run}: predictions name every image once, in the folder of its class`, () => {
      const images = readdirSync(join(sample, 'images'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.png'))
        .map((name) => `images/${name.replaceAll('\\', '/')}`);
      assert.deepEqual(predictions.map(([image]) => image).sort(), images.sort());
      for (const [image, actual] of predictions) assert.equal(image!.split('/')[1], actual);
    });

    it(`${run}: the class counts are those of the predictions`, () => {
      const counts = JSON.parse(readFileSync(join(sample, run, 'class_counts.json'), 'utf8')) as {
        validation: Record<string, number>;
      };
      assert.deepEqual(counts.validation, countsOf(predictions.map(([, actual]) => actual!)));
    });

    it(`${run}: the accuracy of the predictions is that of the last logged epoch`, () => {
      const right = predictions.filter(([, actual, predicted]) => actual === predicted).length;
      const [, , , logged] = rowsOf(`${run}/training_log.csv`).at(-1)!;
      assert.ok(Math.abs(right / predictions.length - Number(logged)) < 1e-6, logged);
    });
  }

  it('shows accuracy that rises clearly while loss hardly moves', () => {
    for (const run of runs) {
      const epochs = rowsOf(`${run}/training_log.csv`).map((cells) => cells.map(Number));
      const [, , , early, earlyLoss] = epochs[5]!;
      const [, , , late, lateLoss] = epochs.at(-1)!;
      assert.ok(late! - early! > 0.1, `${run}: accuracy from ${early} to ${late}`);
      assert.ok(Math.abs(lateLoss! - earlyLoss!) < 0.25, `${run}: loss from ${earlyLoss} to ${lateLoss}`);
    }
    // ln(1 + 4 / e): no loss of five classes goes below it where softmax is applied twice.
    const losses = rowsOf('softmax-twice/training_log.csv').map((cells) => Number(cells[4]));
    assert.ok(Math.min(...losses) > Math.log(1 + 4 / Math.E));
  });

  it('has a model whose weights file holds what its manifest names', () => {
    const folder = join(sample, 'run1/model');
    const { weightsManifest } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as {
      weightsManifest: { paths: string[]; weights: { shape: number[] }[] }[];
    };
    for (const { paths, weights } of weightsManifest) {
      const bytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
      const numbers = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
      assert.equal(bytes, 4 * numbers);
    }
  });

  it('stays small', () => {
    const files = readdirSync(sample, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(sample, name),
    );
    const bytes = files
      .map((path) => statSync(path))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
    assert.ok(bytes < 600_000, `${bytes} bytes`);
  });
});
