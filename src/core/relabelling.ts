import { bestAssignment } from './assignment.ts';

/** Answers of which each is read as another class, one to one, so that most of them are right. */
export interface Relabelling {
  readonly rows: number;
  readonly rightBefore: number;
  readonly rightAfter: number;
  /** Rows that are right only as they stand, and only when read anew. */
  readonly lost: number;
  readonly gained: number;
  /** Answers that are read as another class, and the class they are read as; those of most rows first. */
  readonly moved: readonly { readonly answer: number; readonly meaning: number; readonly rows: number }[];
  /** Of these the ones that both sides bear out: no answer is given more often for the class, and none other means it more. */
  readonly mutual: number;
  /** Cohen's kappa of the answers read anew. */
  readonly kappaAfter: number;
}

/**
 * The one-to-one reading of the predicted classes under which most rows are right; of equals the one that changes fewest,
 * then the one that both sides bear out most, then the one of highest kappa: which it is never hangs on the order of the
 * classes, unless those are equal too.
 *
 * `matrix` holds K×K numbers of rows, row = actual. Undefined without rows, and where no reading could raise the share of
 * right rows by more than `leastGain`, which is seen in O(K²) nearly always; else O(K³), 0.1 s for 300 classes.
 */
export function bestRelabelling(
  matrix: readonly (readonly number[])[],
  leastGain: number,
): Relabelling | undefined {
  const size = matrix.length;
  const support = matrix.map((cells) => cells.reduce((sum, count) => sum + count, 0));
  const rows = support.reduce((sum, count) => sum + count, 0);
  const rightBefore = matrix.reduce((sum, cells, index) => sum + cells[index]!, 0);
  const highest = matrix.reduce((sum, cells) => sum + cells.reduce((a, b) => Math.max(a, b), 0), 0);
  if (!(rows > 0) || !(highest - rightBefore > leastGain * rows)) return undefined;
  const answered = matrix.map((_, answer) => matrix.reduce((sum, cells) => sum + cells[answer]!, 0));
  // Each of the four outweighs what follows it, summed over all classes.
  const base = size + 1;
  const highestOfAnswer = matrix.map((_, answer) => topTwo(matrix.map((cells) => cells[answer]!)));
  const values = new Float64Array(size * size);
  const isBorneOut = new Uint8Array(size * size);
  matrix.forEach((cells, actual) => {
    const highestOfActual = topTwo(cells);
    cells.forEach((count, answer) => {
      const at = actual * size + answer;
      if (isAlone(count, highestOfActual) && isAlone(count, highestOfAnswer[answer]!)) isBorneOut[at] = 1;
      const byChance = (support[actual]! * answered[answer]!) / (rows * rows);
      const kept = actual === answer ? 1 : 0;
      values[at] = (count * base + kept) * base + isBorneOut[at]! + (1 - byChance) / base;
    });
  });
  const answerOf = bestAssignment(values, size);
  let rightAfter = 0;
  let lost = 0;
  let gained = 0;
  const moved: { answer: number; meaning: number; rows: number }[] = [];
  answerOf.forEach((answer, meaning) => {
    const right = matrix[meaning]![answer]!;
    rightAfter += right;
    if (answer === meaning) return;
    gained += right;
    lost += matrix[meaning]![meaning]!;
    if (right > 0) moved.push({ answer, meaning, rows: right });
  });
  if (!(rightAfter - rightBefore > leastGain * rows)) return undefined;
  moved.sort((a, b) => b.rows - a.rows || a.answer - b.answer);
  const mutual = moved.filter(({ answer, meaning }) => isBorneOut[meaning * size + answer] === 1).length;
  const chance = support.reduce((sum, count, meaning) => sum + count * answered[answerOf[meaning]!]!, 0);
  const byChance = chance / rows;
  const kappaAfter = byChance < rows ? (rightAfter - byChance) / (rows - byChance) : 0;
  return { rows, rightBefore, rightAfter, lost, gained, moved, mutual, kappaAfter };
}

/** The two highest counts, the highest first. */
function topTwo(counts: readonly number[]): readonly [number, number] {
  let first = -1;
  let second = -1;
  for (const count of counts) {
    if (count > first) [first, second] = [count, first];
    else if (count > second) second = count;
  }
  return [first, second];
}

function isAlone(count: number, [first, second]: readonly [number, number]): boolean {
  return count === first && count > second;
}

/**
 * An upper bound of the natural logarithm of the chance that some reading that moves as many classes gains so much over
 * answers that are as they should be: Chernoff's bound of the sign test, times the number of such readings.
 */
export function logChanceOfRelabelling(
  { gained, lost, moved }: Pick<Relabelling, 'gained' | 'lost'> & { readonly moved: readonly unknown[] },
  classes: number,
): number {
  const rows = gained + lost;
  if (!(gained > lost)) return 0;
  const term = (count: number): number => (count > 0 ? count * Math.log(count / rows) : 0);
  let readings = Math.log(classes);
  for (let index = 0; index < moved.length; index++) readings += Math.log(classes - index);
  return readings - (rows * Math.LN2 + term(gained) + term(lost));
}
