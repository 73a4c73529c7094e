import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installedBrowser(): string | undefined {
  const named = process.env['CHROMIUM_EXECUTABLE'];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':');
  for (const name of names) {
    for (const folder of folders) {
      const path = `${folder}/${name}`;
      if (isExecutable(path)) return path;
    }
  }
  const downloaded = chromium.executablePath();
  return [...fixedPlaces, downloaded].find((path) => existsSync(path));
}

/** Installs Debian's chromium where that needs no question (root on a Debian machine), else Playwright's own download. */
function installBrowser(): void {
  const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  try {
    if (debian) {
      console.log('No Chromium found: installing the Debian package chromium…');
      execFileSync('apt-get', ['update'], { stdio: 'ignore' });
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    } else {
      console.log("No Chromium found: trying Playwright's download…");
      execFileSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
        stdio: 'ignore',
      });
    }
  } catch {
    // What is missing is said by the caller, in one line.
  }
}

/** The path of a Chromium, installed if need be. Throws with the one command that mends it. */
export function findBrowser(): string {
  let path = installedBrowser();
  if (path === undefined) {
    installBrowser();
    path = installedBrowser();
  }
  if (path === undefined) {
    throw new Error(
      'No Chromium found and none could be installed: run "apt-get install chromium" (Debian, Ubuntu) or "npx playwright install chromium", or name one with CHROMIUM_EXECUTABLE.',
    );
  }
  return path;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
