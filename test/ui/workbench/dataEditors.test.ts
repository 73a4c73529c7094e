import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { projectRoot } from '../../support/codeServer.ts';
import { violationsOf } from './accessibility.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const fixtures = join(projectRoot, 'test/fixtures');
const events = 'events.out.tfevents.1795892310.vm.3791.0';

/** A project with a file of each kind without lines: predictions, pictures, and a training's scalars. */
function makeProject(): string {
  const project = join(mkdtempSync(join(tmpdir(), 'imbalance-lens-data-')), 'project');
  const copy = (from: string, to: string): void => cpSync(join(fixtures, from), join(project, to));
  for (const folder of ['tables', 'arrays', 'runs']) mkdirSync(join(project, folder), { recursive: true });
  copy('parquet/pandas_snappy.parquet', 'tables/val_predictions.parquet');
  copy('parquet/data.parquet', 'tables/features.parquet');
  copy('arrays/numpyArray/images.npy', 'arrays/images.npy');
  copy(`scalarRuns/pytorchLoop/${events}`, `runs/${events}`);
  return project;
}

describe('The editors of files without lines', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(240_000);
    bench = await openWorkbench({ project: makeProject() });
    // What is opened before VS Code knows the extension is shown as a binary file.
    await bench.page.locator('.statusbar-item', { hasText: 'bal. accuracy' }).waitFor();
  });

  after(() => bench.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await bench.picture(`failed-${this.currentTest.title.slice(0, 20)}`);
    await bench.quickOpen('>View: Close All Editors');
    await bench.page.locator('.tab').first().waitFor({ state: 'detached' });
  });

  const open = async (path: string): Promise<Frame> => {
    await bench.openFile(path);
    const frame = await bench.webview('#report');
    await frame.getByRole('heading', { level: 1, name: path.slice(path.indexOf('/') + 1) }).waitFor();
    return frame;
  };

  it('show predictions in Parquet with their evaluation, columns and first rows, and lead to the report', async () => {
    const frame = await open('tables/val_predictions.parquet');
    await frame.getByRole('heading', { level: 2, name: 'Classes' }).waitFor();
    await frame.getByRole('heading', { level: 3, name: 'Columns' }).waitFor();
    await frame.getByRole('heading', { level: 3, name: 'First rows' }).waitFor();
    assert.deepEqual(await violationsOf(frame), []);
    for (const [name, theme, kind] of [
      ['light', 'Light Modern', 'vs'],
      ['dark', 'Dark Modern', 'vs-dark'],
      ['highContrast', 'Dark High Contrast', 'hc-black'],
    ] as const) {
      await bench.useTheme(theme, kind);
      await bench.picture(`workbench-data-${name}`);
    }
    await bench.page.setViewportSize({ width: 700, height: 900 });
    await bench.picture('workbench-data-narrow');
    await bench.page.setViewportSize({ width: 1440, height: 900 });
    await frame.getByRole('button', { name: 'Open report' }).focus();
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.tab.active', { hasText: 'Imbalance Lens' }).waitFor();
  });

  it('say of a table without predictions what it lacks, and offer to choose the columns', async () => {
    const frame = await open('tables/features.parquet');
    await frame.getByText('Has no column').first().waitFor();
    await bench.picture('workbench-data-features');
    assert.deepEqual(await violationsOf(frame), []);
    await frame.getByRole('button', { name: 'Choose columns…' }).focus();
    await bench.page.keyboard.press('Enter');
    await bench.page.getByPlaceholder('Which column holds the true class?').waitFor();
    await bench.page.keyboard.press('Escape');
  });

  it('show what an array is, and that nothing in it is evaluated', async () => {
    const frame = await open('arrays/images.npy');
    await frame.getByRole('heading', { level: 3, name: 'Arrays' }).waitFor();
    await frame.getByRole('cell', { name: /×/ }).first().waitFor();
    await bench.picture('workbench-data-images');
  });

  it('follow a training that writes events', async () => {
    const frame = await open(`runs/${events}`);
    await frame.getByRole('heading', { level: 3, name: 'Series' }).waitFor();
    await bench.picture('workbench-data-events');
    const values = (): Promise<string[]> => frame.locator('.holds tbody tr td:nth-child(2)').allInnerTexts();
    const before = await values();
    // A training that goes on: the same values once more.
    const file = join(bench.workspace, 'runs', events);
    appendFileSync(file, readFileSync(file));
    await frame
      .locator('.holds tbody tr td:nth-child(2)', { hasText: new RegExp(`^${Number(before[0]) * 2}$`) })
      .first()
      .waitFor();
  });
});
