import type { ColumnReference, PredictionTable } from '../../core/predictionTable.ts';
import type { ScoreFault } from '../../core/scoreFault.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions, ReadResult } from '../format.ts';
import { activated } from './activated.ts';
import { scoreColumnNumbers } from '../columns.ts';
import { howToDeclare } from '../declaredColumns.ts';
import { choosePositive, foldLabel, numberOf, uniteLabels } from '../labels.ts';
import type { LabelUnion } from '../labels.ts';
import { notOneClass, severalInARow } from '../oneHotColumns.ts';
import type { OneHot } from '../oneHotColumns.ts';
import { oncePerPair } from './repeatedPairs.ts';
import { highestScores, wideScores } from './scoreValues.ts';
import type { RowFault, ScoreOutcome } from './scoreValues.ts';
import { singleScore } from './singleScore.ts';
import { grouped, skippedProblems, tableNotes } from './tableNotes.ts';
import type { CodedLabels, RawTable } from './rawTable.ts';

/** Truth columns with nothing but these hold placeholders. */
const placeholders: ReadonlySet<string> = new Set([
  '-1',
  'unknown',
  'none',
  'test',
  'unlabeled',
  'unlabelled',
  '?',
  'placeholder',
  'missing',
]);
/**
 * Makes a prediction table of the columns of a file: one list of classes for truth, prediction and scores, scores
 * in its order, the positive class of two. What cannot be used is dropped with a note; without truth or
 * prediction there is no table.
 */
export function assembleTable(file: RawTable, options: ReadOptions): ReadResult<PredictionTable> {
  const obstacle = noTable(file, options);
  if (obstacle !== undefined)
    return { problems: [{ kind: 'refused', message: obstacle }, ...skippedProblems(file)] };
  const activation = options.columns?.activation;
  const active = activation === undefined ? undefined : activated(file, activation);
  const { raw, note: naming } = namesForIndices(active?.raw ?? file, options.classNames);
  const apart = nothingShared(raw);
  if (apart !== undefined)
    return { problems: [{ kind: 'refused', message: apart }, ...skippedProblems(raw)] };
  const texts = [
    usedTexts(raw.actual, raw.rows),
    ...(raw.predicted === undefined ? [] : [usedTexts(raw.predicted, raw.rows)]),
  ];
  const united = uniteLabels(texts);
  if (united.labels.length > options.limits.classes) {
    const message = `${tooManyClasses(united.labels.length, options)} Is one of the columns an id?`;
    return { problems: [{ kind: 'refused', message }] };
  }
  const outcome = scoresOf(raw, united, texts, options);
  const complaint = outcome?.kind === 'unusable' ? outcome.note : undefined;
  const best = outcome?.kind === 'unusable' && raw.predicted === undefined ? outcome.highest : undefined;
  if (raw.predicted === undefined && outcome?.kind !== 'scores' && best === undefined) {
    const message =
      `Has no column with the predicted class, and the scores give none. ${complaint ?? ''}`.trim();
    return withQuestion({ problems: [{ kind: 'refused', message }] }, outcome, raw, options);
  }
  const union = outcome?.kind === 'scores' ? outcome.union : (best?.union ?? united);
  const values = outcome?.kind === 'scores' ? outcome.values : undefined;
  const highest = (): Int32Array => best?.classes ?? highestScores(values!, union.labels.length);
  const predicted = raw.predicted === undefined ? highest() : classesOf(raw.predicted, union);
  const fault = outcome?.kind === 'unusable' ? outcome.fault : undefined;
  const once = oncePerPair(usableRows(raw, union, predicted, { values, fault }, options));
  if ('refused' in once) return { problems: [{ kind: 'refused', message: once.refused }] };
  const { table } = once;
  if (table.actual.length === 0) {
    return {
      problems: [
        { kind: 'refused', message: 'No row holds a number in every score column.' },
        ...skippedProblems(table),
      ],
    };
  }
  // A fault of the values goes with the table, and a finding says it.
  const notes =
    outcome?.kind === 'scores' ? outcome.notes : fault === undefined ? [complaint ?? []].flat() : [];
  const said = [
    active?.note ?? [],
    naming ?? [],
    notes,
    tableNotes(raw, table, union, options),
    once.note ?? [],
  ].flat();
  const problems = said.map((message): Problem => ({ kind: 'note', message }));
  const result = { document: table, problems: [...skippedProblems(table), ...problems] };
  return withQuestion(result, outcome, raw, options);
}

