import assert from 'node:assert/strict';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { sampleProject } from '../../support/workspace.ts';
import { violationsOf } from './accessibility.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const themes = [
  ['light', 'Light Modern', 'vs'],
  ['dark', 'Dark Modern', 'vs-dark'],
  ['highContrast', 'Dark High Contrast', 'hc-black'],
] as const;

async function hoverOverWarning(bench: Workbench): Promise<void> {
  const squiggle = bench.page.locator('.squiggly-warning').first();
  await squiggle.waitFor();
  const box = (await squiggle.boundingBox())!;
  await bench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await bench.page.locator('.monaco-hover:visible', { hasText: 'hides' }).waitFor();
}

for (const [name, theme, kind] of themes) {
  describe(`VS Code in ${name}`, () => {
    let bench: Workbench;

    before(async function () {
      this.timeout(240_000);
      bench = await openWorkbench();
      await bench.useTheme(theme, kind);
    });

    after(() => bench.close());

    it('shows nothing on opening but problems and one status bar item', async () => {
      const status = bench.page.locator('.statusbar-item', { hasText: 'recall 0.00' });
      await status.waitFor();
      assert.equal(await bench.page.locator('.notification-toast').count(), 0);
      assert.equal(await bench.page.locator('.tab').count(), 0);
      assert.match((await status.getAttribute('aria-label')) ?? '', /Accuracy 0\.72 hides 'eight'/);
    });

    it('underlines the accuracy that misleads and shows the evidence on hover', async () => {
      await bench.openFile('training.log');
      await bench.page.keyboard.press('Control+End');
      await hoverOverWarning(bench);
      const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'hides' });
      await bench.picture(`workbench-${name}-hover`);
      const text = await hover.innerText();
      assert.match(text, /Accuracy 0\.72 hides 'eight': 0 of 14 found/);
      assert.match(text, /accuracy-hides-classes/);
      assert.match(text, /always 'one' 0\.34/);
      assert.match(text, /Open report/);
      await bench.page.mouse.move(2, 2);
    });

    it('opens the report by Evaluate Predictions, without an accessibility violation', async () => {
      await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
      const report = await bench.report();
      await report.getByRole('heading', { level: 1, name: 'training.log' }).waitFor();
      await report.getByText("Accuracy 0.72 hides 'eight'").first().waitFor();
      assert.equal(await report.getByRole('table').first().isVisible(), true);
      await bench.picture(`workbench-${name}-report`);
      assert.deepEqual(await violationsOf(report), []);
    });
  });
}

