/** Costs by actual and predicted label, as a person states them. */
export type StatedCosts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** K×K costs, row-major: `cells[actual * size + predicted]`. */
export interface CostMatrix {
  readonly size: number;
  readonly cells: Float64Array;
}

/**
 * The cost matrix of a table's labels: what is not stated costs 0 on the diagonal and 1 elsewhere.
 *
 * A `fault` instead if a stated label is none of the table's, or a cost is negative or not finite.
 */
export function costMatrix(
  labels: readonly string[],
  stated: StatedCosts,
): CostMatrix | { readonly fault: string } {
  const size = labels.length;
  const cells = new Float64Array(size * size).fill(1);
  for (let index = 0; index < size; index++) cells[index * size + index] = 0;
  for (const [actual, row] of stated) {
    for (const [predicted, cost] of row) {
      const unknown = [actual, predicted].find((label) => !labels.includes(label));
      if (unknown !== undefined)
        return { fault: `the costs name '${unknown}', which is no class here; ${classesAre(labels)}` };
      if (!(cost >= 0 && cost < Infinity))
        return { fault: `the cost of answering '${predicted}' for '${actual}' is negative or not finite` };
      cells[labels.indexOf(actual) * size + labels.indexOf(predicted)] = cost;
    }
  }
  return { size, cells };
}

/** Labels listed in a complaint. */
const listed = 12;

export function classesAre(labels: readonly string[]): string {
  const more = labels.length > listed ? ` and ${labels.length - listed} more` : '';
  return `the classes are ${labels.slice(0, listed).join(', ')}${more}`;
}
