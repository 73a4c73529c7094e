import { launchBrowser } from '../support/browser.ts';
import { startCodeServer } from '../support/codeServer.ts';
import { buildHostSuite } from '../support/hostSuite.ts';
import { suiteMark } from '../support/suiteMark.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Runs the suite of this folder inside the extension host of a real VS Code, in a browser, and ends with its exit code. */
async function main(): Promise<number> {
  const suite = await buildHostSuite();
  const workspace = makeWorkspace();
  const server = await startCodeServer({
    env: { TEST_RESULTS: process.env['TEST_RESULTS'] ?? '', TEST_WORKSPACE: workspace },
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => {
      const line = args.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
      if (line.startsWith(suiteMark)) console.log(line.slice(suiteMark.length));
      else if (process.env['VSCODE_LOG'] !== undefined) console.error(line.slice(0, 600));
    });
    const ended = new Promise<number>((end) => {
      void page.exposeFunction('codeAutomationExit', end);
    });
    await page.goto(server.url(workspace, suite));
    const limit = new Promise<number>((end) => {
      setTimeout(() => {
        console.error('The suite did not end within five minutes.');
        end(1);
      }, 300_000).unref();
    });
    return await Promise.race([ended, limit]);
  } finally {
    await browser.close();
    server.stop();
  }
}

process.exit(await main());
