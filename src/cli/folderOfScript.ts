import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** The folder of the running script; npm starts it through a link in `node_modules/.bin`. */
export function folderOfScript(script: string | undefined): string {
  return script === undefined ? process.cwd() : dirname(realpathSync(script));
}