/** Scores beyond [0, 1] may be logits: only the person knows, who is asked unless that was settled. */
function withQuestion(
  result: ReadResult<PredictionTable>,
  outcome: ScoreOutcome | undefined,
  { scores }: RawTable,
  { columns }: ReadOptions,
): ReadResult<PredictionTable> {
  const isBeyond = outcome?.kind === 'unusable' && outcome.fault?.kind === 'range';
  if (!isBeyond || columns?.activation !== undefined) return result;
  const candidates = (scores?.width ?? 1) > 1 ? ['softmax'] : ['sigmoid'];
  return { ...result, question: { about: 'activation', columns: [], candidates, sample: [] } };
}

/** Why there is no table at all. */
function noTable(raw: RawTable, options: ReadOptions): string | undefined {
  if (raw.tooManyLabels !== undefined) {
    return (
      `Column "${raw.tooManyLabels}" has more than ${grouped(options.limits.classes)} distinct values: ids, or measured values (a regression)? ` +
      `If there are classes, name their columns ${howToDeclare('actual', 'NAME,predicted=NAME')}.`
    );
  }
  const several = raw.skipped.get(notOneClass);
  if (several !== undefined) return severalInARow(`line ${several.firstLine + 1}`);
  if (raw.rows === 0) {
    const total = [...raw.skipped.values()].reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return 'Has a header and no rows yet.';
    const [[reason]] = [...raw.skipped].sort((a, b) => b[1].count - a[1].count) as [[string, unknown]];
    return reason === 'no true class'
      ? `${noTruthStart(raw)} is empty in every row. ${noTruthEnd}`
      : reason === 'no predicted class'
        ? `Column "${raw.plan.names[raw.plan.roles.predicted!]!}" is empty in every row. Fill it in, or name another column as the predicted class ${howToDeclare('predicted')}.`
        : `None of the ${grouped(total)} rows can be used: ${reason}.`;
  }
  const truth = usedTexts(raw.actual, raw.rows);
  if (truth.every((text) => placeholders.has(text.toLowerCase()))) {
    return `${noTruthStart(raw)} holds only "${truth[0]!}": no true classes. ${noTruthEnd}`;
  }
  return undefined;
}

const noTruthEnd = `Fill it in, or name another column as the true class ${howToDeclare('actual')}.`;

function noTruthStart(raw: RawTable): string {
  return `Column "${raw.plan.names[raw.plan.roles.actual]!}"`;
}

function tooManyClasses(classes: number, { limits }: ReadOptions): string {
  return `${grouped(classes)} classes are more than the ${grouped(limits.classes)} that are read.`;
}

function scoresOf(
  raw: RawTable,
  united: LabelUnion,
  texts: readonly (readonly string[])[],
  options: ReadOptions,
): ScoreOutcome | undefined {
  const { scores } = raw.plan.roles;
  if (scores === undefined || raw.scores === undefined) return undefined;
  if (raw.scores.width > options.limits.classes) {
    return {
      kind: 'unusable',
      note: `Its scores: ${tooManyClasses(raw.scores.width, options)} They are not used.`,
    };
  }
  if (scores.kind === 'single') return singleScore(raw, united, texts, options.positiveClass);
  const names = scores.kind === 'wide' ? scores.classes : [...Array(raw.scores.width).keys()].map(String);
  return wideScores(raw, names, united, texts, options.classNames);
}

/** Fewest classes whose numbers are named: of two, 1 is the positive class, which its name need not say. */
const leastNamed = 3;

/**
 * Translates indices to names where one of truth and prediction holds indices and the other the names, or where all are
 * indices and there are as many classes as names.
 */
