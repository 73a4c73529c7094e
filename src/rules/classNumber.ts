import type { RunEvidence } from '../core/runEvidence.ts';
import { predictionsSpeakForRun } from './places.ts';

/**
 * The number of classes of a run's model: the most that its class counts or its predictions name, else what its log
 * tells. Undefined where none is known, or only one class is.
 */
export function classNumber(evidence: RunEvidence): number | undefined {
  const { train, validation, all } = evidence.classCounts;
  const { evaluation } = evidence.predictions ?? evidence.classReport ?? {};
  const labels = predictionsSpeakForRun(evidence) ? evaluation?.labels.length : undefined;
  const counted = Math.max(train?.size ?? 0, validation?.size ?? 0, all?.size ?? 0, labels ?? 0);
  const classes = counted > 0 ? counted : (evidence.told?.classes?.number ?? 0);
  return classes > 1 ? classes : undefined;
}
