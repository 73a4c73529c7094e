import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isJsonArray,
  isJsonObject,
  jsonDepth,
  parseJson,
  scanJson,
} from '../../../src/formats/jsonTolerant.ts';
import type { JsonFault, JsonValue } from '../../../src/formats/jsonTolerant.ts';

/** Maps as JSON.parse would give them, without touching prototypes. */
function plain(value: JsonValue): unknown {
  if (isJsonArray(value)) return value.map(plain);
  if (!isJsonObject(value)) return value;
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, own] of value) object[key] = plain(own);
  return object;
}

function valueOf(text: string): JsonValue {
  const parsed = parseJson(text);
  assert.ok('value' in parsed, text);
  return parsed.value;
}

function faultOf(text: string): JsonFault {
  const parsed = parseJson(text);
  assert.ok('fault' in parsed, text);
  return parsed.fault;
}

describe('jsonTolerant', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), fc.constantFrom(0, 1, 2), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        assert.equal(JSON.stringify(plain(valueOf(text))), JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('refuses what JSON.parse refuses, but for the bare words of Python', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u0041"',
      '1',
      '-2.5e3',
      'null',
      ' ',
      '\n',
      '01',
      "'",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        assert.equal('value' in parseJson(text), valid, text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads NaN and infinities', () => {
    assert.deepEqual(plain(valueOf('[NaN, Infinity, -Infinity, nan, inf, -inf]')), [
      NaN,
      Infinity,
      -Infinity,
      NaN,
      Infinity,
      -Infinity,
    ]);
  });

  it('keeps keys away from prototypes', () => {
    const value = valueOf('{"__proto__": {"polluted": 1}, "constructor": 2}');
    assert.ok(isJsonObject(value));
    assert.deepEqual([...value.keys()], ['__proto__', 'constructor']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('tells a text that is cut from one that is wrong', () => {
    const text = '{"a": [1, {"b": "c\\"d"}, true, 1.5, -0.25e-3, 7E+2, NaN, -Infinity, null]}';
    for (let end = 0; end < text.length; end++)
      assert.equal(faultOf(text.slice(0, end)).cut, true, text.slice(0, end));
    for (const wrong of [
      '{"a" 1}',
      '[1 2]',
      '[1,]',
      '{"a":1,}',
      '{a:1}',
      '[] []',
      '["\\x"]',
      '[01]',
      '[+1]',
    ]) {
      assert.equal(faultOf(wrong).cut, false, wrong);
    }
    assert.equal(faultOf('{"a": 1, b}').offset, 9);
  });

  it('gives what stands before a fault', () => {
    const parsed = parseJson('[{"a": 1}, {"b": 2}, {"c":');
    assert.ok('partial' in parsed);
    assert.deepEqual(JSON.stringify(plain(parsed.partial)), '[{"a":1},{"b":2},{}]');
  });

  it('goes no deeper than its limit, whatever the text', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok('value' in parseJson(nested(jsonDepth)));
    assert.match(faultOf(nested(jsonDepth + 1)).message, /deeper/);
    assert.match(faultOf('[{"a":'.repeat(500_000)).message, /deeper/);
  });

  it('tells where each part stands', () => {
    const text = '{"ab": [1.5, "x"], "c": NaN}';
    const parts: string[] = [];
    const end = scanJson(text, {
      key: (key, start, stop) => parts.push(`${key}=${text.slice(start, stop)}`),
      scalar: (value, start, stop) => parts.push(`${String(value)}=${text.slice(start, stop)}`),
      open: (bracket, at) => parts.push(`${bracket}${at}`),
      close: (bracket, at) => parts.push(`${bracket}${at}`),
    });
    assert.equal(end, text.length);
    assert.deepEqual(parts, ['{0', 'ab="ab"', '[7', '1.5=1.5', 'x="x"', ']16', 'c="c"', 'NaN=NaN', '}27']);
  });
});
