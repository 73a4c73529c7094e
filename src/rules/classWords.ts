import type { Finding } from '../core/finding.ts';
import type { ClassResult } from './classResults.ts';
import { foundWords } from './foundWords.ts';
import type { Say } from './rule.ts';

/** Classes that a sentence names besides the worst: one line of Problems holds no more. */
const namedBesideWorst = 2;

/**
 * Evidence of the classes a finding is about, the worst first: `found`, `rows`, `recall`, `recallLow`, `recallHigh`
 * of the first, `found2`, `rows2` of the second and so on in the order of `names.classes`. `foundLeast` beside `found`
 * where the digits of a report leave several numbers possible. `wholeRows` is 0 where importance weights make `rows` an
 * effective number.
 */
export function classEvidence(
  classes: readonly ClassResult[],
  confidence: number,
  wholeRows: boolean,
): Record<string, number> {
  const evidence: Record<string, number> = { confidence, wholeRows: wholeRows ? 1 : 0 };
  classes.forEach((result, position) => {
    const suffix = position === 0 ? '' : String(position + 1);
    evidence[`found${suffix}`] = result.found;
    if (result.foundLeast < result.found) evidence[`foundLeast${suffix}`] = result.foundLeast;
    evidence[`rows${suffix}`] = result.rows;
    evidence[`recall${suffix}`] = result.recall;
    if (position > 0) return;
    evidence['recallLow'] = result.low;
    evidence['recallHigh'] = result.high;
    if (result.takenBy !== undefined) evidence['takenRows'] = result.takenBy.rows;
  });
  evidence['moreClasses'] = Math.max(0, classes.length - 1 - namedBesideWorst);
  return evidence;
}

/** `names.classes` and, where rows were missed, `names.takenBy`: the class that takes most of the worst one's rows. */
export function classNames(classes: readonly ClassResult[]): Record<string, readonly string[]> {
  const takenBy = classes[0]?.takenBy?.label;
  return {
    classes: classes.map(({ label }) => label),
    ...(takenBy === undefined ? {} : { takenBy: [takenBy] }),
  };
}

/** The first class of a finding, quoted. */
export function worstLabel(finding: Finding, say: Say): string {
  return say.label(finding.names['classes']?.[0] ?? '');
}

/** `0 of 17 found (recall 0.00, 95 % 0.00–0.18)` for the first class of a finding. */
export function worstFound(finding: Finding, say: Say): string {
  const { recall, recallLow, recallHigh, confidence, wholeRows } = finding.evidence;
  const level = say.percent(confidence!);
  const measured = `recall ${say.rate(recall!)}, ${level} ${say.interval(recallLow!, recallHigh!)}`;
  if (wholeRows === 0) return `${measured} over weighted rows`;
  return `${foundOf(finding, '', say)} found (${measured})`;
}

/** `0 of 17`, `at most 1 of 282`, `at least 280 of 282`, `12 to 14 of 900`. */
function foundOf({ evidence }: Finding, suffix: string, say: Say): string {
  const found = evidence[`found${suffix}`]!;
  const least = evidence[`foundLeast${suffix}`] ?? found;
  return foundWords({ least, most: found }, evidence[`rows${suffix}`]!, (value) => say.count(value));
}

/** ` Also 'b' 3 of 20, 'c' 5 of 30, and 2 more.` for the classes after the first; empty if there are none. */
export function otherClasses(finding: Finding, say: Say, lead: string): string {
  const { evidence } = finding;
  const named = (finding.names['classes'] ?? []).slice(1, 1 + namedBesideWorst).map((label, position) => {
    const suffix = String(position + 2);
    const found =
      evidence['wholeRows'] === 0
        ? `recall ${say.rate(evidence[`recall${suffix}`]!)}`
        : foundOf(finding, suffix, say);
    return `${say.label(label)} ${found}`;
  });
  if (named.length === 0) return '';
  const more = evidence['moreClasses']!;
  return ` ${lead} ${named.join(', ')}${more > 0 ? ` and ${say.count(more)} more` : ''}.`;
}
