import type { FromPanel } from '../protocol/panel.ts';
import type { HeldCurves } from './heldCurves.ts';

export type Normalisation = 'none' | 'actual' | 'predicted';

/** What the views may do besides drawing. */
export interface ViewContext {
  readonly send: (intent: FromPanel) => void;
  readonly normalisation: () => Normalisation;
  readonly curves: HeldCurves;
  /** What was chosen, and stays so when the part is drawn anew: the label of the class whose metrics are shown. */
  readonly chosen: { metricsClass?: string };
  readonly setNormalisation: (normalisation: Normalisation) => void;
}
