import type { Pairing, PairingRefusal } from './pairing.ts';

/** Which row of the second file goes with each of the first; absent `rows` where it is the one in the same place. */
export interface MatchedIds {
  readonly kind: 'matched';
  readonly by: Pairing['by'];
  readonly rows?: Int32Array;
}

/** Matches the rows of two files by their ids. O(N). */
export function matchIds(a: readonly string[], b: readonly string[]): MatchedIds | PairingRefusal {
  const places = new Map<string, number>();
  a.forEach((id, row) => {
    if (!places.has(id)) places.set(id, row);
  });
  const isUnique = places.size === a.length;
  if (a.length === b.length && a.every((id, row) => id === b[row]))
    return { kind: 'matched', by: isUnique ? 'ids' : 'idsInOrder' };
  const distinct = new Set(b);
  const onlyA = [...places.keys()].filter((id) => !distinct.has(id));
  const onlyB = [...distinct].filter((id) => !places.has(id));
  if (onlyA.length > 0 || onlyB.length > 0)
    return {
      kind: 'refused',
      because: 'otherIds',
      common: places.size - onlyA.length,
      only: [onlyA.length, onlyB.length],
      example: [onlyA[0], onlyB[0]],
    };
  if (!isUnique || distinct.size < b.length) {
    const [inA, inB] = [repeated(a), repeated(b)];
    return {
      kind: 'refused',
      because: 'repeatedIds',
      repeated: [inA.length, inB.length],
      example: [inA[0], inB[0]],
    };
  }
  const rows = new Int32Array(a.length);
  b.forEach((id, row) => (rows[places.get(id)!] = row));
  return { kind: 'matched', by: 'ids', rows };
}

/** The ids that stand for several rows. */
function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) again.add(id);
    seen.add(id);
  }
  return [...again];
}