describe('VS Code with the keyboard', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(240_000);
    bench = await openWorkbench();
  });

  after(() => bench.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed() === true)
      await bench.picture(`failed-${this.currentTest.title.slice(0, 20)}`);
  });

  it('goes from the report to the rows of a cell and on to the line of the file', async () => {
    await bench.openFile('training.log');
    await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
    const report = await bench.report();
    const show = report.locator('.primary', { hasText: /^Show the \d+ rows of 'eight'/ });
    await show.focus();
    await bench.page.keyboard.press('Enter');
    await report.getByRole('heading', { name: /rows: actual 'eight'/ }).waitFor();
    await bench.picture('workbench-rows');
    await bench.page.keyboard.press('Tab');
    await bench.page.keyboard.press('Tab');
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.tab.active', { hasText: 'val_predictions.csv' }).waitFor();
  });

  it('opens the page of a rule from a quick fix', async () => {
    await bench.openFile('training.log');
    await bench.page.keyboard.press('Control+End');
    await bench.page.locator('.squiggly-warning').first().waitFor();
    await bench.page.keyboard.press('F8');
    await bench.page.keyboard.press('Escape');
    const explain = bench.page.getByText("Explain 'accuracy-hides-classes'");
    await eventually(async () => {
      await bench.page.keyboard.press('Control+Period');
      await explain.waitFor({ timeout: 2_000 });
      return true;
    }, 'the quick fixes');
    await explain.click();
    await bench.page.locator('.tab.active', { hasText: 'accuracy-hides-classes' }).waitFor();
    const page = await bench.webview('body > h1');
    await page.getByText('How it is tested').waitFor();
    await bench.picture('workbench-rule-page');
  });

  it('mutes a finding for a run, with the reason asked for', async () => {
    await bench.openFile('val_predictions.csv');
    await bench.quickOpen(':1');
    await bench.page.locator('.squiggly-warning').first().waitFor();
    await bench.page.keyboard.press('F8');
    await bench.page.keyboard.press('Escape');
    const mute = bench.page.getByText("Mute 'never-predicted-class' for this run…");
    await eventually(async () => {
      await bench.page.keyboard.press('Control+Period');
      await mute.waitFor({ timeout: 2_000 });
      return true;
    }, 'the quick fixes');
    await mute.click();
    const input = bench.page.locator('.quick-input-widget input.input');
    await input.fill('two more classes are being collected');
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    const config: unknown = JSON.parse(readFileSync(join(bench.workspace, '.imbalance-lens.json'), 'utf8'));
    const reason = 'two more classes are being collected';
    assert.deepEqual(config, { mutes: [{ rule: 'never-predicted-class', run: '/training.log', reason }] });
  });

  it('follows an epoch within the open report, and lets go of a deleted file', async () => {
    await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
    const report = await bench.report();
    await report
      .getByText(/40 epochs/)
      .first()
      .waitFor();
    const log = join(bench.workspace, 'training.log');
    writeFileSync(log, `${readFileSync(log, 'utf8')}40,0.71,0.93,0.7018633540372671,0.95\r\n`);
    await report
      .getByText(/41 epochs/)
      .first()
      .waitFor();
    unlinkSync(join(bench.workspace, 'val_predictions.csv'));
    await report
      .getByText(/Cannot tell/)
      .first()
      .waitFor();
    await eventually(
      async () => (await bench.page.locator('.squiggly-warning').count()) === 0,
      'no underline without the predictions',
    );
  });

  it('keeps the last numbers of a run whose files are gone, and says so', async () => {
    const report = await bench.report();
    unlinkSync(join(bench.workspace, 'training.log'));
    await report.getByText('The files of training.log are gone. These are its last numbers.').waitFor();
    await report.getByRole('heading', { level: 1, name: 'training.log' }).waitFor();
    await bench.picture('workbench-gone');
  });
});

