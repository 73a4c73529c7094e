import { impossibleLoss, ownAccuracyLoss } from '../../core/referenceLines.ts';
import type { BoundState, CurvesState } from '../../protocol/panel.ts';
import { numbers } from '../numbers.ts';
import type { Track } from './curveNotes.ts';

/** The curves that the accuracies give for the loss, with what each of them is. */
export interface CurveBounds {
  readonly own?: BoundState;
  readonly impossible?: BoundState;
  readonly definitions: CurvesState['definitions'];
}

/**
 * The own-accuracy line and the impossible line over the epochs: what the logged accuracy alone says of the loss of the
 * same rows. None without the number of classes, and none of training values, which are means over moving weights.
 */
export function curveBounds(
  classes: number | undefined,
  accuracy: Track | undefined,
  loss: Track | undefined,
  positions: readonly number[],
): CurveBounds {
  const split = accuracy?.split;
  if (classes === undefined || split === undefined || split === 'train' || loss?.split !== split) {
    return { definitions: [] };
  }
  const bound = (
    kind: BoundState['kind'],
    name: string,
    line: (accuracy: number) => number,
  ): BoundState | undefined => {
    const values = accuracy!.values.map((value) =>
      value === undefined || value < 0 || value > 1 ? null : line(value),
    );
    const last = values.filter((value) => value !== null).at(-1);
    if (last === undefined) return undefined;
    return {
      kind,
      text: `${name} ${numbers.loss(last)}`,
      values: positions.map((at) => values[at] ?? null),
    };
  };
  const own = bound('ownAccuracy', 'own-accuracy line', (value) => ownAccuracyLoss(value, classes));
  const impossible = bound('impossible', 'impossible line', (value) => impossibleLoss(1 - value));
  if (own === undefined || impossible === undefined) return { definitions: [] };
  return {
    own,
    impossible,
    definitions: [
      {
        term: 'Own-accuracy line',
        text: `The loss of giving the same answers, each with one confidence equal to the accuracy of that epoch and the rest shared by the other ${numbers.count(classes - 1)} ${classes === 2 ? 'class' : 'classes'}. A loss above it means that the probabilities are worse than that. For plain, unweighted cross-entropy only.`,
      },
      {
        term: 'Impossible line',
        text: 'Plain cross-entropy of the same rows cannot be lower: a wrong answer leaves at most one half for the actual class, so each costs at least ln 2.',
      },
    ],
  };
}

/**
 * True if a curve can be drawn without flattening the others: all of it lies within the axis that they have already, or
 * a logged loss comes within twice its value.
 */
export function isBoundNear(
  { values }: BoundState,
  axis: { readonly low: number; readonly high: number },
  losses: readonly (number | null)[],
): boolean {
  const known = values.filter((value) => value !== null);
  if (known.every((value) => value >= axis.low && value <= axis.high)) return true;
  return values.some((value, at) => {
    const loss = losses[at] ?? null;
    return value !== null && loss !== null && loss < 2 * value;
  });
}
