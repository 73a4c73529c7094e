/** The texts sorted by code points, as Python sorts them: JavaScript's own order differs beyond U+FFFF. */
export function inStringOrder(texts: readonly string[]): string[] {
  return [...texts].sort(compareCodePoints);
}

function compareCodePoints(a: string, b: string): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    // Up to the first difference both are the same, so that both indices stand in the same code point.
    const [first, second] = [a.codePointAt(index)!, b.codePointAt(index)!];
    if (first !== second) return first - second;
  }
  return a.length - b.length;
}
