import type { RunEvidence } from '../core/runEvidence.ts';
import { predictionsSpeakForRun } from './places.ts';

/**
 * The number of classes of a run's model: the most that its class counts or its predictions name. Undefined where
 * neither is known, or only one class is.
 */
export function classNumber(evidence: RunEvidence): number | undefined {
  const { train, validation } = evidence.classCounts;
  const { evaluation } = evidence.predictions ?? evidence.classReport ?? {};
  const labels = predictionsSpeakForRun(evidence) ? evaluation?.labels.length : undefined;
  const classes = Math.max(train?.size ?? 0, validation?.size ?? 0, labels ?? 0);
  return classes > 1 ? classes : undefined;
}
