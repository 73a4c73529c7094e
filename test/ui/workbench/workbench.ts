import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { eventually } from '../../support/eventually.ts';
import { launchBrowser } from '../../support/browser.ts';
import {
  projectRoot,
  startCodeServer,
  type CodeServer,
  type CodeServerOptions,
} from '../../support/codeServer.ts';
import { makeWorkspace } from '../../support/workspace.ts';

export const screenshots = join(projectRoot, 'out/screenshots');

/** A real VS Code in a browser window, opened on a copy of a project. */
export interface Workbench {
  readonly page: Page;
  readonly workspace: string;
  /** Types into the quick pick: `>command` or a file name, and takes the first offer. */
  quickOpen(text: string): Promise<void>;
  /** Opens a file by its path in the project, through the explorer. */
  openFile(path: string): Promise<void>;
  /** Chooses a colour theme as a person does; `kind` is the class that the workbench then has. */
  useTheme(label: string, kind: string): Promise<void>;
  /** The report panel's page, once it is there. */
  report(): Promise<Frame>;
  /** The page of a webview that holds an element. */
  webview(selector: string): Promise<Frame>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface WorkbenchOptions extends CodeServerOptions {
  /** The folder to copy and open; without it, the one for tests. */
  readonly project?: string;
  readonly size?: { width: number; height: number };
  /** Pixels of a picture for each of the page. */
  readonly scale?: number;
  readonly folderSettings?: object;
}

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const workspace = makeWorkspace(options.project);
  if (options.folderSettings !== undefined) {
    mkdirSync(join(workspace, '.vscode'));
    writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(options.folderSettings));
  }
  const server: CodeServer = await startCodeServer(options);
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: options.size ?? { width: 1440, height: 900 },
    deviceScaleFactor: options.scale ?? 1,
  });
  await page.goto(server.url(workspace));
  const explorer = page.locator('.explorer-folders-view');
  await explorer.getByRole('treeitem').first().waitFor({ timeout: 60_000 });
  const quickOpen = async (text: string): Promise<void> => {
    const input = page.locator('.quick-input-widget input.input');
    const offer = page.locator('.quick-input-list .monaco-list-row', { hasNotText: 'No matching' });
    // Commands of an extension are offered once it is there.
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await input.fill(text, { timeout: 2_000 });
      await offer.first().waitFor({ timeout: 2_000 });
      return true;
    }, `an offer for ${text}`);
    await page.keyboard.press('Enter');
  };
  const webview = (selector: string): Promise<Frame> =>
    eventually(async () => {
      for (const frame of page.frames()) if ((await frame.locator(selector).count()) > 0) return frame;
      return undefined;
    }, `a webview with ${selector}`);
  mkdirSync(screenshots, { recursive: true });
  return {
    page,
    workspace,
    quickOpen,
    openFile: async (path) => {
      const folders = path.split('/');
      const name = folders.pop()!;
      for (const folder of folders) {
        const item = explorer.getByRole('treeitem', { name: folder, exact: true });
        if ((await item.getAttribute('aria-expanded')) === 'false') await item.click();
      }
      await explorer.getByRole('treeitem', { name }).first().dblclick();
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    },
    useTheme: async (label, kind) => {
      const input = page.locator('.quick-input-widget input.input');
      const offers = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Dark' });
      // Keys pressed before the workbench listens are lost.
      await eventually(async () => {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+T');
        await offers.first().waitFor({ timeout: 2_000 });
        return true;
      }, 'the list of colour themes');
      await input.fill(label);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
    },
    report: () => webview('#report'),
    webview,
    picture: async (name) => {
      await page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
    },
    close: async () => {
      await browser.close();
      server.stop();
    },
  };
}