describe('The sample project', () => {
  let bench: Workbench;
  let report: Frame;

  before(async function () {
    this.timeout(240_000);
    bench = await openWorkbench({ project: sampleProject });
  });

  after(() => bench.close());

  const status = (text: string): Promise<void> =>
    bench.page.locator('.statusbar-item[id*="imbalanceLens.status"]', { hasText: text }).waitFor();

  it('is spoken of in the status bar by the run whose file is open', async () => {
    await bench.openFile('run1/training_log.csv');
    await status('bal. accuracy 0.87');
    await bench.page.getByRole('treeitem', { name: 'run1', exact: true }).click();
    await bench.openFile('softmax-twice/training_log.csv');
    await status('bal. accuracy 0.83');
  });

  it('has links in the hover on its last loss that open the report and the page of the rule', async () => {
    const { page } = bench;
    const hover = page.locator('.monaco-hover:visible', { hasText: 'Open report' });
    const follow = async (link: string, opened: string): Promise<void> => {
      await bench.openFile('run1/training_log.csv');
      await page.keyboard.press('Control+End');
      await eventually(async () => {
        await page.mouse.move(2, 2);
        const box = (await page.locator('.squiggly-warning').first().boundingBox())!;
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await hover.waitFor({ timeout: 2_000 });
        return true;
      }, 'the hover');
      await hover.getByText(link).click();
      await page.locator('.tab.active', { hasText: opened }).waitFor();
    };
    await page.getByRole('treeitem', { name: 'run1', exact: true }).click();
    await follow('What this rule says', 'confidence-off');
    await follow('Open report', 'run1/training_log.csv - Imbalance Lens');
    await bench.quickOpen('>View: Close All Editors');
  });

  it('is a copy and no training under way', async () => {
    await bench.openFile('run1/val_predictions.csv');
    await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
    report = await bench.report();
    await report.getByRole('heading', { level: 1, name: 'run1/training_log.csv' }).waitFor();
    await report.getByText('40 epochs').first().waitFor();
    assert.equal(await report.getByText(/still being written/).count(), 0);
  });

  it('names the reference lines of its loss, the floor of a softmax applied twice among them', async () => {
    const loss = report.locator('.curves svg').nth(1);
    const describes = (names: readonly string[]): Promise<boolean> =>
      eventually(async () => {
        const sentence = (await loss.getAttribute('aria-label')) ?? '';
        return names.every((name) => sentence.includes(name));
      }, names.join(', '));
    const always = [
      'guess line, ln 5 = 1.61',
      'prior line, H = 1.50',
      'own-accuracy line',
      'impossible line',
    ];
    await describes([...always, 'lowest 0.795, epoch 21', 'at the highest accuracy, epoch 32']);
    const runs = report.locator('select[data-key="run"]');
    await runs.selectOption({ label: 'softmax-twice/training_log.csv' });
    await describes([...always, 'double-softmax floor 0.905']);
    await runs.selectOption({ label: 'run1/training_log.csv' });
    await describes(['lowest 0.795']);
  });

  it('shows the images of a cell by keyboard, without an accessibility violation, and opens one', async () => {
    const cell = report.getByRole('button', { name: /actual stroke, predicted stroke/ });
    await cell.focus();
    await bench.page.keyboard.press('Enter');
    await report.getByRole('heading', { name: "87 rows: actual 'stroke', predicted 'stroke'" }).waitFor();
    const images = report.locator('.tile img');
    assert.equal(await images.count(), 87);
    await eventually(
      () => images.first().evaluate((one) => (one as HTMLImageElement).naturalWidth > 0),
      'an image of the workspace in the panel',
    );
    assert.deepEqual(await violationsOf(report), []);
    await bench.picture('workbench-images');
    await bench.page.keyboard.press('Tab');
    await bench.page.keyboard.press('Tab');
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.tab.active', { hasText: '1626.png' }).waitFor();
  });
});

