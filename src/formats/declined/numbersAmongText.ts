import { isClassificationMetric, metricName } from '../metricNames.ts';
import type { DeclinedKind } from './declined.ts';
import { listed } from './measures.ts';

/** Metrics that must stand together: one alone may be a setting. */
const leastMetrics = 2;

/** `"accuracy": 0.492,` on a line of its own. */
const numberLine = /^\s{0,40}"([^"\\]{1,60})"\s{0,3}:\s{0,3}-?\d[\d.]{0,20}(?:e[-+]?\d{1,3})?,?\s*$/i;

/** Final numbers that a program printed as JSON behind other lines. */
export const numbersAmongText: DeclinedKind = {
  id: 'numbersAmongText',
  explain: ({ text }) => {
    if (/^\s*[[{]/.test(text)) return undefined;
    const found = text.split(/\r\n|\r|\n/).flatMap((content, line) => {
      const name = numberLine.exec(content)?.[1];
      return name !== undefined && isClassificationMetric(metricName(name).metric) ? [{ name, line }] : [];
    });
    const [first] = found;
    if (first === undefined || found.length < leastMetrics) return undefined;
    const names = listed(found.map(({ name }) => name));
    return {
      line: first.line,
      message: `Holds final numbers (${names}) as JSON among other lines, from line ${first.line + 1}. They are read in a JSON file of their own, such as metrics.json.`,
    };
  },
};
