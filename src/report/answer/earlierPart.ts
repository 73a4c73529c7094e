import { rowsOf } from '../../core/comparison/mcnemar.ts';
import { numbers } from '../numbers.ts';
import type { AnswerGrounds, Sentence } from './grounds.ts';

/** Whether the newest run of a series gets more rows right than the one before it, where both are of the same rows. */
export function earlierPart({ run, isBroken, findings }: AnswerGrounds): Sentence[] {
  const { earlier } = run;
  if (earlier === undefined || isBroken || findings.has('constant-predictor')) return [];
  const { right, significant } = earlier;
  const [before, own] = earlier.names.map(numbers.label) as [string, string];
  const rows = numbers.count(rowsOf(right));
  const { onlyA, onlyB } = right;
  if (onlyA === onlyB) {
    const text =
      onlyA === 0
        ? `${own} and ${before} get the same ${numbers.count(right.both)} of ${rows} rows right.`
        : `${own} and ${before} get equally many of ${rows} rows right, and ${numbers.count(onlyA)} each that the other gets wrong.`;
    return [{ kind: 'is', text }];
  }
  const change = `${numbers.count(Math.abs(onlyB - onlyA))} ${onlyB > onlyA ? 'more' : 'fewer'} of ${rows} rows right than ${before}`;
  const evidence = `(${numbers.count(onlyB)} only here, ${numbers.count(onlyA)} only there)`;
  return significant
    ? [{ kind: 'shows', text: `${own} gets ${change} ${evidence}: more than chance explains.` }]
    : [
        {
          kind: 'may',
          text: `That ${own} gets ${change} ${evidence} may be chance: the two cannot be told apart by accuracy.`,
        },
      ];
}
