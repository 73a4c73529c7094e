import type { LineSink } from '../lines.ts';
import type { TextValue } from './textValue.ts';
import { lightningValue } from './lightningFrame.ts';
import { loggedNumber } from './loggedNumber.ts';
import { longestLine } from './textLog.ts';
import type { ValuedRun } from './valuedRuns.ts';

/** The bars of rich as they stand in a file: one a training, of its last epoch. */
export interface RichBlocks {
  readonly line: LineSink;
  runs(): readonly ValuedRun[];
}

/**
 * `Epoch 3/3 ━━━ 19/19 0:00:01 • 0:00:00 13.2it/s val_loss: 0.342`, counted from 0. A terminal's copy has control
 * sequences in it and holds the values of an epoch in the bars of the next: it is not read.
 */
const barPattern = /^Epoch (\d{1,9})\/\d{1,9} +\u2501+ +(\d{1,9})\/(\d{1,9}) .*?(?:it\/s|--) ?/;
const pairPattern = /([A-Za-z][^\s:]{0,120}): (-?[\w.+-]{1,40})/g;

/** Metrics after the first stand on lines of their own, right below it. */
const continuedPattern = /^ {20,}[A-Za-z][^\s:]{0,120}: \S{1,40}\s*$/;

export function richBlocks(): RichBlocks {
  const runs: { readonly epoch: number; readonly values: TextValue[] }[] = [];
  let goesOn = false;
  const add = (text: string, from: number, line: number): void => {
    for (const { 0: pair, 1: name, 2: number, index } of text.slice(from).matchAll(pairPattern)) {
      const start = from + index + pair.length - number!.length;
      const span = { line, start, end: start + number!.length };
      const value = lightningValue(name!, loggedNumber(number!), span);
      if (value !== undefined) runs.at(-1)!.values.push(value);
    }
  };
  return {
    line: (text, line) => {
      const isBar = text.length <= longestLine && text.startsWith('Epoch ') && text.includes('\u2501');
      const bar = isBar ? barPattern.exec(text) : null;
      goesOn &&= bar === null && continuedPattern.test(text);
      if (bar !== null && bar[2] === bar[3]) {
        runs.push({ epoch: Number(bar[1]), values: [] });
        goesOn = true;
        add(text, bar[0].length, line);
      } else if (goesOn) {
        add(text, 0, line);
      }
    },
    runs: () => runs.map((epoch) => ({ epochs: [epoch] })),
  };
}
