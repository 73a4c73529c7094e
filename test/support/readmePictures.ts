import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { openWorkbench, type Workbench } from '../ui/workbench/workbench.ts';
import { projectRoot } from './codeServer.ts';
import { eventually } from './eventually.ts';
import { sampleProject } from './workspace.ts';

const folder = join(projectRoot, 'media/readme');
/** Wide enough for a side bar and a line of the log, narrow enough to be read where a README has half the width. */
const width = 1080;
/** A hover is as high as a quarter of the editor: this one is to be seen whole. */
const size = { width, height: 2_300 };
/** Pixels of the window around the editors: the title above them, the activity bar and the frame beside them. */
const [above, beside] = [36, 48];

/** `npm run pictures`: takes the README's pictures of the sample project in a real VS Code, light and dark. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [join(projectRoot, 'esbuild.js'), '--production'], { stdio: 'inherit' });
  for (const [name, label, kind] of [
    ['light', 'Light Modern', 'vs'],
    ['dark', 'Dark Modern', 'vs-dark'],
  ] as const) {
    const bench = await openWorkbench({
      project: sampleProject,
      size,
      scale: 2,
      folderSettings: {
        'files.exclude': { '.vscode': true },
        'editor.minimap.enabled': false,
        'breadcrumbs.enabled': false,
        'editor.hover.delay': 300,
      },
    });
    try {
      await bench.useTheme(label, kind);
      await pictureHover(bench, name);
      await pictureReport(bench, name);
    } finally {
      await bench.close();
    }
  }
}

/** The sample's files, and the evidence over the last validation loss of its log. */
async function pictureHover(bench: Workbench, name: string): Promise<void> {
  const { page } = bench;
  await bench.openFile('run1/training_log.csv');
  await page.keyboard.press('Control+End');
  // The numbers stand at the end of the log: they are brought up beside the files.
  for (let line = 0; line < 8; line++) await page.keyboard.press('Control+ArrowDown');
  const last = page.locator('.view-line', { hasText: /^39,/ }).locator('> span');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'Open report' });
  // A hover that is asked for before the analysis stays empty.
  const box = await eventually(async () => {
    await page.mouse.move(2, 2);
    const place = (await last.boundingBox())!;
    await page.mouse.move(place.x + place.width - 12, place.y + place.height / 2);
    await hover.waitFor({ timeout: 2_000 });
    return place;
  }, 'the hover of the last loss');
  await page.waitForTimeout(1_000);
  const clip = { x: 0, y: above, width, height: Math.ceil(box.y + box.height) + 24 - above };
  await page.screenshot({ path: join(folder, `hover-${name}.png`), clip });
  await page.mouse.move(2, 2);
}

/** The first page of the report, and its curves over the epochs. */
async function pictureReport(bench: Workbench, name: string): Promise<void> {
  const { page } = bench;
  await page.keyboard.press('Control+B');
  await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
  const report: Frame = await bench.report();
  await report.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
  await bench.quickOpen('>View: Toggle Maximize Editor Group');
  await page.waitForTimeout(1_000);
  const findings = (await report.locator('[data-part="classes"]').boundingBox())!;
  await page.screenshot({
    path: join(folder, `report-${name}.png`),
    clip: { x: beside, y: above, width: width - beside, height: findings.y - above },
  });
  const curves = report.locator('[data-part="curves"]');
  await curves.scrollIntoViewIfNeeded();
  await page.mouse.move(2, 2);
  await page.waitForTimeout(500);
  const box = (await curves.boundingBox())!;
  const charts = (await report.locator('.charts').boundingBox())!;
  await page.screenshot({
    path: join(folder, `curves-${name}.png`),
    clip: {
      x: box.x - 16,
      y: box.y + 8,
      width: box.width + 32,
      height: charts.y + charts.height + 16 - box.y - 8,
    },
  });
}

await main();
