import { spawnSync } from 'node:child_process';

const attempt = `
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value == null;
util.isArray ??= Array.isArray;
require('@tensorflow/tfjs-node');`;

/** True if the optional package and its native part are installed here: asked of Node, not of the product's code. */
export function tensorflowLoads(): boolean {
  return spawnSync(process.execPath, ['-e', attempt], { stdio: 'ignore' }).status === 0;
}
