/** The rank of each class in an order that a person declared, or the labels that the order does not name. */
export type ClassOrder =
  | { readonly kind: 'order'; readonly ranks: readonly number[] }
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] };

/** Puts the labels of a table into a declared order, lowest first; it may name classes that the table does not have. */
export function classOrder(labels: readonly string[], declared: readonly string[]): ClassOrder {
  const places = new Map<string, number>();
  for (const label of declared) if (!places.has(label)) places.set(label, places.size);
  const missing = labels.filter((label) => !places.has(label));
  return missing.length > 0
    ? { kind: 'incomplete', missing }
    : { kind: 'order', ranks: labels.map((label) => places.get(label)!) };
}
