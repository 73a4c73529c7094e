import type { Reconciliation, ReconciledBatchMean, ReconciledValue } from '../analysis/reconcileTable.ts';
import type { QuantityKind } from '../core/definitions/definition.ts';
import type { DefinedNumber, DefinedValue } from '../core/definitions/match.ts';
import { clean } from './clean.ts';
import type { JsonObject } from './jsonValue.ts';
import { schema } from './json.ts';
import { numbers } from './numbers.ts';
import { wrapText } from './textTable.ts';

const kindWords: Readonly<Record<QuantityKind, string>> = {
  accuracy: 'accuracy',
  topK: 'top-k accuracy',
  recall: 'recall',
  precision: 'precision',
  f1: 'F1',
  specificity: 'specificity',
  geometricMean: 'geometric mean',
  agreement: 'correlation or kappa',
  rocAuc: 'ROC AUC',
  prAuc: 'precision-recall area',
  loss: 'loss',
  brier: 'Brier score',
  calibration: 'calibration error',
};

/** Which definitions give the logged numbers, for a terminal. */
export function reconcileText(found: Reconciliation, title: string, width: number): string {
  const classes = `${numbers.count(found.labels.length)} ${found.labels.length === 1 ? 'class' : 'classes'}`;
  const head = `${clean(title, 1_000)}: ${numbers.count(found.rows)} ${found.rows === 1 ? 'row' : 'rows'}, ${classes}`;
  const blocks = [
    [head],
    ...found.values.map((value) => valueLines(value, found, width)),
    leftOutSentences(found).flatMap((sentence) => wrapText(sentence, width)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function valueLines(value: ReconciledValue, found: Reconciliation, width: number): string[] {
  const paragraph = (text: string): string[] => wrapText(text, width - 2).map((line) => `  ${line}`);
  const listed = value.fits.length > 0 ? value.fits : value.nearest;
  return [
    `${value.name === undefined ? '' : `${clean(value.name, 60)} = `}${clean(value.text, 60)}`,
    ...(value.name !== undefined && value.kinds === undefined
      ? paragraph(`The name is not known, so the number is compared with everything.`)
      : []),
    ...paragraph(verdict(value, found)),
    ...listed.flatMap((number) => numberLines(number, value, width)),
    ...value.batchMeans.flatMap((mean) => paragraph(batchSentence(mean, value))),
    ...(value.fits.length === 0 && value.tried > 0 ? paragraph(explanation(value, found)) : []),
  ];
}

/** What came of the comparison, in one sentence. */
function verdict(value: ReconciledValue, found: Reconciliation): string {
  const { fits, tried } = value;
  const what = `${numbers.count(tried)} ${tried === 1 ? 'value' : 'values'} that ${wordsOf(value)} has here by different definitions`;
  if (tried === 0)
    return found.hasScores
      ? `No definition of ${wordsOf(value)} has a value on these rows.`
      : `Every definition of ${wordsOf(value)} needs a probability for each class, which the file does not have.`;
  if (fits.length === 0)
    return `Fits none of the ${what}. Nearest, with what the logged number lies above it:`;
  if (fits.length === 1) return `Fits exactly one of the ${what}:`;
  const { decimalsApart: apart } = value;
  const percent = value.printed.isPercent || value.printed.value > 1;
  const decimals = apart === undefined ? undefined : Math.max(0, apart - (percent ? 2 : 0));
  const would =
    decimals === undefined
      ? 'no number of decimals would'
      : `${decimals} ${decimals === 1 ? 'decimal' : 'decimals'} would`;
  return `Fits ${numbers.count(fits.length)} of the ${what}; its digits cannot tell them apart, ${would}:`;
}

function wordsOf({ kinds }: ReconciledValue): string {
  if (kinds === undefined) return 'any metric';
  return kinds.map((kind) => kindWords[kind]).join(' or ');
}

/** Decimals that a value is shown with: more than were logged, so that one sees why it fits. */
function shown(value: number, { decimals }: ReconciledValue): string {
  return value.toFixed(Math.min(12, Math.max(4, decimals + 2))).replace('-', '\u2212');
}

function numberLines(
  number: DefinedNumber & { readonly difference?: number },
  value: ReconciledValue,
  width: number,
): string[] {
  const gap = number.difference;
  const apart = gap === undefined ? '' : ` (${gap < 0 ? '' : '+'}${shown(gap, value)})`;
  const start = `    ${shown(number.value, value)}${apart}  `;
  const lines = mostUsual(number.definitions).flatMap((one) => [
    ...wrapText(titleOf(one), width - start.length),
    ...wrapText(one.usedBy, width - start.length - 2).map((line) => `  ${line}`),
  ]);
  return lines.map((line, index) => `${index === 0 ? start : ' '.repeat(start.length)}${line}`);
}

/** Definitions that are listed for one number; of many classes a perfect answer has all of them. */
const mostTitles = 6;

function mostUsual(definitions: readonly DefinedValue[]): readonly DefinedValue[] {
  const more = definitions.length - mostTitles;
  if (more <= 0) return definitions;
  const rest = `and ${numbers.count(more)} more definitions`;
  return [...definitions.slice(0, mostTitles), { ...definitions[0]!, title: rest, usedBy: '' }];
}

function titleOf({ title, isUnweighted }: DefinedValue): string {
  return `${clean(title, 200)}${isUnweighted === true ? ', each row counting the same' : ''}`;
}

function batchSentence(
  { of, batch, value, range, fits }: ReconciledBatchMean,
  logged: ReconciledValue,
): string {
  const [low, high] = range.map((end) => shown(end, logged));
  const mean = `The mean over batches of ${numbers.count(batch)} rows of their ${of}`;
  const width = low === high ? 'in any order of the rows' : `${low} to ${high} over all orders of the rows`;
  const verdictOf = {
    value: `fits: it is ${shown(value, logged)} in the order of the file (${width}).`,
    range: `may be it: it is ${shown(value, logged)} in the order of the file, but ${width}.`,
    no: `does not fit: it is ${shown(value, logged)} in the order of the file, ${width}.`,
  };
  return `${mean} ${verdictOf[fits]}`;
}

/** What else a number may be that fits nothing, and what to try. */
function explanation({ kinds, batchMeans }: ReconciledValue, found: Reconciliation): string {
  const isLoss = kinds === undefined || kinds.includes('loss');
  const averaged = kinds === undefined || isLoss || kinds.includes('accuracy');
  const causes = [
    'the file may be of another epoch, of other weights or of other rows',
    ...(averaged && batchMeans.length === 0
      ? ['the log may hold a mean over batches (try --batch with the batch size)']
      : []),
    ...(isLoss && !found.hasClassWeights ? ['the loss may be weighted by class (try --class-weights)'] : []),
    ...(isLoss ? ['it may hold label smoothing, a penalty on the weights or another loss function'] : []),
  ];
  return `What may explain it: ${causes.join('; ')}.`;
}

function leftOutSentences({ leftOut, scoreUnit, values, hasScores }: Reconciliation): string[] {
  const readsScores = values.some(({ fits, nearest }) =>
    [...fits, ...nearest].some(({ definitions }) => definitions.some(({ room }) => room > 0)),
  );
  const room = Math.max(
    0,
    ...values.flatMap(({ fits, nearest }) =>
      [...fits, ...nearest].flatMap(({ definitions }) => definitions.map((one) => one.room)),
    ),
  );
  return [
    ...(hasScores && readsScores && scoreUnit !== undefined
      ? [
          `The probabilities have ${Math.round(-Math.log10(scoreUnit))} decimals, so numbers made of them may be off by ${room.toPrecision(1)} and are compared with that room.`,
        ]
      : []),
    ...(leftOut.includes('microAreas')
      ? ['Areas over all outputs in one ranking are left out: with so many rows they would take long.']
      : []),
    ...(leftOut.includes('classes')
      ? ['Values of single classes are left out: with so many classes some would fit by chance.']
      : []),
  ];
}

/** The document of `reconcile --json`: full precision. */
export function reconcileJson(found: Reconciliation, file: string): JsonObject {
  return {
    schema,
    file,
    rows: found.rows,
    classes: found.labels,
    leftOut: found.leftOut,
    values: found.values.map((value) => ({
      name: value.name,
      logged: value.text,
      value: value.printed.value,
      tolerance: value.printed.tolerance,
      percent: value.printed.isPercent,
      kinds: value.kinds,
      tried: value.tried,
      verdict: value.fits.length === 0 ? 'none' : value.fits.length === 1 ? 'one' : 'several',
      fits: value.fits.map(numberJson),
      decimalsApart: value.decimalsApart,
      nearest: value.nearest.map((number) => ({ ...numberJson(number), difference: number.difference })),
      batchMeans: value.batchMeans.map(({ of, batch, value: mean, range, fits }) => ({
        of,
        batch,
        value: mean,
        range: [...range],
        fits,
      })),
    })),
  };
}

function numberJson({ value, definitions }: DefinedNumber): { value: number; definitions: JsonObject[] } {
  return {
    value,
    definitions: definitions.map(({ id, title, usedBy, isUnweighted }) => ({
      id,
      title,
      usedBy,
      unweighted: isUnweighted,
    })),
  };
}