describe('Evaluate Predictions', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(240_000);
    bench = await openWorkbench();
    await bench.page.locator('.statusbar-item', { hasText: 'recall 0.00' }).waitFor();
  });

  after(() => bench.close());

  afterEach(async () => {
    await bench.quickOpen('>View: Close All Editors');
    await bench.page.locator('.tab').first().waitFor({ state: 'detached' });
  });

  it('stands in the title of a prediction file, and not of a log', async () => {
    const icon = bench.page.locator('.editor-actions .action-label[aria-label*="Evaluate Predictions"]');
    await bench.openFile('val_predictions.csv');
    await icon.first().waitFor();
    await bench.openFile('training.log');
    await icon.first().waitFor({ state: 'detached' });
    await bench.openFile('val_predictions.csv');
    await icon.first().click();
    const report = await bench.report();
    await report.getByRole('heading', { level: 1, name: 'training.log' }).waitFor();
  });

  it('stands in the explorer’s menu of a prediction file', async () => {
    await bench.page.getByRole('treeitem', { name: 'val_predictions.csv' }).click({ button: 'right' });
    const item = bench.page.getByRole('menuitem', { name: 'Evaluate Predictions' });
    await item.hover();
    // A menu takes no click in its first moment, lest the one that opened it be taken for a choice.
    await bench.page.waitForTimeout(400);
    await item.click();
    const report = await bench.report();
    await report.getByRole('heading', { level: 1, name: 'training.log' }).waitFor();
  });

  const choose = async (question: string | RegExp, answer: string): Promise<void> => {
    await bench.page.getByPlaceholder(question).waitFor();
    await bench.page.locator('.quick-input-list .monaco-list-row', { hasText: answer }).first().click();
  };
  const config = (): unknown =>
    JSON.parse(readFileSync(join(bench.workspace, '.imbalance-lens.json'), 'utf8'));

  it('asks which columns hold the classes where the header does not say, and never again if asked to', async () => {
    const rows = (most: string): string[] =>
      Array.from({ length: 60 }, (_, row) => `${row},${row % 3 === 0 ? 'cat' : 'dog'},${most}`);
    writeFileSync(join(bench.workspace, 'odd.csv'), ['foo,bar,baz', ...rows('dog')].join('\n'));
    await bench.openFile('odd.csv');
    await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
    await bench.page.getByPlaceholder('Which column holds the true class?').waitFor();
    await bench.picture('workbench-columns');
    await choose('Which column holds the true class?', 'bar');
    await choose('Which column holds the predicted class?', 'baz');
    await choose('Read it so from now on?', 'for files with these columns');
    const says = (text: string): Promise<boolean> =>
      eventually(async () => {
        const report = await bench.report();
        return (await report.getByText(text).count()) > 0;
      }, text);
    await says("Every row is predicted as 'dog'");
    const header = ['foo', 'bar', 'baz'];
    assert.deepEqual(config(), { headers: [{ header, columns: { actual: 'bar', predicted: 'baz' } }] });
    writeFileSync(join(bench.workspace, 'next.csv'), ['foo,bar,baz', ...rows('cat')].join('\n'));
    await bench.openFile('next.csv');
    await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
    await says("Every row is predicted as 'cat'");
  });

  it('reads columns as the person says, whatever their names seem to say', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, row) => `dog,${row % 3 === 0 ? 'cat' : 'dog'},${row / 60},${1 - row / 60}`,
    );
    writeFileSync(join(bench.workspace, 'swapped.csv'), ['y_true,y_pred,p_cat,p_dog', ...rows].join('\n'));
    await bench.openFile('swapped.csv');
    await bench.quickOpen('>Imbalance Lens: Map Columns');
    await choose('Which column holds the true class?', 'y_pred');
    await choose('Which column holds the predicted class?', 'y_true');
    await bench.page.getByPlaceholder('Which columns hold the probabilities?').waitFor();
    await bench.picture('workbench-mapColumns');
    await choose('Which columns hold the probabilities?', 'p_…');
    await choose('Read it so from now on?', 'for this file');
    const report = await bench.report();
    await report.getByText("Every row is predicted as 'dog'").first().waitFor();
    assert.deepEqual((config() as { columns: unknown }).columns, {
      '/swapped.csv': { actual: 'y_pred', predicted: 'y_true', scores: 'p_' },
    });
  });

  it('leaves a file alone, or reads it as what the person says', async () => {
    const status = bench.page.locator('.statusbar-item', { hasText: 'bal. accuracy' });
    await bench.openFile('swapped.csv');
    await status.waitFor();
    await bench.quickOpen('>Imbalance Lens: Read As');
    await bench.page.getByPlaceholder(/^It is read as: .+\. What is it\?$/).waitFor();
    await bench.picture('workbench-readAs');
    await choose(/What is it\?$/, 'leave the file alone');
    await choose('Read it so from now on?', 'for this file');
    await eventually(
      () => (config() as { readAs?: object }).readAs !== undefined,
      'the choice in the settings file',
    );
    assert.deepEqual((config() as { readAs: object }).readAs, { '/swapped.csv': 'nothing' });
    await bench.quickOpen('>Imbalance Lens: Read As');
    await bench.page.getByPlaceholder('It is not read. What is it?').waitFor();
    await bench.page.keyboard.press('Escape');
  });
});
