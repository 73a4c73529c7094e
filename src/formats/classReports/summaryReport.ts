import type {
  ClassReport,
  PrintedNumber,
  RateName,
  ReportedClass,
  ReportedRates,
} from '../../core/classReport.ts';
import { quotientError } from '../../core/matrixReport.ts';
import { normaliseName } from '../columnNames.ts';
import type { Quantity, Summary } from './classSummaries.ts';
import { numberIn, under } from './jsonNodes.ts';
import type { JsonTree, ObjectNode } from './jsonNodes.ts';
import { reportFault } from './reportChecks.ts';
import { decimalsOf, fullDecimals } from './reportEntries.ts';
import type { WrittenNumber } from './reportEntries.ts';

/** Room of a quotient beside its printing. */
const rounding = 1e-9;

/** The rates of a class by name, percentages as fractions; a rate is in percent in the whole summary or nowhere. */
export function ratesOfClasses(
  { classes }: Summary,
  tree: JsonTree,
): readonly ReadonlyMap<Quantity, PrintedNumber>[] | string {
  const rates = ['precision', 'recall', 'f1', 'accuracy'] as const;
  const printed = classes.map(() => new Map<Quantity, PrintedNumber>());
  for (const rate of rates) {
    const written = classes.map(({ numbers }) => numbers.get(rate)).map((node) => node && tree.written(node));
    const values = written.flatMap((one) => (one === undefined ? [] : [Number(one.text)]));
    const most = Math.max(0, ...values);
    if (most > 100 || values.some((value) => value < 0))
      return `A ${rate} of this summary is no rate. Not read.`;
    const scale = most > 1 ? 0.01 : 1;
    const decimals = Math.max(0, ...written.map((one) => decimalsOf(one?.text ?? '')));
    const tolerance = 0.5 * 10 ** -Math.min(decimals, fullDecimals) * scale;
    written.forEach((one, index) => {
      if (one !== undefined)
        printed[index]!.set(rate, { value: Number(one.text) * scale, tolerance, span: one.span });
    });
  }
  return printed;
}

/** The report that a summary with numbers of rows makes, or why it makes none. */
export function reportOfSummary(summary: Summary, tree: JsonTree, mostClasses: number): ClassReport | string {
  if (summary.classes.length > mostClasses) return `Has more than ${mostClasses} classes. Not read.`;
  const rates = ratesOfClasses(summary, tree);
  if (typeof rates === 'string') return rates;
  const read = summary.classes.map((_, index) => classOf(summary, index, rates[index]!, tree));
  const fault = read.find((one) => typeof one === 'string');
  if (typeof fault === 'string') return fault;
  const classes = read as readonly ReportedClass[];
  const faulty = reportFault(classes, undefined);
  if (faulty !== undefined) return faulty;
  const { accuracy, isRefuted } = accuracyOf(summary, classes, tree);
  const isRecall = summary.classes.every(({ numbers }) => numbers.has('recall') || numbers.has('correct'));
  // (TP + TN) / N of each class against the rest is called its accuracy as well.
  if (!isRecall && accuracy === undefined) {
    const why = isRefuted ? 'is not their mean' : 'is missing that would show it';
    return `The accuracies of these classes may be those of each class against the rest: an accuracy of all rows ${why}. Not read.`;
  }
  if (!summary.isOfClasses && accuracy === undefined) {
    return 'Nothing says that these numbers are of classes, and no accuracy of all rows is theirs. Not read.';
  }
  const macro = meansOf(summary, 'macro', tree);
  const weighted = meansOf(summary, 'weighted', tree);
  const notGiven = (['precision', 'recall', 'f1'] as const).filter((rate) =>
    classes.every((one) => one[rate] === undefined),
  );
  return {
    line: tree.spanOf(summary.node.at, summary.node.at + 1).line,
    classes,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(macro === undefined ? {} : { macro }),
    ...(weighted === undefined ? {} : { weighted }),
    weightedRows: classes.some(({ support }) => !Number.isInteger(support)),
    ...(notGiven.length === 0 ? {} : { notGiven }),
  };
}

function classOf(
  { classes }: Summary,
  index: number,
  rates: ReadonlyMap<Quantity, PrintedNumber>,
  tree: JsonTree,
): ReportedClass | string {
  const { entry, numbers } = classes[index]!;
  const support = Number((numbers.get('support') ?? numbers.get('rows'))!.value);
  const correct = numbers.get('correct');
  const given = rates.get('recall') ?? rates.get('accuracy');
  const recall =
    correct === undefined
      ? given
      : exactRecall(Number(correct.value), support, given, tree.written(correct).span);
  if (support < 0 || (correct !== undefined && Number(correct.value) > support)) {
    return `Class '${entry.key}' has more right rows than rows. Not read.`;
  }
  if (
    correct !== undefined &&
    support > 0 &&
    given !== undefined &&
    Math.abs(given.value - recall!.value) > given.tolerance + rounding
  ) {
    return `The right rows of class '${entry.key}' are not its rate of them. Not read.`;
  }
  const [precision, f1] = [rates.get('precision'), rates.get('f1')];
  return {
    label: entry.key,
    span: tree.spanOf(entry.start, entry.end),
    support,
    ...(recall === undefined ? {} : { recall }),
    ...(precision === undefined ? {} : { precision }),
    ...(f1 === undefined ? {} : { f1 }),
  };
}

