import type { StatedAims } from '../core/decisions/decide.ts';
import { objectiveWords, parseObjective } from '../core/decisions/objective.ts';
import type { JsonObject } from '../formats/jsonTolerant.ts';
import type { FieldReader } from './configFields.ts';

/** Reads what the answers are for: `costs`, `deploymentPrior` and `objective`. */
export function readAims(root: JsonObject, fields: FieldReader): StatedAims {
  const costs = new Map<string, ReadonlyMap<string, number>>();
  for (const [actual, row] of fields.entries(root.get('costs'), 'costs')) {
    const read = fields.numbers(row, `costs.${actual}`, { least: 0 });
    if (read !== undefined) costs.set(actual, read);
  }
  const deploymentPrior = fields.numbers(root.get('deploymentPrior'), 'deploymentPrior', { least: 0 });
  const text = fields.text(root.get('objective'), 'objective');
  const objective = text === undefined ? undefined : parseObjective(text);
  if (text !== undefined && objective === undefined) {
    fields.note('objective', `must be one of ${objectiveWords} and is not used`, root);
  }
  return {
    ...(costs.size === 0 ? {} : { costs }),
    ...(deploymentPrior === undefined ? {} : { deploymentPrior }),
    ...(objective === undefined ? {} : { objective }),
  };
}
