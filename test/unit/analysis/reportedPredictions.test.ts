import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseFolder } from '../../support/analyseFolder.ts';

const root = new URL('../../fixtures/resultFolders/', import.meta.url).pathname;

/** The files of each run, by its id, of a copy of the folder of two models that was changed. */
async function filesAfter(change: (folder: string) => void = () => undefined): Promise<[string, string[]][]> {
  const folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-results-'));
  cpSync(root, folder, { recursive: true });
  change(folder);
  const { analysis } = await analyseFolder(folder);
  return analysis.runs.map(({ id, files }) => [id, files.map(({ path }) => path.replace(/^.*\//, ''))]);
}

const together = [
  'metrics.json',
  'test_predictions.csv',
  'classification_report.txt',
  'confusion_matrix.csv',
];

describe('results by class beside the predictions that they were made of', () => {
  it('count once, each model in its folder, and the run says so', async () => {
    assert.deepEqual(await filesAfter(), [
      ['forest/metrics.json', together],
      ['logistic/metrics.json', together],
    ]);
    const { analysis } = await analyseFolder(root);
    assert.deepEqual(
      analysis.runs[0]!.problems.map(({ message }) => message),
      [
        'classification_report.txt says of these rows what they show, so both count once.',
        'confusion_matrix.csv says of these rows what they show, so both count once.',
      ],
    );
  });

  it('stand for themselves where one number is another', async () => {
    const files = await filesAfter((folder) => {
      const path = join(folder, 'forest/confusion_matrix.csv');
      const text = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        text.replace(/\d+\n$/, (cell) => `${Number(cell) + 1}\n`),
      );
    });
    assert.deepEqual(files, [
      ['forest/confusion_matrix.csv', ['confusion_matrix.csv']],
      ['forest/metrics.json', together.slice(0, 3)],
      ['logistic/metrics.json', together],
    ]);
  });

  it('are a report and a matrix of the same rows where the predictions are not there', async () => {
    const files = await filesAfter((folder) => {
      for (const name of ['test_predictions.csv', 'metrics.json']) {
        rmSync(join(folder, 'forest', name));
        rmSync(join(folder, 'logistic', name));
      }
    });
    assert.deepEqual(files, [
      ['forest/confusion_matrix.csv', ['confusion_matrix.csv', 'classification_report.txt']],
      ['logistic/confusion_matrix.csv', ['confusion_matrix.csv', 'classification_report.txt']],
    ]);
  });

  it('are not given to one of two prediction files that both have these numbers', async () => {
    const files = await filesAfter((folder) => {
      cpSync(join(folder, 'forest/test_predictions.csv'), join(folder, 'forest/test_again.csv'));
    });
    assert.ok(
      files.some(([id, own]) => id === 'forest/confusion_matrix.csv' && own.length === 2),
      JSON.stringify(files),
    );
  });
});
