import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { Analysis } from '../../../src/analysis/analysis.ts';
import { curvesAtOnce, type PanelState, type RowsState } from '../../../src/protocol/panel.ts';
import { panelState } from '../../../src/report/panelState.ts';
import { drawnCurve } from '../../../src/analysis/drawnCurve.ts';
import { curveOrder, precisionRecallCurves } from '../../../src/report/panel/precisionRecall.ts';
import { rowsState } from '../../../src/report/panel/rows.ts';
import { launchBrowser } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { bundlePanel, openPanel, type PanelPage, pictureAddress } from './panelPage.ts';
import { onlyRun, sampleAnalyses, sampleComparison, sampleTables } from './samples.ts';
import { themes, type ThemeName } from './themes.ts';

const require = createRequire(import.meta.url);
const screenshots = 'out/screenshots';
const loading: PanelState = { phase: 'loading', runs: [], selectedRun: 0 };

function stateOf(name: string): PanelState {
  return panelState(analysisOf(name), 0);
}

function analysisOf(name: string): Analysis {
  const analysis = sampleAnalyses().get(name);
  assert.ok(analysis, `no sample ${name}`);
  return analysis;
}

function someRows(count: number, pictures = 0): RowsState {
  const reply = {
    total: count + 3,
    rows: Array.from({ length: count }, (_, row) => ({ line: row + 1, id: `images/${row}.png`, score: 0.5 })),
  };
  const images = new Map(Array.from({ length: pictures }, (_, row) => [row, pictureAddress]));
  return rowsState(analysisOf('starting').runs[0]!, 1, { actual: 4, predicted: 0 }, reply, images);
}

