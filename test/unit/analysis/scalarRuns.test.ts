import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { runText } from '../../../src/report/text.ts';
import { readingKey } from '../../../src/core/trainingRun.ts';
import type { Epoch } from '../../../src/core/trainingRun.ts';
import { analyseFolder } from '../../support/analyseFolder.ts';

const root = new URL('../../fixtures/scalarRuns/', import.meta.url).pathname;

async function runsOf(name: string): Promise<readonly RunAnalysis[]> {
  return (await analyseFolder(join(root, name))).analysis.runs;
}

/** The values of an epoch by key; what is not a metric of rows is left out. */
function values({ readings }: Epoch): Record<string, number | string> {
  return Object.fromEntries(
    readings
      .filter(({ split }) => split !== undefined)
      .map((reading) => [
        readingKey(reading),
        typeof reading.value === 'number' ? Number(reading.value.toFixed(4)) : reading.value.notFinite,
      ]),
  );
}

function numbersOf({ epochs }: RunAnalysis): number[] {
  return epochs.map(({ epoch }) => epoch);
}

describe('files of scalars of one run', () => {
  it("are Keras' folders train and validation, the same training as its table", async () => {
    const runs = await runsOf('keras');
    const [events, table] = [2, 1].map((files) => runs.find((run) => run.files.length === files));
    assert.deepEqual([events!.sameTrainingAs, table!.sameTrainingAs], [table!.id, undefined]);
    assert.deepEqual(events!.epochs.map(values), table!.epochs.map(values));
    assert.deepEqual(events!.validationSize, { value: 194, source: 'inferred', exact: true });
    const [first] = events!.epochs;
    const files = new Set(first!.readings.map(({ file }) => file?.split('/')[0]));
    assert.deepEqual([...files].sort(), ['train', 'validation']);
    assert.match(first!.file!, /^validation\//);
  });

  it('begin a training where a later file begins at the first step again', async () => {
    const runs = await runsOf('kerasAgain');
    assert.deepEqual(runs.map(numbersOf), [
      [0, 1, 2, 3],
      [0, 1, 2],
    ]);
    assert.match(runs[1]!.id, /#2$/);
    for (const { epochs } of runs) {
      assert.ok(epochs.every(({ readings }) => readings.some(({ split }) => split === 'train')));
      assert.ok(epochs.every(({ readings }) => readings.some(({ split }) => split === 'validation')));
    }
  });

  it("are Hugging Face's, numbered by their series of epochs, the same training as its state", async () => {
    const [events, state] = await runsOf('trainer');
    assert.deepEqual([events!.id, state!.id, state!.sameTrainingAs], ['tb', 'trainer_state.json', 'tb']);
    assert.deepEqual(numbersOf(events!), [1, 2, 3]);
    assert.deepEqual(events!.epochs.map(values), state!.epochs.map(values));
  });

  it("are Lightning's: several rows an epoch, a test in a file of its own, steps of batches left out", async () => {
    const [run] = await runsOf('lightning');
    assert.deepEqual(numbersOf(run!), [0, 1, 2, 3, 4]);
    assert.deepEqual(values(run!.epochs[3]!), {
      'train.loss': 0.6303,
      'validation.accuracy': 0.799,
      'validation.f1': 0.7246,
      'validation.loss': 0.5745,
    });
    assert.deepEqual(values(run!.epochs[4]!), { 'test.accuracy': 0.799 });
    assert.deepEqual(run!.problems, []);
  });

  it("are PyTorch's: a folder a curve, values of batches left out with a note", async () => {
    const [curves] = await runsOf('pytorchScalars');
    assert.deepEqual(curves!.epochs.map(values)[2], {
      'train.accuracy': 0.6,
      'train.loss': 1.3,
      'validation.accuracy': 0.5206,
      'validation.loss': 1.34,
    });
    const [loop] = await runsOf('pytorchLoop');
    assert.deepEqual(numbersOf(loop!), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(Object.keys(values(loop!.epochs[0]!)).sort(), [
      'train.loss',
      'validation.accuracy',
      'validation.loss',
    ]);
    assert.deepEqual(
      loop!.problems.map(({ message }) => message),
      [
        "Left out, because not logged once an epoch: 'Loss/batch'. Log the mean over the epoch at the step of its validation.",
      ],
    );
    // Four decimals were logged, whatever a float32 holds.
    const accuracy = loop!.epochs[0]!.readings.find(({ metric }) => metric === 'accuracy');
    assert.equal(accuracy!.tolerance, 5e-5);
  });

  it('void what stood after a checkpoint that the training went on from', async () => {
    const [run] = await runsOf('pytorchResumed');
    assert.deepEqual(numbersOf(run!), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      run!.epochs.map((epoch) => values(epoch)['train.loss']),
      [1.5, 1.4, 1.3, 1.1, 1, 0.9, 0.8],
    );
  });

  it("are MLflow's, named by their paths; a regression is no run", async () => {
    const { analysis } = await analyseFolder(join(root, 'mlruns'));
    assert.deepEqual(
      analysis.runs.map(({ id, epochs }) => [id, epochs.length]),
      [
        ['0/4f0e8d2c6b1a49d3a7f5c3e1b9d70842', 5],
        ['0/91c7b5a3d2e04f6f8a1b3c5d7e9f0246', 1],
      ],
    );
    assert.deepEqual(values(analysis.runs[1]!.epochs[0]!), {
      'test.accuracy': 0.9375,
      'test.macroF1': 0.7512,
    });
    assert.deepEqual(
      analysis.runs.map(({ unnumbered }) => unnumbered),
      [undefined, true],
    );
    const rmse = analysis.files.find(({ path }) => path.endsWith('/rmse'));
    assert.deepEqual(rmse!.problems, [
      {
        kind: 'refused',
        quiet: true,
        message:
          "Holds 'rmse': no metric of a classifier, alone or with the files beside it. Nothing is said of it.",
      },
    ]);
  });

  it("are DVCLive's, named by their paths, each value at its place in its own file", async () => {
    const [run] = await runsOf('dvclive');
    assert.deepEqual(numbersOf(run!), [0, 1, 2, 3, 4]);
    for (const { readings } of run!.epochs) {
      for (const { file, span, value } of readings) {
        const line = readFileSync(join(root, 'dvclive', file!), 'utf8').split('\n')[span.line]!;
        assert.equal(Number(line.slice(span.start, span.end)), value);
      }
    }
  });

  it('are final values where each was logged once, without a step', async () => {
    const [run] = await runsOf('dvcliveOnce');
    assert.equal(run!.unnumbered, true);
    const text = runText(run!, 'dvclive', { width: 80, colour: false });
    assert.match(text, /there is no accuracy/);
    assert.match(text, /\nF1 +0\.81 +final value\nPrecision +0\.75 +final value\n/);
    assert.match(text, /The file does not say on which rows these values were measured/);
  });

  it('say nothing of rows that no name tells', async () => {
    const [run] = await runsOf('dvcliveUnsplit');
    assert.deepEqual(numbersOf(run!), [0, 1, 2]);
    const text = runText(run!, 'dvclive', { width: 80, colour: false });
    assert.match(text, /\nAccuracy +0\.75 /);
    assert.match(text, /The log does not say on which rows its values were measured\./);
  });

  it("are CatBoost's two tables, the same training as its record", async () => {
    const runs = await runsOf('catboost_info');
    assert.equal(runs.length, 2);
    const [record, tables] = runs;
    assert.deepEqual(record!.epochs.map(values), tables!.epochs.map(values));
    assert.equal([record, tables].filter((run) => run!.sameTrainingAs !== undefined).length, 1);
  });
});
