import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { ChartState } from '../../protocol/panel.ts';
import { numbers } from '../numbers.ts';
import type { Best, Track } from './curveNotes.ts';

type Mark = ChartState['marks'][number];

/** The tracks that the epochs are judged by, and the best epoch of each. */
export interface BestEpochs {
  readonly accuracy: Track | undefined;
  readonly loss: Track | undefined;
  readonly highest: Best | undefined;
  readonly lowest: Best | undefined;
}

/** The best epoch by accuracy and the best by loss, each marked and named in both charts. */
export function bestEpochMarks(
  { epochs }: RunAnalysis,
  { accuracy, loss, highest, lowest }: BestEpochs,
): { readonly accuracy: Mark[]; readonly loss: Mark[] } {
  const name = (at: number): string => `epoch ${epochs[at]!.epoch}`;
  if (highest !== undefined && highest.at === lowest?.at) {
    const epoch = name(highest.at);
    return {
      accuracy: [
        { ...highest, text: `highest ${numbers.rate(highest.value)}, ${epoch}, where loss is lowest` },
      ],
      loss: [{ ...lowest, text: `lowest ${numbers.loss(lowest.value)}, ${epoch}` }],
    };
  }
  const isOneSplit = accuracy?.split === loss?.split;
  const there = (track: Track | undefined, best: Best | undefined): number | undefined =>
    isOneSplit && best !== undefined ? track?.values[best.at] : undefined;
  const [accuracyThere, lossThere] = [there(accuracy, lowest), there(loss, highest)];
  return {
    accuracy: [
      ...(highest === undefined
        ? []
        : [{ ...highest, text: `highest ${numbers.rate(highest.value)}, ${name(highest.at)}` }]),
      ...(accuracyThere === undefined
        ? []
        : [
            {
              at: lowest!.at,
              value: accuracyThere,
              text: `${numbers.rate(accuracyThere)} at the lowest loss, ${name(lowest!.at)}`,
            },
          ]),
    ],
    loss: [
      ...(lowest === undefined
        ? []
        : [{ ...lowest, text: `lowest ${numbers.loss(lowest.value)}, ${name(lowest.at)}` }]),
      ...(lossThere === undefined
        ? []
        : [
            {
              at: highest!.at,
              value: lossThere,
              text: `${numbers.loss(lossThere)} at the highest accuracy, ${name(highest!.at)}`,
            },
          ]),
    ],
  };
}
