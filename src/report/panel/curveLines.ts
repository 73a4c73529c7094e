import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { ChartState, CurvesState } from '../../protocol/panel.ts';
import { shownFindings } from '../findingText.ts';
import { numbers } from '../numbers.ts';
import { runReferenceLines } from '../referenceLines.ts';

/** The reference lines of both charts, with what each of them is. */
export interface CurveLines {
  readonly accuracy: ChartState['lines'];
  readonly loss: ChartState['lines'];
  /** Names of lines of the loss, with their values, that are not drawn. */
  readonly outside: readonly string[];
  readonly definitions: CurvesState['definitions'];
}

/** The lines that class counts and findings of the run give; of the loss those that do not lie far above `highestLoss`. */
export function curveLines(run: RunAnalysis, highestLoss: number): CurveLines {
  const { majority } = runReferenceLines(run);
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
  const loss = lossLines(run);
  // A line far above every loss would flatten the curves that it is there to be compared with.
  const isNear = ({ at }: Line): boolean => at <= 2 * highestLoss;
  const drawn = ({ at, text }: Line): { at: number; text: string } => ({ at, text });
  return {
    accuracy: accuracy.map(drawn),
    loss: loss.filter(isNear).map(drawn),
    outside: loss.filter((line) => !isNear(line)).map(({ text }) => text),
    definitions: [...accuracy, ...loss].map(({ term, definition }) => ({ term, text: definition })),
  };
}

interface Line {
  readonly at: number;
  readonly text: string;
  readonly term: string;
  readonly definition: string;
}

function lossLines(run: RunAnalysis): Line[] {
  const { classes, guess, prior } = runReferenceLines(run);
  const floor = shownFindings(run.findings).find(({ rule }) => rule === 'softmax-applied-twice')?.evidence[
    'floor'
  ];
  const lines: Line[] = [];
  if (guess !== undefined) {
    lines.push({
      at: guess,
      text: `guess line, ln ${numbers.count(classes!)} = ${numbers.loss(guess)}`,
      term: 'Guess line',
      definition: 'ln K, the loss of giving every class the same probability. Class weights do not move it.',
    });
  }
  if (prior !== undefined) {
    lines.push({
      at: prior,
      text: `prior line, H = ${numbers.loss(prior)}`,
      term: 'Prior line',
      definition:
        'H, the entropy of the class shares: the loss of always forecasting the shares of the validation rows. For an unweighted loss only.',
    });
  }
  if (floor !== undefined) {
    lines.push({
      at: floor,
      text: `double-softmax floor ${numbers.loss(floor)}`,
      term: 'Double-softmax floor',
      definition:
        'ln(1 + (K − 1)/e), the lowest loss that there can be where softmax is applied before a loss that applies it again.',
    });
  }
  return lines;
}
