import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench } from '../ui/workbench/workbench.ts';
import { projectRoot } from './codeServer.ts';
import { eventually } from './eventually.ts';
import { sampleProject } from './workspace.ts';

/** `npm run pictures`: takes the README's pictures of the sample project in a real VS Code, light and dark. */
async function main(): Promise<void> {
  const folder = join(projectRoot, 'media/readme');
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [join(projectRoot, 'esbuild.js'), '--production'], { stdio: 'inherit' });
  for (const [name, label, kind] of [
    ['light', 'Light Modern', 'vs'],
    ['dark', 'Dark Modern', 'vs-dark'],
  ] as const) {
    const bench = await openWorkbench({
      project: sampleProject,
      size: { width: 1180, height: 1400 },
      folderSettings: {
        'files.exclude': { '.vscode': true },
        'editor.minimap.enabled': false,
        'breadcrumbs.enabled': false,
      },
    });
    try {
      await bench.useTheme(label, kind);
      await bench.openFile('run1/training_log.csv');
      await bench.quickOpen(':41');
      await bench.page.keyboard.press('Control+B');
      const lastEpoch = bench.page.locator('.view-line', { hasText: /^39,/ }).locator('> span');
      const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'loss' });
      // The side bar moves the line while it closes, and a hover asked for before the analysis stays empty.
      const box = await eventually(async () => {
        await bench.page.mouse.move(2, 2);
        const place = (await lastEpoch.boundingBox())!;
        await bench.page.mouse.move(place.x + place.width - 12, place.y + place.height / 2);
        await hover.waitFor({ timeout: 2_000 });
        return place;
      }, 'the hover of the last loss');
      await bench.page.waitForTimeout(1_000);
      const clip = { x: 48, y: Math.ceil(box.y) - 370, width: 1124, height: 420 };
      await bench.page.screenshot({ path: join(folder, `hover-${name}.png`), clip });
      await bench.page.mouse.move(2, 2);
      await bench.quickOpen('>Imbalance Lens: Evaluate Predictions');
      const report = await bench.report();
      await report.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
      await bench.quickOpen('>View: Toggle Maximize Editor Group');
      await bench.page.waitForTimeout(1_000);
      await bench.page.screenshot({
        path: join(folder, `report-${name}.png`),
        clip: { x: 48, y: 36, width: 1124, height: 1340 },
      });
    } finally {
      await bench.close();
    }
  }
}

await main();
