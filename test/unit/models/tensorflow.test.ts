import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { missingLine } from '../../../src/models/tensorflow.ts';

const coded = (code: string, text: string) => Object.assign(new Error(text), { code });

describe('the line about a missing TensorFlow', () => {
  it('says how to install the version that the manifest names', () => {
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      optionalDependencies: Record<string, string>;
    };
    const install = `npm install @tensorflow/tfjs-node@${optionalDependencies['@tensorflow/tfjs-node']!},`;
    for (const error of [
      coded('ERR_MODULE_NOT_FOUND', "Cannot find package '@tensorflow/tfjs-node' imported from /x/model.js"),
      coded('MODULE_NOT_FOUND', "Cannot find module '@tensorflow/tfjs-node'\nRequire stack:\n- /x/model.js"),
    ]) {
      const line = missingLine(error);
      assert.ok(line.includes(install), line);
      assert.match(line, /^[^\n]+ not installed here \(optional\): [^\n]+\.$/);
    }
  });

  it('tells a package without its native part from one that is absent', () => {
    for (const error of [
      new Error(
        'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x. \nPlease run …',
      ),
      coded('MODULE_NOT_FOUND', "Cannot find module '@mapbox/node-pre-gyp'\nRequire stack:"),
      coded('ERR_DLOPEN_FAILED', 'libtensorflow.so.2: cannot open shared object file'),
    ]) {
      const line = missingLine(error);
      assert.match(line, /^[^\n]+ does not load \([^\n]+\): npm rebuild @tensorflow\/tfjs-node [^\n]+\.$/);
    }
  });
});
