import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { contextOf } from '../../support/engineContext.ts';
import { renderReport } from '../../support/renderReport.ts';

const matrix = [
  [182, 18, 0],
  [12, 188, 0],
  [9, 4, 0],
];
const labels = ['ant', 'bee', 'cicada'];
const report = renderReport(labels, matrix);

/** What Keras prints of a training whose validation accuracies are these numbers of `rows`. */
function kerasLog(right: readonly number[], rows: number): string {
  const lines = right.map((count, index) => {
    const values = `loss: 0.${9 - index}000 - val_accuracy: ${(count / rows).toFixed(4)} - val_loss: 0.${9 - index}500`;
    return `Epoch ${index + 1}/${right.length}\n61/61 - 1s - 19ms/step - accuracy: 0.7${index}00 - ${values}\n`;
  });
  return lines.join('');
}

function runsOf(files: Readonly<Record<string, string>>): readonly RunAnalysis[] {
  const documents = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    const { chosen } = openReader({ name: path, bytes, complete: true }, {});
    chosen!.reader.push(bytes);
    return { path, format: chosen!.format.id, result: chosen!.reader.end() };
  });
  return analyse(documents, contextOf()).runs;
}

function idsAndRungs(files: Readonly<Record<string, string>>): string[] {
  return runsOf(files).map(({ id, rung }) => `${id} ${rung}`);
}

const sameRows = kerasLog([290, 315, 337, 349, 358, 370], 413);

describe('classification reports beside and in a log', () => {
  it('belong to the training whose validation rows and accuracy they have', () => {
    assert.deepEqual(idsAndRungs({ 'train.log': sameRows, 'report.txt': report }), ['train.log E2']);
    const [run] = runsOf({ 'train.log': `${sameRows}\n${report}` });
    assert.equal(run?.rung, 'E2');
    assert.equal(run.validationSize?.source, 'report');
    assert.deepEqual(
      [...(run.classCounts.validation ?? [])],
      [
        ['ant', 200],
        ['bee', 200],
        ['cicada', 13],
      ],
    );
    assert.deepEqual(
      run.files.map(({ role }) => role),
      ['log', 'classReport'],
    );
  });

  it('stand alone if the log has other numbers of rows, another accuracy, or does not tell', () => {
    const others = [
      kerasLog([290, 315, 337, 349, 358, 372], 415),
      kerasLog([290, 315, 337, 349, 354, 358], 413),
      'Epoch 1/2 train_loss=0.9 val_acc=0.80\nEpoch 2/2 train_loss=0.8 val_acc=0.90\n',
    ];
    for (const log of others) {
      assert.deepEqual(idsAndRungs({ 'train.log': log, 'report.txt': report }), [
        'report.txt E2',
        'train.log E0',
      ]);
      const both = `${log}\n${report}`;
      assert.deepEqual(idsAndRungs({ 'train.log': both }), ['train.log E0', 'train.log#report E2']);
    }
  });

  it('stand alone if two of them fit', () => {
    const ids = idsAndRungs({ 'train.log': sameRows, 'a.txt': report, 'b.txt': report });
    assert.deepEqual(ids, ['a.txt E2', 'b.txt E2', 'train.log E0']);
  });

  it('count once for a training that prints one an epoch', () => {
    const epochs = sameRows.split(/(?=Epoch)/).map((epoch) => `${epoch}\n${report}`);
    assert.deepEqual(idsAndRungs({ 'train.log': epochs.join('') }), ['train.log E2']);
  });

  it('give their notes to the run that shows them', () => {
    const wide = renderReport(labels, [
      [70_000, 311, 12],
      [900, 40_000, 7],
      [55, 60, 170],
    ]);
    const [training, shown] = runsOf({ 'train.log': `${sameRows}\n${wide}` });
    assert.deepEqual(training?.problems, []);
    assert.match(shown!.problems[0]!.message, /digits=5/);
  });
});
