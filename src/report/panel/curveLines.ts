import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { ChartState, CurvesState } from '../../protocol/panel.ts';
import { numbers } from '../numbers.ts';
import { runReferenceLines } from '../referenceLines.ts';

/** The reference lines of both charts, with what each of them is. */
export interface CurveLines {
  readonly accuracy: ChartState['lines'];
  readonly loss: ChartState['lines'];
  readonly definitions: CurvesState['definitions'];
}

/** The lines that the class counts of the run give; of the loss those that do not lie far above `highestLoss`. */
export function curveLines(run: RunAnalysis, highestLoss: number): CurveLines {
  const { classes, guess, prior, majority } = runReferenceLines(run);
  // A line far above every loss would flatten the curves that it is there to be compared with.
  const fits = (at: number | undefined): at is number => at !== undefined && at <= 2 * highestLoss;
  const accuracy =
    majority === undefined
      ? []
      : [
          {
            at: majority.share,
            text: `majority share ${numbers.rate(majority.share)}`,
            term: 'Majority share',
            definition: `The accuracy of always answering ${numbers.label(majority.label)}, the largest class.`,
          },
        ];
  const loss = [
    ...(fits(guess)
      ? [
          {
            at: guess,
            text: `guess line, ln ${numbers.count(classes!)} = ${numbers.loss(guess)}`,
            term: 'Guess line',
            definition:
              'ln K, the loss of giving every class the same probability. Class weights do not move it.',
          },
        ]
      : []),
    ...(fits(prior)
      ? [
          {
            at: prior,
            text: `prior line, H = ${numbers.loss(prior)}`,
            term: 'Prior line',
            definition:
              'H, the entropy of the class shares: the loss of always forecasting the shares of the validation rows. For an unweighted loss only.',
          },
        ]
      : []),
  ];
  return {
    accuracy: accuracy.map(({ at, text }) => ({ at, text })),
    loss: loss.map(({ at, text }) => ({ at, text })),
    definitions: [...accuracy, ...loss].map(({ term, definition }) => ({ term, text: definition })),
  };
}
