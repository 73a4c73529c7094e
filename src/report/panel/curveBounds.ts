import { impossibleLoss, ownAccuracyLoss } from '../../core/referenceLines.ts';
import type { BoundState, CurvesState } from '../../protocol/panel.ts';
import { numbers } from '../numbers.ts';
import type { Track } from './curveNotes.ts';

/** The curves that the accuracies give for the loss, with what each of them is. */
export interface CurveBounds {
  readonly bounds: readonly BoundState[];
  readonly definitions: CurvesState['definitions'];
}

/** The impossible line lies far below most losses; it is drawn where a loss comes within this factor of it. */
const nearImpossible = 2;

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
    return { bounds: [], definitions: [] };
  }
  const over = (line: (accuracy: number) => number): (number | undefined)[] =>
    accuracy!.values.map((value) =>
      value === undefined || value < 0 || value > 1 ? undefined : line(value),
    );
  const own = over((value) => ownAccuracyLoss(value, classes));
  const impossible = over((value) => impossibleLoss(1 - value));
  const isNear = impossible.some((line, at) => {
    const value = loss.values[at];
    return line !== undefined && value !== undefined && value < nearImpossible * line;
  });
  const bound = (
    kind: BoundState['kind'],
    name: string,
    values: readonly (number | undefined)[],
  ): BoundState[] => {
    const last = values.filter((value) => value !== undefined).at(-1);
    if (last === undefined) return [];
    return [
      { kind, text: `${name} ${numbers.loss(last)}`, values: positions.map((at) => values[at] ?? null) },
    ];
  };
  return {
    bounds: [
      ...bound('ownAccuracy', 'own-accuracy line', own),
      ...(isNear ? bound('impossible', 'impossible line', impossible) : []),
    ],
    definitions: [
      {
        term: 'Own-accuracy line',
        text: `The loss of giving the same answers, each with one confidence equal to the accuracy of that epoch and the rest shared by the other ${numbers.count(classes - 1)} ${classes === 2 ? 'class' : 'classes'}. A loss above it means that the probabilities are worse than that. For plain, unweighted cross-entropy only.`,
      },
      ...(isNear
        ? [
            {
              term: 'Impossible line',
              text: 'Plain cross-entropy of the same rows cannot be lower: a wrong answer leaves at most one half for the actual class, so each costs at least ln 2.',
            },
          ]
        : []),
    ],
  };
}
