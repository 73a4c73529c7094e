import type { ComparedMetric, Comparison } from '../core/comparison/comparison.ts';
import { clean } from './clean.ts';
import {
  comparedTitle,
  comparisonSentences,
  isSure,
  moreRowsText,
  pText,
  signedValue,
  worstChangeFirst,
} from './comparisonWords.ts';
import { metricInterval, metricValue } from './metricText.ts';
import type { Measured } from '../core/measured.ts';
import { numbers } from './numbers.ts';
import { paint, type TextOptions } from './text.ts';
import { textTable, wrapText } from './textTable.ts';

/** Classes that a terminal lists; the JSON has them all. */
const listedClasses = 40;

/** The comparison of two files for a terminal: verdict, metrics, classes, how it was done. */
export function comparisonText(
  comparison: Comparison,
  files: readonly [string, string],
  options: TextOptions,
): string {
  const { width } = options;
  const { verdict, pairing } = comparisonSentences(comparison);
  const wrapped = (sentences: readonly string[]): string[] =>
    sentences.flatMap((sentence) => wrapText(sentence, width));
  const blocks = [
    files.map((file, index) => paint(`${index === 0 ? 'A' : 'B'}  ${clean(file, 1_000)}`, 'bold', options)),
    wrapped(verdict),
    metricLines(comparison, width),
    classLines(comparison, width),
    wrapped(comparisonNotes(comparison)),
    wrapped([pairing, ...comparison.leftOut]),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function metricLines({ metrics, confidence }: Comparison, width: number): string[] {
  return textTable(
    [
      { title: 'Metric', align: 'left' },
      { title: 'A', align: 'right' },
      { title: 'B', align: 'right' },
      { title: 'B − A', align: 'right' },
      { title: `${numbers.percent(confidence)} interval`, align: 'left' },
      { title: 'p', align: 'right' },
    ],
    metrics.map((metric) => [
      clean(comparedTitle(metric)),
      valueText(metric.id, metric.a),
      valueText(metric.id, metric.b),
      signedValue(metric.id, metric.difference),
      metricInterval(metric.id, metric.difference) ?? '',
      pText(metric.test),
    ]),
    width,
  );
}

function valueText(id: string, measured: Measured): string {
  return measured.kind === 'value' ? metricValue(id, measured.value) : 'undefined';
}

function classLines(comparison: Comparison, width: number): string[] {
  const ranked = worstChangeFirst(comparison);
  const hasTests = comparison.right !== undefined;
  const lines = textTable(
    [
      { title: 'Class', align: 'left' },
      { title: 'Rows', align: 'right' },
      { title: 'A finds', align: 'right' },
      { title: 'B finds', align: 'right' },
      { title: 'Recall B − A', align: 'right' },
      { title: `${numbers.percent(comparison.confidence)} interval`, align: 'left' },
      ...(hasTests
        ? ([
            { title: 'p', align: 'right' },
            { title: 'More rows', align: 'right' },
          ] as const)
        : []),
    ],
    ranked
      .slice(0, listedClasses)
      .map((one) => [
        clean(one.label),
        numbers.count(one.support),
        ...one.found.map((found) => numbers.count(found)),
        signedValue('recall', one.recall.difference),
        metricInterval('recall', one.recall.difference) ?? '',
        ...(hasTests
          ? [`${pText(one.recall.test)}${isSure(one.recall.test) ? '*' : ' '}`, moreRowsText(one)]
          : []),
      ]),
    width,
    5,
  );
  const more = ranked.length - listedClasses;
  return more > 0 ? [...lines, `${numbers.count(more)} more classes; --json lists them all.`] : lines;
}

/** What the columns of the table of classes mean, as far as they hold anything. */
export function comparisonNotes({ classes, right, power, alpha }: Comparison): string[] {
  if (right === undefined) return [];
  const sure = classes.some(({ recall }) => isSure(recall.test));
  const needed = classes.some(({ rowsNeeded }) => rowsNeeded?.kind === 'rows');
  const undecided = classes.some(({ recall }) => leavesOutNone(recall) && !isSure(recall.test));
  return [
    ...(sure
      ? [`* The files differ on the class, with all classes tested together (Holm, ${numbers.rate(alpha)}).`]
      : []),
    ...(undecided
      ? [
          'An interval that leaves out 0 without a * speaks of its class alone: of several classes one does so by chance now and then.',
        ]
      : []),
    ...(needed
      ? [
          `More rows: about so many of the class would settle a difference of this size (with ${numbers.percent(power)} power).`,
        ]
      : []),
  ];
}

/** True for a difference whose interval leaves out none at all: 0. */
function leavesOutNone({ difference }: ComparedMetric): boolean {
  if (difference.kind === 'undefined' || difference.interval === undefined) return false;
  const [low, high] = difference.interval;
  return low > 0 || high < 0;
}
