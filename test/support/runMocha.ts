import Mocha from 'mocha';
import { join } from 'node:path';
import { format } from 'node:util';
import { suiteMark } from './suiteMark.ts';

/** Runs the tests that `load` defines in this process, and throws if one fails. */
export function runMocha(load: () => void): Promise<void> {
  // `__dirname` is out/host: the bundle that holds this.
  const reporter = join(__dirname, '../../test/support/reporter.cjs');
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(suiteMark + line);
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, reporter, color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  return new Promise((done, failed) => {
    mocha.run((failures) => (failures === 0 ? done() : failed(new Error(`${failures} tests failed`))));
  });
}
