import { classesAre } from './costs.ts';

/** Class shares by class index, and whether they had to be scaled to a sum of 1. */
export interface DeploymentShares {
  readonly shares: Float64Array;
  /** The sum as stated, where it is not 1. */
  readonly statedSum?: number;
}

/** Distance of a sum of shares from 1 that printing explains. */
const sumRoom = 1e-6;

/**
 * The class shares expected where the model is used, by class index.
 *
 * A sum other than 1 is scaled. A `fault` instead if a class has no share or a label is none of the table's, if a share
 * is negative, or if all are 0.
 */
export function deploymentShares(
  labels: readonly string[],
  stated: ReadonlyMap<string, number>,
): DeploymentShares | { readonly fault: string } {
  const unknown = [...stated.keys()].find((label) => !labels.includes(label));
  if (unknown !== undefined)
    return {
      fault: `the deployment shares name '${unknown}', which is no class here; ${classesAre(labels)}`,
    };
  const missing = labels.find((label) => !stated.has(label));
  if (missing !== undefined) return { fault: `the deployment shares leave out '${missing}'` };
  const shares = Float64Array.from(labels, (label) => stated.get(label)!);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!shares.every((share) => share >= 0) || !(sum > 0 && sum < Infinity))
    return { fault: 'a deployment share is negative or not finite, or all are 0' };
  return {
    shares: shares.map((share) => share / sum),
    ...(Math.abs(sum - 1) > sumRoom ? { statedSum: sum } : {}),
  };
}
