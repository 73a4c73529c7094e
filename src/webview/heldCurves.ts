import type { PanelState, PrecisionRecallCurvesState, PrecisionRecallCurveState } from '../protocol/panel.ts';

/** The precision-recall curves that have come for the state that is shown. */
export interface HeldCurves {
  /** By place in the state's list of classes. */
  readonly held: Map<number, PrecisionRecallCurveState>;
  /** First places of the pages that were asked for. */
  readonly asked: Set<number>;
  /** Classes shown: as many as the person asked for stay over an update. */
  shown: number;
  failed: string | undefined;
  /** The name of the reliability diagram that the person chose: it stays chosen over an update. */
  diagram: string;
}

/** Holds curves for one state at a time; those of other rows are of no use. */
export function holdCurves(): {
  readonly curves: HeldCurves;
  /** Drops the curves where the state may have others: the view that shows them asks for them. */
  renew(state: PanelState): void;
  /** Takes curves in; false for those of another version. */
  take(message: PrecisionRecallCurvesState): boolean;
} {
  const curves: HeldCurves = { held: new Map(), asked: new Set(), shown: 0, failed: undefined, diagram: '' };
  let version: string | undefined;
  let of = '';
  return {
    curves,
    renew: ({ report }) => {
      version = report?.precisionRecall?.version;
      const now = JSON.stringify([report?.title, report?.precisionRecall]);
      if (now === of) return;
      of = now;
      curves.failed = undefined;
      curves.held.clear();
      curves.asked.clear();
    },
    take: (message) => {
      if (message.version !== version) return false;
      for (const curve of message.curves) curves.held.set(curve.position, curve);
      curves.failed = message.failed;
      return true;
    },
  };
}
