import type { FromPanel } from '../protocol/panel.ts';
import type { HeldCurves } from './heldCurves.ts';

export type Normalisation = 'none' | 'actual' | 'predicted';

/** What the views may do besides drawing. */
export interface ViewContext {
  readonly send: (intent: FromPanel) => void;
  readonly normalisation: () => Normalisation;
  readonly curves: HeldCurves;
  readonly setNormalisation: (normalisation: Normalisation) => void;
}
