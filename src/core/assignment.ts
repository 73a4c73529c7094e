/**
 * The one-to-one assignment of rows to columns whose cells have the largest sum: the column of each row (length `size`).
 *
 * `cells` holds size × size finite numbers, row-major. Shortest augmenting paths with potentials, O(size³). Source: Kuhn
 * 1955, The Hungarian method for the assignment problem; Jonker and Volgenant, Computing 38 (1987) 325–340.
 *
 * Example: bestAssignment(Float64Array.of(1, 9, 9, 2), 2) is [1, 0].
 */
export function bestAssignment(cells: Float64Array, size: number): Int32Array {
  // One column more than there are: the last one holds the row that is being placed.
  const ofRows = new Float64Array(size);
  const ofColumns = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1).fill(-1);
  const before = new Int32Array(size + 1);
  const slack = new Float64Array(size + 1);
  const visited = new Uint8Array(size + 1);
  for (let start = 0; start < size; start++) {
    rowOf[size] = start;
    slack.fill(Infinity);
    visited.fill(0);
    let column = size;
    while (rowOf[column]! >= 0) {
      visited[column] = 1;
      const row = rowOf[column]!;
      let least = Infinity;
      let next = -1;
      for (let other = 0; other < size; other++) {
        if (visited[other] === 1) continue;
        const reduced = -cells[row * size + other]! - ofRows[row]! - ofColumns[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          before[other] = column;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          next = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (visited[other] === 1) {
          ofRows[rowOf[other]!]! += least;
          ofColumns[other]! -= least;
        } else slack[other]! -= least;
      }
      column = next;
    }
    while (column !== size) {
      rowOf[column] = rowOf[before[column]!]!;
      column = before[column]!;
    }
  }
  const columnOf = new Int32Array(size);
  for (let column = 0; column < size; column++) columnOf[rowOf[column]!] = column;
  return columnOf;
}
