import type { ComparedClass, ComparedMetric, Comparison, Test } from '../core/comparison/comparison.ts';
import type { Pairing, PairingRefusal } from '../core/comparison/pairing.ts';
import type { Measured } from '../core/measured.ts';
import { clean } from './clean.ts';
import { metricInterval, metricTitle, metricValue, valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';
import { rowPlace } from './place.ts';

/** Classes that the verdict names; the table has them all. */
const namedClasses = 3;

/** What came of a comparison in sentences: the verdict first, then what goes against it, then how rows were paired. */
export function comparisonSentences(comparison: Comparison): { verdict: string[]; pairing: string } {
  return {
    verdict: [...answersSentences(comparison), ...balanceSentence(comparison), ...classSentences(comparison)],
    pairing: pairingSentence(comparison.pairing),
  };
}

/** True if a test tells the files apart. */
export function isSure(test: Test | undefined): boolean {
  return test?.kind === 'test' && test.significant;
}

function answersSentences(comparison: Comparison): string[] {
  const { right, rows } = comparison;
  const [accuracy] = comparison.metrics;
  if (comparison.answeredOtherwise === 0)
    return [`A and B give each of the ${numbers.count(rows)} rows the same answer.`];
  if (right === undefined) return [weightedSentence(accuracy!)];
  const difference = right.onlyB - right.onlyA;
  const [a, b] = [right.both + right.onlyA, right.both + right.onlyB];
  const shares = against(b / rows, a / rows);
  const start = `B answers ${numbers.count(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'} of ${numbers.count(rows)} rows right than A (${shares})`;
  const { test } = accuracy!;
  const chance =
    test?.kind === 'test'
      ? `between equally good models a difference this large comes by chance with ${probability(test.p)}`
      : '';
  if (isSure(test)) return [`${start}: ${chance}.`];
  if (difference === 0)
    return [
      `A and B answer ${numbers.count(a)} of ${numbers.count(rows)} rows right each (${numbers.rate(a / rows)}), not the same ones: ${numbers.count(right.onlyA)} only A, ${numbers.count(right.onlyB)} only B. More rows would not settle a difference that is 0 here.`,
    ];
  const needed = comparison.rowsNeeded;
  return [
    `${start}, which does not tell them apart: ${chance}.`,
    ...(needed?.kind === 'rows'
      ? [
          `About ${aboutRows(needed.more)} more rows would settle a difference of this size, if the files go on to differ as they do here.`,
        ]
      : []),
  ];
}

/** Two rates with as many decimals as it takes to see which is larger: `0.75 against 0.73`. */
function against(one: number, other: number): string {
  for (let decimals = 2; decimals < 6; decimals++) {
    const texts = [one, other].map((value) => value.toFixed(decimals));
    if (texts[0] !== texts[1])
      return decimals === 2 ? `${numbers.rate(one)} against ${numbers.rate(other)}` : texts.join(' against ');
  }
  return `${numbers.rate(one)} against ${numbers.rate(other)}`;
}

function weightedSentence({ a, b, difference }: ComparedMetric): string {
  const [one, other] = [valueOf(a)?.value ?? 0, valueOf(b)?.value ?? 0];
  const interval = metricInterval('accuracy', difference);
  return `B has ${numbers.rate(other)} of the rows' weight right, A ${numbers.rate(one)}: a difference of ${signedValue('accuracy', difference)}${interval === undefined ? '' : ` (${interval})`}.`;
}

/** Balanced accuracy that goes the other way, where either is sure. */
function balanceSentence({ metrics }: Comparison): string[] {
  const accuracy = metrics[0];
  const balanced = metrics.find(({ id }) => id === 'balancedAccuracy');
  if (accuracy === undefined || balanced === undefined) return [];
  const [one, other] = [valueOf(accuracy.difference)?.value ?? 0, valueOf(balanced.difference)?.value ?? 0];
  const oneWay = one === 0 || other === 0 || Math.sign(one) === Math.sign(other);
  if (oneWay || !(isSure(accuracy.test) || isSure(balanced.test))) return [];
  const [a, b] = [valueOf(balanced.a)!.value, valueOf(balanced.b)!.value];
  return [
    `Balanced accuracy goes the other way: ${numbers.rate(b)} in B, ${numbers.rate(a)} in A${pInBrackets(balanced.test)}. Look at the classes before choosing.`,
  ];
}

function pInBrackets(test: Test | undefined): string {
  return test?.kind === 'test' ? ` (${probability(test.p)})` : '';
}

/** Classes on which the files are told apart, losses first. */
function classSentences(comparison: Comparison): string[] {
  const sure = worstChangeFirst(comparison).filter(({ recall }) => isSure(recall.test));
  const named = sure.slice(0, namedClasses).map(({ label, found: [a, b], support, recall }) => {
    const change = numbers.count(Math.abs(b - a));
    return `Of ${numbers.label(label)} B finds ${change} ${b > a ? 'more' : 'fewer'} of ${numbers.count(support)} (${numbers.count(b)} against ${numbers.count(a)})${pInBrackets(recall.test)}.`;
  });
  const more = sure.length - named.length;
  return more > 0
    ? [
        ...named,
        `${numbers.count(more)} more ${more === 1 ? 'class differs' : 'classes differ'}; the table lists them.`,
      ]
    : named;
}

/** Classes by the change of their recall, the largest loss first; without rows last. */
export function worstChangeFirst({ classes }: Comparison): ComparedClass[] {
  const change = ({ recall }: ComparedClass): number => valueOf(recall.difference)?.value ?? Infinity;
  return [...classes].sort(
    (a, b) => (change(a) === change(b) ? 0 : change(a) - change(b)) || b.support - a.support,
  );
}

function pairingSentence({ by, rows, idsIn, sortedByClass }: Pairing): string {
  const agree = `the true labels agree on all ${numbers.count(rows)} rows`;
  if (by === 'ids') return `Rows are paired by their ids; ${agree}.`;
  if (by === 'idsInOrder')
    return `Paired by order: ids repeat, but stand in the same order in both files; ${agree}.`;
  const [inA, inB] = idsIn;
  const lack = inA ? 'B has no ids' : inB ? 'A has no ids' : 'the files have no ids';
  const caution = sortedByClass
    ? ' Rows of a class stand together, so that their order within it may differ all the same: write an id column to be sure.'
    : '';
  return `Paired by order: ${lack}; ${agree}.${caution}`;
}

/** Why two files, A and B by their paths, cannot be compared, in one line with what to do. */
export function refusalSentence(refusal: PairingRefusal, [a, b]: readonly [string, string]): string {
  const what = 'Not compared:';
  switch (refusal.because) {
    case 'noRows':
      return `${what} ${refusal.rows[0] === 0 ? 'A' : refusal.rows[1] === 0 ? 'B' : 'neither file'} has ${refusal.rows.includes(0) ? 'no row that could be used' : 'a row with a weight'}.`;
    case 'otherIds': {
      const [onlyA, onlyB] = refusal.only;
      const examples = refusal.example.flatMap((id) => (id === undefined ? [] : [`'${clean(id, 60)}'`]));
      return `${what} ${numbers.count(onlyA)} ids are only in A and ${numbers.count(onlyB)} only in B (such as ${examples.join(' and ')}); ${numbers.count(refusal.common)} are in both. Predict the same rows with both models.`;
    }
    case 'repeatedIds': {
      const [inA, inB] = refusal.repeated;
      return `${what} ${numbers.count(Math.max(inA, inB))} ids stand for several rows (such as '${clean(refusal.example[0] ?? refusal.example[1] ?? '', 60)}'), in another order in each file. Give each row an id of its own, or keep the order.`;
    }
    case 'otherCounts': {
      const classes = refusal.classes.map(
        ({ label, a, b }) => `${numbers.label(label)} ${numbers.count(a)} and ${numbers.count(b)}`,
      );
      const more = refusal.differing - classes.length;
      return `${what} the files hold other rows: of ${classes.join(', of ')}${more > 0 ? `, and ${numbers.count(more)} more classes` : ''} (A and B; ${numbers.count(refusal.rows[0])} and ${numbers.count(refusal.rows[1])} rows in all). Predict the same rows with both models.`;
    }
    case 'otherTruth':
      return `${what} ${numbers.count(refusal.count)} of ${numbers.count(refusal.rows)} rows have another true class in B, the first with id '${clean(refusal.first.id ?? '', 60)}': ${numbers.label(refusal.first.labels[0])} in A (${rowPlace(a, refusal.first.lines[0])}), ${numbers.label(refusal.first.labels[1])} in B (${rowPlace(b, refusal.first.lines[1])}). Give both files the same truth.`;
    case 'otherOrder':
      return `${what} the files have no ids in common and their true classes stand in another order from ${rowPlace(a, refusal.first.lines[0])} of A and ${rowPlace(b, refusal.first.lines[1])} of B on (${numbers.label(refusal.first.labels[0])} and ${numbers.label(refusal.first.labels[1])}). Write an id column in both, or keep the order.`;
    case 'otherWeights':
      return refusal.count === undefined
        ? `${what} the rows of ${refusal.weighted.every(Boolean) ? 'the files have weights of two kinds' : `${refusal.weighted[0] ? 'A' : 'B'} have weights, those of ${refusal.weighted[0] ? 'B' : 'A'} none`}. Weight both files alike.`
        : `${what} ${numbers.count(refusal.count)} rows have other weights in B. Weight both files alike.`;
  }
}

/** `p = 0.020`, `p < 0.001`. */
export function probability(p: number): string {
  if (p < 0.001) return 'p < 0.001';
  return `p = ${p > 0.995 ? '1' : p.toPrecision(2)}`;
}

/** The number of a test alone: `0.020`, `<0.001`; nothing where there is none. */
export function pText(test: Test | undefined): string {
  return test?.kind === 'test'
    ? probability(test.p)
        .replace(/^p (?:= )?/, '')
        .replace('< ', '<')
    : '';
}

/** About how many more rows of a class would settle its difference; nothing where none would, or it is settled. */
export function moreRowsText({ rowsNeeded }: ComparedClass): string {
  return rowsNeeded?.kind === 'rows' ? aboutRows(rowsNeeded.more) : '';
}

/** Rows to two digits, upwards: `600`, `2,600`. */
export function aboutRows(rows: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return numbers.count(Math.ceil(rows / step) * step);
}

/** A difference with its sign: `+0.06`, `−0.12`, `0`. */
export function signedValue(id: string, difference: Measured): string {
  if (difference.kind === 'undefined') return '–';
  const { value } = difference;
  if (value === 0) return '0';
  return `${value > 0 ? '+' : ''}${metricValue(id, value)}`;
}

/** `Macro F1`; of one class `F1 of 'spam'`. */
export function comparedTitle({ id, label }: ComparedMetric): string {
  return label === undefined ? metricTitle(id) : `${metricTitle(id)} of ${numbers.label(label)}`;
}
