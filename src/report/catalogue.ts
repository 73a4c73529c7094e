import { metrics } from '../core/metrics/all.ts';
import { rules } from '../rules/all.ts';

/** One thing that this version knows. */
export interface CatalogueEntry {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

/** The metrics, each once: what is computed for a table and for a class has one id. */
export function metricCatalogue(): CatalogueEntry[] {
  const seen = new Set<string>();
  return metrics.flatMap(({ id, title, definition, needs }) => {
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ id, kind: needs, text: `${title}: ${definition}` }];
  });
}

export function ruleCatalogue(): CatalogueEntry[] {
  return rules.map(({ id, title, severity }) => ({ id, kind: severity, text: title }));
}