function namesForIndices(
  raw: RawTable,
  classNames: readonly string[] | undefined,
): { readonly raw: RawTable; readonly note?: string } {
  if (classNames === undefined) return { raw };
  const isIndex = (text: string): boolean => classNames[numberOf(text) ?? -1] !== undefined;
  const isName = (text: string): boolean => classNames.includes(text);
  const named = (labels: CodedLabels): CodedLabels => ({
    codes: labels.codes,
    texts: labels.texts.map((text) => classNames[numberOf(text) ?? -1] ?? text),
  });
  const { actual, predicted } = raw;
  const truth = usedTexts(actual, raw.rows);
  const answers = predicted === undefined ? undefined : usedTexts(predicted, raw.rows);
  if (predicted !== undefined && answers !== undefined) {
    if (truth.every(isIndex) && answers.every(isName)) return { raw: { ...raw, actual: named(actual) } };
    if (truth.every(isName) && answers.every(isIndex))
      return { raw: { ...raw, predicted: named(predicted) } };
  }
  const all = [...truth, ...(answers ?? [])];
  const classes = raw.scores?.width ?? new Set(all.map(numberOf)).size;
  if (classes !== classNames.length || classes < leastNamed || !all.every(isIndex)) return { raw };
  const note = `Class numbers are named by the file of class names near by: 0 is "${classNames[0]!}", 1 is "${classNames[1]!}" and so on.`;
  const both = { actual: named(actual), ...(predicted === undefined ? {} : { predicted: named(predicted) }) };
  return { raw: { ...raw, ...both }, note };
}

/** Rows of which some would come again if their values were classes. */
const leastRows = 20;

/** Why no truth and no prediction of a file can be compared: indices beside names, or an id in each row. */
function nothingShared({ actual, predicted, rows, plan }: RawTable): string | undefined {
  if (predicted === undefined) return undefined;
  const [truth, answers] = [usedTexts(actual, rows), usedTexts(predicted, rows)];
  const known = new Set(truth.map(foldLabel));
  if (answers.some((text) => known.has(foldLabel(text)))) return undefined;
  const [trueName, ownName] = [plan.names[plan.roles.actual]!, plan.names[plan.roles.predicted!]!];
  if (rows >= leastRows && truth.length === rows) {
    return `Column "${trueName}" holds another value in each of its ${grouped(rows)} rows, none of them a predicted class: ids, not true classes. Name the column with the true class ${howToDeclare('actual')}.`;
  }
  const areNumbers = (texts: readonly string[]): boolean =>
    texts.every((text) => numberOf(text) !== undefined);
  const areNames = (texts: readonly string[]): boolean =>
    texts.every((text) => numberOf(text) === undefined && !isTruthValue(text));
  const [numbers, names] = areNumbers(truth) ? [trueName, ownName] : [ownName, trueName];
  const isMixed = (areNumbers(truth) && areNames(answers)) || (areNumbers(answers) && areNames(truth));
  return isMixed
    ? `Column "${numbers}" holds numbers and "${names}" names: which number is which class is not known. Not evaluated; put a class_indices.json beside the file, or save both in one form.`
    : undefined;
}

function isTruthValue(text: string): boolean {
  return /^(?:true|false)$/i.test(text);
}

function usableRows(
  raw: RawTable,
  union: LabelUnion,
  predicted: Int32Array,
  { values, fault }: { readonly values?: Float64Array | undefined; readonly fault?: RowFault | undefined },
  options: ReadOptions,
): PredictionTable {
  const actual = classesOf(raw.actual, union);
  const width = union.labels.length;
  const lacking = values === undefined ? rowsWithoutClass(predicted) : rowsWithoutNumber(values, width);
  const skipped = new Map(raw.skipped);
  if (lacking.length > 0) {
    skipped.set('a score is missing or not a number', {
      count: lacking.length,
      firstLine: raw.lines[lacking[0]!]!,
    });
  }
  const pick = picker(raw.rows, lacking);
  const chosen = pick(actual, 1);
  const weights = raw.weights === undefined ? undefined : pick(raw.weights, 1);
  const ids = raw.rowIds;
  const left = new Set(lacking);
  const frequency =
    raw.plan.roles.weight?.kind === 'frequency' && (weights?.every(Number.isInteger) ?? false);
  const table: PredictionTable = {
    kind: 'predictions',
    labels: union.labels,
    actual: chosen,
    predicted: pick(predicted, 1),
    ...(values === undefined ? {} : { scores: pick(values, width) }),
    ...(fault === undefined ? {} : { scoreFault: faultOf(fault, raw) }),
    ...(weights === undefined
      ? {}
      : { weights: { values: weights, kind: frequency ? 'frequency' : 'importance' } }),
    rowLines: pick(raw.lines, 1),
    columns: columnReferences(raw, values !== undefined),
    ...(width === 2 ? { positive: positiveOf(union, chosen, frequency ? weights : undefined, options) } : {}),
    skipped,
  };
  return ids === undefined ? table : withRowIds(table, () => ids().filter((_, row) => !left.has(row)));
}