describe('the report panel in Chromium', () => {
  let browser: Browser;
  let script: string;
  let open: PanelPage[] = [];

  before(async () => {
    mkdirSync(screenshots, { recursive: true });
    [browser, script] = await Promise.all([launchBrowser(), bundlePanel()]);
  });

  after(() => browser.close());

  afterEach(async () => {
    for (const panel of open) {
      assert.deepEqual(panel.troubles, []);
      await panel.close();
    }
    open = [];
  });

  async function show(state: PanelState, theme: ThemeName = 'dark', width = 1000): Promise<PanelPage> {
    const panel = await openPanel(browser, script, theme, width);
    open.push(panel);
    await panel.post({ type: 'state', state });
    await panel.page.locator('#report[aria-busy]').waitFor();
    return panel;
  }

  it('says that it is ready before it shows anything', async () => {
    const panel = await show(loading);
    assert.deepEqual(await panel.sent(), [{ type: 'ready' }]);
  });

  it('keeps all metrics closed, and shows those of a class that is chosen, also after an update', async () => {
    const state = stateOf('starting');
    const { groups, ofClasses } = state.report!.allMetrics!;
    const panel = await show(state);
    const part = panel.page.locator('[data-part="allMetrics"]');
    assert.equal(await part.locator('table').first().isVisible(), false);
    await part.locator('[data-key="all-metrics-toggle"]').click();
    assert.equal(
      await part.getByRole('rowheader').count(),
      groups.flatMap(({ rows }) => rows).length + ofClasses.metrics.length,
    );
    for (const width of [1000, 360]) {
      await panel.page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await violations(panel), [], `${width} px`);
      const overflow = await panel.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, `the page scrolls sideways at ${width} px`);
    }
    const last = ofClasses.classes.at(-1)!;
    await part.getByLabel('Class').selectOption({ label: last.label });
    await part.getByText(last.values[0]!.meaning).waitFor();
    const report = state.report!;
    const more = { ...report.allMetrics!, summary: 'More metrics' };
    await panel.post({ type: 'state', state: { ...state, report: { ...report, allMetrics: more } } });
    await part.getByText('More metrics').waitFor();
    assert.equal(await part.getByText(last.values[0]!.meaning).isVisible(), true);
  });

  for (const [name, analysis] of sampleAnalyses()) {
    for (const theme of Object.keys(themes) as ThemeName[]) {
      it(`draws ${name} in ${theme} without an accessibility violation, wide and narrow`, async () => {
        for (const width of theme === 'dark' ? [1000, 360, 320] : [1000, 360]) {
          const panel = await show(panelState(analysis, 0), theme, width);
          await panel.page.locator('[data-part="provenance"]').waitFor();
          if (onlyCurves(analysis)) await panel.page.locator('.chart-drawing').first().waitFor();
          await answerCurves(panel, name);
          await panel.page.screenshot({
            path: `${screenshots}/${name}-${theme}-${width}.png`,
            fullPage: true,
          });
          const overflow = await panel.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.equal(overflow, 0, `the page scrolls sideways at ${width} px`);
          assert.deepEqual(await violations(panel), []);
        }
      });
    }
  }

  it('shows hostile labels as text: no element is made of them and no script runs', async () => {
    const panel = await show(stateOf('hostile'));
    const strange = await panel.page.locator('#report').evaluate((root) => ({
      elements: root.querySelectorAll('img, script, style, link, iframe, b, a, form, object').length,
      shown: root.textContent.includes('<img src=x onerror='),
      raw: /[\u202a-\u202e\u2066-\u2069\u200b\u001b\u0007]/.test(root.textContent),
      title: document.title,
      handlers: [...root.querySelectorAll('*')].filter((node) =>
        [...node.attributes].some(({ name }) => name.startsWith('on') || name === 'srcdoc'),
      ).length,
    }));
    assert.deepEqual(strange, {
      elements: 0,
      shown: true,
      raw: false,
      title: 'Imbalance Lens report',
      handlers: 0,
    });
  });

  it('says the answer in words right after the key numbers, a small heading for each degree of certainty', async () => {
    for (const [name, width] of [
      ['starting', 1000],
      ['logAndCounts', 360],
    ] as const) {
      const state = stateOf(name);
      const { page } = await show(state, 'light', width);
      const section = page.locator('[data-part="headline"] + [data-part="answer"]');
      const shown = await section.locator('.answer-group').evaluateAll((groups) =>
        groups.map((group) => ({
          title: group.querySelector('h3')!.textContent,
          sentences: [...group.querySelectorAll('li')].map((item) => item.textContent),
        })),
      );
      assert.deepEqual(
        shown,
        state.report!.answer.map(({ title, sentences }) => ({ title, sentences })),
      );
      const [heading, list] = await section
        .locator('.answer-group')
        .first()
        .evaluate((group) => [...group.children].map((child) => child.getBoundingClientRect().left));
      assert.equal(
        heading === list,
        width < 560,
        'headings stand beside their sentences where there is room',
      );
    }
  });

  it('has no answer in words where the files say nothing', async () => {
    const state = stateOf('starting');
    const { page } = await show({ ...state, report: { ...state.report!, answer: [] } });
    assert.equal(await page.locator('[data-part="answer"]').count(), 0);
  });

  it('reaches the matrix by keyboard, moves in it by arrows and opens the rows of a cell', async () => {
    const panel = await show(stateOf('starting'));
    const { page } = panel;
    await page.locator('[data-key="rates-actual"]').focus();
    for (let presses = 0; presses < 3; presses++) {
      await page.keyboard.press('Tab');
      if (await page.locator('[data-key="cell-0-0"]').evaluate((cell) => cell === document.activeElement))
        break;
    }
    for (let row = 0; row < 4; row++) await page.keyboard.press('ArrowDown');
    assert.equal(await focusedKey(panel), 'cell-4-0');
    await page.keyboard.press('Enter');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'showRows', actual: 4, predicted: 0 });
    await panel.post({ type: 'rows', rows: someRows(40) });
    await page.locator('.rows h3').waitFor();
    assert.equal(await focusedKey(panel), 'rows-heading');
    assert.deepEqual(await violations(panel), []);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'openFile', file: 1, line: 1 });
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.rows').count(), 0);
    assert.equal(await focusedKey(panel), 'cell-4-0');
  });

  it('does nothing for an empty cell', async () => {
    const panel = await show(stateOf('starting'));
    await panel.page.locator('.matrix td.empty button').first().dispatchEvent('click');
    assert.deepEqual(await panel.sent(), [{ type: 'ready' }, { type: 'showCurves', from: 0 }]);
  });

  it('keeps focus, scroll and opened parts over an update, and makes unchanged parts only once', async () => {
    const panel = await show(stateOf('starting'));
    const { page } = panel;
    await page.locator('[data-key="curves-table-toggle"]').click();
    await page.locator('table.epochs').waitFor();
    await page.locator('[data-key="cell-2-1"]').focus();
    await page.evaluate(() => window.scrollTo(0, 500));
    await page.locator('table.epochs').evaluate((table) => table.setAttribute('data-kept', ''));
    const changed = structuredClone(stateOf('starting')) as unknown as {
      report: { matrix: { cells: { count: string }[][] }; verdict: { sentences: string[] } };
    };
    changed.report.matrix.cells[2]![1]!.count = '9';
    changed.report.verdict.sentences[0] = 'Something else is so.';
    await panel.post({ type: 'state', state: changed as unknown as PanelState });
    await page.locator('text=Something else is so.').first().waitFor();
    assert.equal(await focusedKey(panel), 'cell-2-1');
    assert.equal(await page.evaluate(() => window.scrollY), 500);
    assert.equal(await page.locator('table.epochs[data-kept]').count(), 1);
    assert.equal(await page.locator('[data-key="cell-2-1"] .count').textContent(), '9');
  });

  it('announces a changed verdict and nothing else', async () => {
    const panel = await show(stateOf('starting'));
    const announced = panel.page.locator('#announcements');
    assert.equal(await announced.textContent(), '');
    await panel.post({ type: 'state', state: stateOf('starting') });
    assert.equal(await announced.textContent(), '');
    await panel.post({ type: 'state', state: stateOf('predictionsOnly') });
    await panel.page.locator('#announcements:not(:empty)').waitFor({ state: 'attached' });
    assert.match((await announced.textContent()) ?? '', /^No sign that accuracy misleads/);
  });

  it('remembers how the matrix shows rates, and what the host wants back', async () => {
    const panel = await show({ ...stateOf('starting'), restore: { run: 'a', root: 'b' } });
    await panel.page.locator('[data-key="rates-predicted"]').check();
    assert.equal(
      await panel.page.locator('[data-key="cell-0-0"] .rate > span').first().textContent(),
      '69\u202f%',
    );
    assert.deepEqual(await panel.remembered(), { normalisation: 'predicted', run: 'a', root: 'b' });
  });

  it('compares with another file in two tables, tells a screen reader of it, and removes it by keyboard', async () => {
    const state = stateOf('starting');
    const report = state.report!;
    const comparison = sampleComparison();
    const panel = await show(state);
    const part = panel.page.locator('[data-part="comparison"]');
    assert.equal(await part.count(), 0);
    await panel.page.evaluate(() => window.scrollTo(0, 3_000));
    await panel.post({ type: 'state', state: { ...state, report: { ...report, comparison } } });
    await part.getByRole('heading', { name: comparison.title }).waitFor();
    await panel.page.waitForFunction(() => window.scrollY < 1_500);
    await panel.page.locator('#announcements:not(:empty)').waitFor({ state: 'attached' });
    assert.ok((await panel.page.locator('#announcements').textContent())?.includes(comparison.sentences[0]!));
    for (const { rows } of comparison.tables)
      for (const { label, cells } of rows) {
        const row = part
          .getByRole('row')
          .filter({ has: panel.page.getByRole('rowheader', { name: label, exact: true }) });
        assert.match((await row.textContent())!, new RegExp(cells[0]!.text.replace('.', '\\.')));
      }
    for (const theme of ['dark', 'light'] as const) {
      for (const width of [1000, 360]) {
        const other = await show({ ...state, report: { ...report, comparison } }, theme, width);
        await other.page
          .locator('[data-part="comparison"]')
          .screenshot({ path: `${screenshots}/comparison-${theme}-${width}.png` });
        assert.deepEqual(await violations(other), [], `${theme}, ${width} px`);
        const overflow = await other.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(overflow, 0, `the page scrolls sideways at ${width} px`);
      }
    }
    await part.getByRole('button', { name: 'Remove the comparison' }).press('Enter');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'removeComparison' });
    await panel.post({ type: 'state', state });
    await part.waitFor({ state: 'detached' });
    assert.equal(
      await panel.page.evaluate(() => document.activeElement?.getAttribute('data-key')),
      'copy-summary',
    );
  });

  it('sends the run that was chosen, and findings and rules by their place in the list', async () => {
    const panel = await show(stateOf('starting'));
    await panel.page.locator('[data-key="run"]').selectOption({ index: 1 });
    await panel.page.locator('[data-key="finding-0"]').click();
    await panel.page.locator('[data-key="explain-0"]').click();
    assert.deepEqual((await panel.sent()).slice(2), [
      { type: 'selectRun', run: 1 },
      { type: 'openFinding', finding: 0 },
      { type: 'explain', rule: 'accuracy-hides-classes' },
    ]);
  });

  it('keeps within a panel that was made narrower', async () => {
    const { page } = await show(stateOf('starting'));
    await page.locator('.chart-box svg').first().waitFor();
    await page.setViewportSize({ width: 360, height: 900 });
    await eventually(
      () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      'nothing beyond the right edge',
    );
  });

  it('describes every chart in one sentence and shows its values as a table', async () => {
    const panel = await show(stateOf('starting'));
    const charts = panel.page.locator('[data-part="curves"] svg[role="img"]');
    await charts.first().waitFor();
    for (const label of await charts.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))) {
      assert.match(label ?? '', /^(Accuracy|Loss)\. 60 epochs: .+\.$/);
    }
    await panel.page.locator('[data-key="curves-table-toggle"]').click();
    await panel.page.locator('table.epochs').waitFor();
    assert.equal(await panel.page.locator('table.epochs tbody tr').count(), 60);
  });

  it('draws the curves of twelve classes, and of more when asked, each with its sentence', async () => {
    const panel = await show(stateOf('manyClasses'));
    const { page } = panel;
    assert.equal(await answerCurves(panel, 'manyClasses'), 1);
    const drawings = page.locator('.multiple-box svg[role="img"]');
    assert.equal(await page.locator('.multiple').count(), 12);
    await eventually(async () => (await drawings.count()) === 12, 'twelve curves');
    await page.locator('[data-key="curves-more"]').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'showCurves', from: 12 });
    assert.equal(await answerCurves(panel, 'manyClasses'), 2);
    await eventually(async () => (await drawings.count()) === 24, 'twenty-four curves');
    assert.match(
      (await drawings.first().getAttribute('aria-label'))!,
      /^Precision-recall curve of 'species 01', .+\.$/,
    );
    assert.equal(await page.locator('[data-key="curves-more"]').textContent(), 'Show 6 more of 30 classes');
    await page.locator('[data-key="precision-recall-table-toggle"]').click();
    await page.locator('table.points').waitFor();
    assert.deepEqual(await page.locator('table.points thead th').allTextContents(), [
      'Class',
      'Threshold',
      'Precision',
      'Recall',
    ]);
  });

  it('asks for the curves again only when the scores changed, and takes none of another version', async () => {
    const panel = await show(stateOf('starting'));
    const asked = async (): Promise<number> =>
      (await panel.sent()).filter(({ type }) => type === 'showCurves').length;
    await answerCurves(panel, 'starting');
    await panel.post({ type: 'state', state: stateOf('starting') });
    assert.equal(await asked(), 1);
    const changed = structuredClone(stateOf('starting')) as unknown as {
      report: { precisionRecall: { version: string } };
    };
    changed.report.precisionRecall.version = 'other';
    await panel.post({ type: 'state', state: changed as unknown as PanelState });
    await eventually(async () => (await asked()) === 2, 'another request');
    const drawn = (): Promise<number> => panel.page.locator('.multiple-box svg').count();
    assert.equal(await drawn(), 0);
    const { evaluation } = onlyRun(analysisOf('starting'));
    const old = precisionRecallCurves(evaluation!, 0, [drawnCurve(sampleTables().get('starting')!, 4)]);
    await panel.post({ type: 'precisionRecall', curves: old });
    await panel.post({ type: 'precisionRecall', curves: { ...old, version: 'other' } });
    await eventually(async () => (await drawn()) === 1, 'one curve');
  });

  it('shows why there are no curves', async () => {
    const panel = await show(stateOf('starting'));
    const { evaluation } = onlyRun(analysisOf('starting'));
    const curves = precisionRecallCurves(evaluation!, 0, { failed: 'val_predictions.csv is not open.' });
    await panel.post({ type: 'precisionRecall', curves });
    await panel.page.locator('text=val_predictions.csv is not open.').waitFor();
  });

  it('draws how often probabilities come true, of the class that is chosen, and keeps the choice over an update', async () => {
    const panel = await show(stateOf('starting'));
    const { page } = panel;
    const part = page.locator('[data-part="calibration"]');
    await part.locator('svg.chart-drawing').waitFor();
    const { diagrams } = stateOf('starting').report!.calibration!;
    const label = (): Promise<string | null> => part.locator('svg[role="img"]').getAttribute('aria-label');
    assert.equal(await label(), diagrams[0]!.description);
    assert.equal(await part.locator('svg[role="img"] .bin-dot').count(), diagrams[0]!.bins.length);
    const select = page.locator('[data-key="calibration-of"]');
    assert.deepEqual(
      await select.locator('option').allTextContents(),
      diagrams.map(({ name }) => name),
    );
    await select.selectOption({ label: 'melanoma' });
    const melanoma = diagrams.find(({ name }) => name === 'melanoma')!;
    assert.equal(await label(), melanoma.description);
    assert.deepEqual(await part.locator('li').allTextContents(), [...melanoma.sentences]);
    await page.locator('[data-key="calibration-table-toggle"]').click();
    await part.locator('tbody tr').first().waitFor();
    assert.equal(await part.locator('tbody tr').count(), melanoma.bins.length);
    assert.deepEqual(await violations(panel), []);
    const changed = structuredClone(stateOf('starting')) as unknown as {
      report: { calibration: { caption: string } };
    };
    changed.report.calibration.caption = 'Read anew.';
    await panel.post({ type: 'state', state: changed as unknown as PanelState });
    await page.locator('text=Read anew.').waitFor();
    assert.equal(await label(), melanoma.description);
  });

  it('shows the images of rows with their ids as text, opens an image by itself and its row by the line', async () => {
    for (const [theme, width] of [
      ['light', 1000],
      ['highContrast', 360],
    ] as const) {
      const panel = await show(stateOf('starting'), theme, width);
      await panel.post({ type: 'rows', rows: someRows(8, 6) });
      const pictures = panel.page.locator('.tiles img');
      await pictures.first().waitFor();
      await panel.page.locator('.rows').scrollIntoViewIfNeeded();
      await eventually(
        () => pictures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth === 1)),
        'pictures',
      );
      assert.equal(await pictures.count(), 6);
      assert.equal(await pictures.nth(1).getAttribute('alt'), 'images/1.png');
      assert.equal(await pictures.nth(1).getAttribute('loading'), 'lazy');
      assert.deepEqual(await violations(panel), []);
      await panel.page.locator('.rows').screenshot({ path: `${screenshots}/rows-${theme}-${width}.png` });
      assert.deepEqual(await panel.page.locator('.no-image').allTextContents(), [
        'images/6.png',
        'images/7.png',
      ]);
      const heights = await panel.page
        .locator('.tile')
        .evaluateAll((all) => all.map((tile) => tile.getBoundingClientRect().height));
      assert.equal(new Set(heights).size, 1);
      await panel.page.getByRole('button', { name: 'images/1.png' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { type: 'openImage', row: 1 });
      await panel.page.getByRole('button', { name: 'Line 3' }).click();
      assert.deepEqual((await panel.sent()).at(-1), { type: 'openFile', file: 1, line: 2 });
    }
  });

  it('copies a snippet by its index, shows its code, and opens the missed rows', async () => {
    const panel = await show(stateOf('starting'));
    const { page } = panel;
    const advice = page.locator('[data-part="advice"]');
    assert.deepEqual(await advice.locator('h3 > span:first-child').allTextContents(), [
      'Look at the missed rows',
      'Move the threshold: divide by the class shares (argmax of p / π)',
      'Class weights: train again with n / (K n_c)',
      'Resampling, of training rows only and last',
      'Divide the logits by 0.43 (temperature scaling)',
    ]);
    const button = page.locator('[data-key="snippet-4"]');
    await button.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'copySnippet', snippet: 4 });
    assert.match((await button.textContent())!, /^Copied/);
    await page.locator('[data-key="advice-code-toggle-2"]').click();
    await page.locator('[data-key="code-4"] pre', { hasText: 'CrossEntropyLoss' }).waitFor();
    await answerCurves(panel, 'starting');
    await page.locator('[data-key="precision-recall-table-toggle"]').click();
    await page.locator('table.points').waitFor();
    assert.deepEqual(await violations(panel), []);
    await page.locator('[data-key="advice-cell-0-0"]').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'showRows', actual: 4, predicted: 0 });
  });

  it('has no style attribute in what it is sent to draw with', async () => {
    const panel = await show(stateOf('starting'));
    await answerCurves(panel, 'starting');
    assert.equal(await panel.page.locator('#report [style]:not(.matrix td)').count(), 0);
  });

  it('has words for every state without a report, and a line above one that is out of date', async () => {
    const panel = await show(loading);
    const text = async (state: PanelState): Promise<string> => {
      await panel.post({ type: 'state', state });
      await panel.page.waitForFunction(
        (phase) => document.querySelector(`.placeholder-${phase}, [data-part="verdict"]`),
        state.phase,
      );
      assert.deepEqual(await violations(panel), []);
      return (await panel.page.locator('#report').textContent()) ?? '';
    };
    assert.match(await text({ ...loading, phase: 'empty' }), /No training log or prediction file/);
    const failed = await text({
      ...loading,
      phase: 'failed',
      notice: { kind: 'error', text: 'x.csv is not text.' },
    });
    assert.match(failed, /Not read.*x\.csv is not text\./);
    const stale = { kind: 'stale', text: 'The file is gone.' } as const;
    assert.match(await text(panelState(analysisOf('starting'), 0, stale)), /Out of date.*The file is gone\./);
  });

  it('has no sample without a run', () => {
    for (const analysis of sampleAnalyses().values()) assert.ok(onlyRun(analysis).id);
  });
});

/** Answers, as the host does, the requests for curves that the panel has made so far. */
async function answerCurves(panel: PanelPage, name: string): Promise<number> {
  const table = sampleTables().get(name);
  const { evaluation } = onlyRun(analysisOf(name));
  const asked = (await panel.sent()).filter((intent) => intent.type === 'showCurves');
  if (table === undefined || evaluation === undefined) {
    assert.deepEqual(asked, []);
    return 0;
  }
  for (const { from } of asked) {
    const replies = curveOrder(evaluation)
      .slice(from, from + curvesAtOnce)
      .map((index) => drawnCurve(table, index));
    await panel.post({ type: 'precisionRecall', curves: precisionRecallCurves(evaluation, from, replies) });
  }
  if (asked.length > 0) await panel.page.locator('.multiple-box svg').first().waitFor();
  return asked.length;
}

function onlyCurves(analysis: Analysis): boolean {
  return onlyRun(analysis).epochs.length > 0;
}

function focusedKey(panel: PanelPage): Promise<string | undefined> {
  return panel.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['key']);
}

/** What axe-core finds, its source evaluated from outside the page's policy. */
async function violations({ page }: PanelPage): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations: found } = await axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)} ${nodes[0]!.failureSummary}`);
  });
}
