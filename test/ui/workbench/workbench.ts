import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { projectRoot, startCodeServer, type CodeServer, type CodeServerOptions } from '../../support/codeServer.ts';
import { makeWorkspace } from '../../support/workspace.ts';

export const screenshots = join(projectRoot, 'out/screenshots');

/** A real VS Code in a browser window, opened on a copy of the sample project. */
export interface Workbench {
  readonly page: Page;
  readonly workspace: string;
  /** Types into the quick pick: `>command` or a file name, and takes the first offer. */
  quickOpen(text: string): Promise<void>;
  openFile(name: string): Promise<void>;
  /** The report panel's page. */
  report(): FrameLocator;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkbench(options: CodeServerOptions & { size?: { width: number; height: number } } = {}): Promise<Workbench> {
  const workspace = makeWorkspace();
  const server: CodeServer = await startCodeServer(options);
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage({ viewport: options.size ?? { width: 1440, height: 900 } });
  await page.goto(server.url(workspace));
  await page.getByRole('treeitem', { name: 'training.log' }).first().waitFor({ timeout: 60_000 });
  const quickOpen = async (text: string): Promise<void> => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(text);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
  };
  mkdirSync(screenshots, { recursive: true });
  return {
    page,
    workspace,
    quickOpen,
    openFile: async (name) => {
      await page.getByRole('treeitem', { name }).first().dblclick();
      await page.locator('.tab.active', { hasText: name }).waitFor();
    },
    report: () => page.frameLocator('iframe.webview.ready').last().frameLocator('iframe'),
    picture: async (name) => {
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    close: async () => {
      await browser.close();
      server.stop();
    },
  };
}
