import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel.ts';
import { panelHtml } from '../../../src/report/panelHtml.ts';
import { themes, type ThemeName } from './themes.ts';

const origin = 'http://panel.test';
/** A picture of one pixel that the page's own origin serves. */
export const pictureAddress = `${origin}/picture.png`;
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The panel's script as the build bundles it. */
export async function bundlePanel(): Promise<string> {
  const result = await build({
    entryPoints: ['src/webview/main.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return result.outputFiles[0]!.text;
}

/** One panel in a page of its own, with the real HTML and policy and a host that only writes down what it hears. */
export interface PanelPage {
  readonly page: Page;
  /** Errors, blocked loads and requests to anywhere but the page's own files. */
  readonly troubles: string[];
  post(message: ToPanel): Promise<void>;
  sent(): Promise<FromPanel[]>;
  remembered(): Promise<unknown>;
  close(): Promise<void>;
}

interface HostWindow {
  sent: FromPanel[];
  remembered: unknown;
  acquireVsCodeApi: () => unknown;
}

export async function openPanel(
  browser: Browser,
  script: string,
  theme: ThemeName,
  width = 1000,
): Promise<PanelPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const html = panelHtml({
    nonce: 'bm9uY2U',
    cspSource: origin,
    scriptUri: `${origin}/panel.js`,
    styleUri: `${origin}/panel.css`,
  });
  const files = new Map<string, { contentType: string; body: string | Buffer }>([
    ['/picture.png', { contentType: 'image/png', body: Buffer.from(picture, 'base64') }],
    ['/', { contentType: 'text/html', body: html }],
    ['/panel.js', { contentType: 'text/javascript', body: script }],
    ['/panel.css', { contentType: 'text/css', body: readFileSync('media/panel.css', 'utf8') }],
  ]);
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? files.get(url.pathname) : undefined;
    if (file !== undefined) return route.fulfill(file);
    if (url.pathname !== '/favicon.ico') troubles.push(`request: ${url.href}`);
    return route.abort();
  });
  await page.addInitScript(startHost, themes[theme]);
  await page.goto(`${origin}/`);
  return {
    page,
    troubles,
    post: (message) => page.evaluate((data) => window.postMessage(data, '*'), message),
    sent: () => page.evaluate(() => (window as unknown as HostWindow).sent),
    remembered: () => page.evaluate(() => (window as unknown as HostWindow).remembered),
    close: () => context.close(),
  };
}

/** Runs in the page before anything else: what VS Code does for a webview. */
function startHost(theme: (typeof themes)[ThemeName]): void {
  const host = window as unknown as HostWindow;
  host.sent = [];
  host.remembered = undefined;
  host.acquireVsCodeApi = () => ({
    postMessage: (message: FromPanel) => host.sent.push(message),
    getState: () => host.remembered,
    setState: (state: unknown) => {
      host.remembered = state;
    },
  });
  const apply = (): void => {
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = theme.bodyClass;
  };
  document.addEventListener('DOMContentLoaded', apply);
}