function exactRecall(
  correct: number,
  support: number,
  given: PrintedNumber | undefined,
  span: PrintedNumber['span'],
): PrintedNumber {
  return { value: support > 0 ? correct / support : 0, tolerance: quotientError, span: given?.span ?? span };
}

const accuracyNames = [
  'accuracy',
  'acc',
  'overall_accuracy',
  'test_accuracy',
  'test_acc',
  'val_accuracy',
  'eval_accuracy',
];
const totalNames = [
  'total',
  'n',
  'rows',
  'n_rows',
  'samples',
  'n_samples',
  'num_samples',
  'total_samples',
  'support',
];

/** The accuracy that stands beside the classes, if it is theirs; by their sums where these are said to be all rows. */
function accuracyOf(
  { around }: Summary,
  classes: readonly ReportedClass[],
  tree: JsonTree,
): { readonly accuracy?: PrintedNumber; readonly isRefuted: boolean } {
  const rows = classes.reduce((sum, { support }) => sum + support, 0);
  const right = (sign: number): number =>
    classes.reduce(
      (sum, { support, recall }) => sum + ((recall?.value ?? 0) + sign * (recall?.tolerance ?? 1)) * support,
      0,
    );
  const least = Math.max(0, right(-1)) / rows;
  const most = Math.min(rows, right(1)) / rows;
  const written = nearest(around, accuracyNames, tree);
  const value =
    written === undefined ? undefined : Number(written.text) * (Number(written.text) > 1 ? 0.01 : 1);
  if (written !== undefined && value !== undefined) {
    const digits = 10 ** -Math.min(decimalsOf(written.text), fullDecimals);
    const tolerance = 0.5 * digits * (Number(written.text) > 1 ? 0.01 : 1);
    const isTheirs = value >= least - tolerance - rounding && value <= most + tolerance + rounding;
    return isTheirs
      ? { accuracy: { value, tolerance, span: written.span }, isRefuted: false }
      : { isRefuted: true };
  }
  const total = nearest(around, totalNames, tree);
  const isWhole =
    total !== undefined &&
    Number(total.text) === rows &&
    classes.every(({ recall }) => recall?.tolerance === quotientError);
  return isWhole
    ? { accuracy: { value: right(0) / rows, tolerance: quotientError, span: total.span }, isRefuted: false }
    : { isRefuted: false };
}

/** The first number under one of the names, in the objects around and in those that sum up beside them; inner ones first. */
function nearest(
  around: readonly ObjectNode[],
  names: readonly string[],
  tree: JsonTree,
): WrittenNumber | undefined {
  for (const object of around.flatMap((one) => [one, ...sums(one)])) {
    for (const name of names) {
      const entry = object.entries.find(({ key }) => normaliseName(key) === name);
      const number = numberIn(entry?.node);
      if (number !== undefined) return tree.written(number);
    }
  }
  return undefined;
}

/** Objects beside the classes that sum up: `"overall": {"accuracy": …}`. */
function sums({ entries }: ObjectNode): readonly ObjectNode[] {
  return entries.flatMap(({ key, node }) =>
    node.kind === 'object' && /^(?:overall|summary|global|aggregate|total)|^(?:test_)?metrics$/i.test(key)
      ? [node]
      : [],
  );
}

/** Means that stand beside the classes: `macro_f1`, `f1_macro`, `macro_avg_f1`, or an object `macro avg`. */
export function meansOf(
  { around }: Summary,
  mean: 'macro' | 'weighted',
  tree: JsonTree,
): ReportedRates | undefined {
  const rates: { -readonly [Rate in RateName]?: PrintedNumber } = {};
  const inner = under(around[0], `${mean} avg`, `${mean}_avg`, mean);
  for (const [rate, names] of [
    ['precision', ['precision']],
    ['recall', ['recall']],
    ['f1', ['f1', 'f1_score']],
  ] as const) {
    const keys = names.flatMap((name) => [`${mean}_${name}`, `${name}_${mean}`, `${mean}_avg_${name}`]);
    const written =
      nearest(around.slice(0, 1), keys, tree) ??
      (inner?.kind === 'object' ? nearest([inner], names, tree) : undefined);
    const value = written === undefined ? NaN : Number(written.text);
    if (written !== undefined && value >= 0 && value <= 1) {
      const tolerance = 0.5 * 10 ** -Math.min(decimalsOf(written.text), fullDecimals);
      rates[rate] = { value, tolerance, span: written.span };
    }
  }
  return Object.keys(rates).length === 0 ? undefined : rates;
}