function faultOf({ firstRow, ...fault }: RowFault, { lines }: RawTable): ScoreFault {
  return { ...fault, firstLine: lines[firstRow]! };
}

/** Row ids are made on first use: a string a row takes longer than reading all numbers of the file. */
function withRowIds(table: PredictionTable, make: () => readonly string[]): PredictionTable {
  let made: readonly string[] | undefined;
  return Object.defineProperty(table, 'rowIds', { enumerable: true, get: () => (made ??= make()) });
}

function columnReferences(raw: RawTable, scoresUsed: boolean): PredictionTable['columns'] {
  const { roles, names, spans } = raw.plan;
  const reference = (column: number): ColumnReference => {
    const span = spans[column];
    return span === undefined ? { name: names[column]! } : { name: names[column]!, span };
  };
  const labelReference = (column: number, group: OneHot | undefined): ColumnReference =>
    group === undefined ? reference(column) : { ...reference(column), name: group.name };
  return {
    actual: labelReference(roles.actual, roles.oneHot?.actual),
    ...(roles.predicted === undefined
      ? {}
      : { predicted: labelReference(roles.predicted, roles.oneHot?.predicted) }),
    ...(roles.scores === undefined || !scoresUsed
      ? {}
      : { scores: scoreColumnNumbers(roles.scores).map(reference) }),
    ...(roles.weight === undefined ? {} : { weight: reference(roles.weight.column) }),
    ...(roles.id === undefined ? {} : { id: reference(roles.id) }),
  };
}

function positiveOf(
  union: LabelUnion,
  actual: Int32Array,
  counts: Float64Array | undefined,
  options: ReadOptions,
): NonNullable<PredictionTable['positive']> {
  const support: [number, number] = [0, 0];
  actual.forEach((own, row) => (support[own === 1 ? 1 : 0] += counts?.[row] ?? 1));
  return choosePositive([union.labels[0]!, union.labels[1]!], support, options.positiveClass);
}

function usedTexts(labels: CodedLabels, rows: number): string[] {
  const used = new Uint8Array(labels.texts.length);
  for (let row = 0; row < rows; row++) used[labels.codes[row]!] = 1;
  return labels.texts.filter((_, code) => used[code] === 1);
}

function classesOf(labels: CodedLabels, union: LabelUnion): Int32Array {
  const classOfCode = Int32Array.from(labels.texts, (text) => union.indexOf.get(text) ?? -1);
  return labels.codes.map((code) => classOfCode[code]!);
}

function rowsWithoutClass(classes: Int32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < classes.length; row++) if (classes[row]! < 0) rows.push(row);
  return rows;
}

function rowsWithoutNumber(values: Float64Array, width: number): number[] {
  const rows: number[] = [];
  for (let at = 0; at < values.length; at++) {
    if (!Number.isNaN(values[at]!)) continue;
    const row = Math.floor(at / width);
    if (rows.at(-1) !== row) rows.push(row);
  }
  return rows;
}

/** Copies the rows that are not left out. */
function picker(
  rows: number,
  left: readonly number[],
): <T extends Int32Array | Float64Array>(values: T, width: number) => T {
  return (values, width) => {
    const kept = values.slice(0, (rows - left.length) * width) as typeof values;
    if (left.length === 0) return kept;
    let next = 0;
    let to = 0;
    for (let row = 0; row < rows; row++) {
      if (row === left[next]) {
        next++;
        continue;
      }
      for (let at = 0; at < width; at++) kept[to++] = values[row * width + at]!;
    }
    return kept;
  };
}
