import type { FromPanel } from '../protocol/panel.ts';

export type Normalisation = 'none' | 'actual' | 'predicted';

/** What the views may do besides drawing. */
export interface ViewContext {
  readonly send: (intent: FromPanel) => void;
  readonly normalisation: () => Normalisation;
  readonly setNormalisation: (normalisation: Normalisation) => void;
}
