import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyTargets, type FromPanel, parseFromPanel } from '../../../src/protocol/panel.ts';

const intents: FromPanel[] = [
  { type: 'ready' },
  { type: 'selectRun', run: 3 },
  { type: 'openFile', file: 0, line: 120 },
  { type: 'openFinding', finding: 1 },
  { type: 'showRows', actual: 4, predicted: 0 },
  { type: 'showCurves', from: 12 },
  { type: 'openImage', row: 3 },
  { type: 'copySnippet', snippet: 5 },
  { type: 'removeComparison' },
  { type: 'explain', rule: 'softmax-applied-twice' },
  ...copyTargets.map((what) => ({ type: 'copy', what }) as const),
];

/** A number that is no index: negative, broken, too large or not finite. */
const noIndex = fc.oneof(
  fc.integer({ max: -1 }),
  fc.double({ noInteger: true }),
  fc.constantFrom(2 ** 31, Infinity, NaN, Number.MAX_SAFE_INTEGER),
  fc.string(),
  fc.constant(null),
);

describe('parseFromPanel', () => {
  it('gives back every intent as it is, without anything that was added', () => {
    for (const intent of intents) {
      assert.deepEqual(parseFromPanel({ ...intent, path: '/etc/passwd' }), intent);
    }
  });

  it('takes nothing else, and throws for nothing', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (message) => {
        assert.equal(parseFromPanel(message), undefined);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes an intent only with all of its fields in range', () => {
    const fields = fc.dictionary(
      fc.constantFrom(
        'run',
        'file',
        'line',
        'finding',
        'actual',
        'predicted',
        'from',
        'snippet',
        'rule',
        'what',
      ),
      noIndex,
    );
    const types = fc.constantFrom(
      ...intents.map(({ type }) => type).filter((type) => type !== 'ready' && type !== 'removeComparison'),
    );
    fc.assert(
      fc.property(types, fields, (type, rest) => {
        const intent = parseFromPanel({ type, ...rest });
        assert.ok(intent === undefined || intent.type === 'explain');
      }),
    );
  });

  it('takes only rule ids as rules', () => {
    for (const rule of [
      '../../etc/passwd',
      'a'.repeat(65),
      'a--b',
      'A',
      '',
      'a b',
      'command:x',
      `a${'-a'.repeat(11)}`,
    ]) {
      assert.equal(parseFromPanel({ type: 'explain', rule }), undefined, rule);
    }
  });
});
