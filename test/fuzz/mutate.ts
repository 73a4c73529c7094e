/** Numbers in [0, 1) that depend on the seed alone. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What readers meet in broken files, and what their grammars turn on. */
const tokens = [
  ...['"', '""', ',', ';', '\t', '|', '\r', '\n', '\r\n', '\b', '\u001b[0m', '\0', '\ufeff', '\u202e', ' '],
  ...[
    'NaN',
    'nan',
    'inf',
    '-inf',
    '1e999',
    '-1e-999',
    '1e308',
    '-0',
    '0.5',
    '50%',
    '0,5',
    '007',
    '1_000',
    '0x1',
  ],
  ...[
    '__proto__',
    'constructor',
    'true',
    'False',
    'null',
    'NA',
    '-',
    '?',
    '[',
    ']',
    '{',
    '}',
    ':',
    '\\',
    '\\u',
  ],
  ...[
    'Epoch 1/2\n',
    '1/10 ',
    '10/10 - 1s - ',
    'val_',
    'loss: ',
    'epoch',
    'accuracy',
    'y_true',
    'y_pred',
    'prob_',
  ],
  ...['[0.1, 0.9]', '{"y_true": "a", "y_pred": 1}\n', '/*', '//', '\ud83d', 'e\u0301', '\u00e9', '\uff11'],
].map((token) => Buffer.from(token));

/** A changed copy of `bytes`: up to eight edits, some with pieces of `other`. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit);
  let changed = Buffer.from(bytes);
  for (let edits = 1 + below(8); edits > 0; edits--) {
    const at = below(changed.length + 1);
    const until = Math.min(changed.length, at + 1 + below(random() < 0.5 ? 4 : 200));
    const [before, cut, after] = [
      changed.subarray(0, at),
      changed.subarray(at, until),
      changed.subarray(until),
    ];
    const from = below(other.length);
    const edit = below(8);
    if (edit === 0) changed = Buffer.concat([before, after]);
    else if (edit === 1) changed = Buffer.concat([before, Buffer.from([below(256)]), after]);
    else if (edit === 2) changed = Buffer.concat([before, cut, cut, cut, after]);
    else if (edit === 3)
      changed = Buffer.concat([before, other.subarray(from, from + 1 + below(300)), cut, after]);
    else if (edit === 4) changed = Buffer.concat([before, tokens[below(tokens.length)]!, after]);
    else changed = Buffer.concat([before, tokens[below(tokens.length)]!, cut, after]);
  }
  if (random() < 0.05) return Buffer.from(changed.toString('latin1'), 'utf16le');
  return random() < 0.1 ? changed.subarray(0, below(changed.length)) : changed;
}

/** The bytes in pieces, some of them empty or a single byte. */
export function pieces(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const cut: Uint8Array[] = [];
  const most = random() < 0.3 ? 3 : bytes.length;
  for (let at = 0; at < bytes.length;) {
    const length = Math.floor(random() * most) + (random() < 0.9 ? 1 : 0);
    cut.push(bytes.slice(at, at + length));
    at += length;
  }
  return cut;
}
