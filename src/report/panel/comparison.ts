import type {
  ComparedClass,
  ComparedMetric,
  Comparison,
  ComparisonResult,
} from '../../core/comparison/comparison.ts';
import type { CellState, CellTableState, ComparisonState } from '../../protocol/panel.ts';
import { clean } from '../clean.ts';
import { comparisonNotes } from '../comparisonText.ts';
import {
  comparedTitle,
  comparisonSentences,
  isSure,
  moreRowsText,
  pText,
  refusalSentence,
  signedValue,
  worstChangeFirst,
} from '../comparisonWords.ts';
import { metricInterval, metricValue } from '../metricText.ts';
import { numbers } from '../numbers.ts';

/** Classes of a table: more are a second of layout, and nobody reads them. */
const listedClasses = 100;

/** A comparison as it came out, or why there is none: a file is gone, or the engine could not make it. */
export type ComparisonOutcome = ComparisonResult | { readonly kind: 'failed'; readonly message: string };

/** The report's section on a comparison of its file A with B. */
export function comparisonState(
  result: ComparisonOutcome,
  [a, b]: readonly [string, string],
): ComparisonState {
  const shared = {
    title: `Compared with ${clean(b)}`,
    files: `A is ${clean(a)}, B is ${clean(b)}; differences are B − A.`,
  };
  if (result.kind !== 'compared') {
    const sentence =
      result.kind === 'refused' ? refusalSentence(result, [a, b]) : clean(result.message, 1_000);
    return { ...shared, sentences: [sentence], tables: [], notes: [] };
  }
  const { verdict, pairing } = comparisonSentences(result);
  return {
    ...shared,
    sentences: verdict,
    tables: [metricTable(result), classTable(result)],
    notes: [
      ...comparisonNotes(result),
      ...(result.classes.length > listedClasses
        ? [`${numbers.count(result.classes.length - listedClasses)} more classes are not listed.`]
        : []),
      pairing,
      ...result.leftOut,
    ],
  };
}

function metricTable({ metrics, confidence }: Comparison): CellTableState {
  return {
    title: 'Metrics',
    header: ['Metric', 'A', 'B', `Difference, ${numbers.percent(confidence)} interval`, 'p'],
    rows: metrics.map((metric) => ({
      label: clean(comparedTitle(metric)),
      cells: [
        valueCell(metric, 'a'),
        valueCell(metric, 'b'),
        differenceCell(metric),
        { text: pText(metric.test) },
      ],
    })),
  };
}

function valueCell({ id, ...sides }: ComparedMetric, side: 'a' | 'b'): CellState {
  const measured = sides[side];
  return measured.kind === 'value'
    ? { text: metricValue(id, measured.value) }
    : { text: 'undefined', range: clean(measured.reason) };
}

function differenceCell({ id, difference }: ComparedMetric): CellState {
  const range =
    difference.kind === 'value' ? (metricInterval(id, difference) ?? difference.noInterval) : undefined;
  return { text: signedValue(id, difference), ...(range === undefined ? {} : { range: clean(range) }) };
}

function classTable(comparison: Comparison): CellTableState {
  const hasTests = comparison.right !== undefined;
  return {
    title: 'Classes, worst change first',
    header: [
      'Class',
      'Rows',
      'A finds',
      'B finds',
      `Change of recall, ${numbers.percent(comparison.confidence)} interval`,
      ...(hasTests ? ['p', 'More rows to settle'] : []),
    ],
    rows: worstChangeFirst(comparison)
      .slice(0, listedClasses)
      .map((one) => ({ label: clean(one.label), cells: classCells(one, hasTests) })),
  };
}

function classCells(one: ComparedClass, hasTests: boolean): CellState[] {
  const { support, found, recall, right } = one;
  const only = (count: number | undefined, file: string): { range?: string } =>
    count === undefined || count === 0 ? {} : { range: `${numbers.count(count)} only ${file}` };
  return [
    { text: numbers.count(support) },
    { text: numbers.count(found[0]), ...only(right?.onlyA, 'A') },
    { text: numbers.count(found[1]), ...only(right?.onlyB, 'B') },
    differenceCell(recall),
    ...(hasTests
      ? [{ text: `${pText(recall.test)}${isSure(recall.test) ? '*' : ''}` }, { text: moreRowsText(one) }]
      : []),
  ];
}
