import assert from 'node:assert/strict';
import { headOf } from '../../../src/formats/decode.ts';
import type { Format } from '../../../src/formats/format.ts';
import { allFormats, formatById, recognise } from '../../../src/formats/recognise.ts';

function sure(id: string, confidence: number): Format {
  return {
    id,
    title: `Title of ${id}`,
    kind: 'log',
    recognise: () => confidence,
    reader: () => assert.fail('not read'),
  };
}

const head = headOf('a.csv', Buffer.from('a,b\n1,2\n'), true);

describe('recognise', () => {
  it('takes the surest format', () => {
    const { format, candidates, problem } = recognise(head, [sure('a', 0.6), sure('b', 0.9), sure('c', 0.2)]);
    assert.equal(format?.id, 'b');
    assert.deepEqual(candidates, [
      { id: 'b', confidence: 0.9 },
      { id: 'a', confidence: 0.6 },
    ]);
    assert.equal(problem, undefined);
  });

  it('does not guess between equals, and names them', () => {
    const { format, problem } = recognise(head, [sure('a', 0.9), sure('b', 0.9), sure('c', 0.6)]);
    assert.equal(format, undefined);
    assert.equal(problem?.kind, 'refused');
    assert.match(problem.message, /Title of a, Title of b\./);
  });

  it('lets a name decide between equals', () => {
    assert.equal(recognise(head, [sure('a', 0.8), sure('b', 0.9)]).format?.id, 'b');
  });

  it('is silent about a file of no known format', () => {
    assert.deepEqual(recognise(head, [sure('a', 0.4)]), { candidates: [] });
    for (const text of ['', '\n', 'Hello.', '{}', '[]', '{"a":', ',,,\n,,,', '\0\0\0\0', '\ufeff']) {
      assert.deepEqual(
        recognise(headOf('predictions.csv', Buffer.from(text), true)),
        { candidates: [] },
        JSON.stringify(text),
      );
    }
  });

  it('has formats with ids of their own, found by them', () => {
    const ids = allFormats().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.equal(formatById(id)?.id, id);
    assert.equal(formatById('noSuch'), undefined);
  });
});
