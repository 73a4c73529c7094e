import {
  idRank,
  isConfidenceName,
  normaliseName,
  predictedRank,
  singleScoreRank,
  truthRank,
  twinOfPredicted,
  weightKind,
} from './columnNames.ts';
import { columnNamed, howToDeclare } from './declaredColumns.ts';
import type { ColumnMapping, Question } from './format.ts';
import { answerNotTruth } from './answerNotTruth.ts';
import type { ColumnRoles } from './columnRoles.ts';
import { listed } from './listed.ts';
import { repeatedSettings } from './repeatedSettings.ts';
import { severalOnes } from './severalOnes.ts';
import { oneColumnEach } from './oneColumnEach.ts';
import { oneHotColumns } from './oneHotColumns.ts';
import { nameSameClasses, shareClasses } from './sharedClasses.ts';
import { declaredScores, findScores, isDeclaredTemplate } from './scoreColumns.ts';
import { cells, holdsFractions, holdsLists, holdsNumbers, isRegression } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';
import { chooseWeight } from './weightColumn.ts';
import type { ScoreColumns } from './scoreColumns.ts';

/** Roles, or one line that says what is missing and what to do. */
export type ColumnDecision =
  | {
      readonly kind: 'roles';
      readonly roles: ColumnRoles;
      /** Why scores or weights that may be there are not used, and what a person could decide. */
      readonly note?: string;
      readonly question?: Question;
    }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly message: string;
      readonly question?: Question;
    };

export type RefusalReason =
  | 'events'
  | 'boxes'
  | 'regression'
  | 'severalLabels'
  | 'severalOnes'
  | 'noTruth'
  | 'answersOnly'
  | 'submission'
  | 'noPrediction'
  | 'severalReadings'
  | 'severalModels'
  | 'unknownColumn';

const quiet: ReadonlySet<RefusalReason> = new Set([
  'events',
  'boxes',
  'severalLabels',
  'severalOnes',
  'answersOnly',
  'submission',
]);

/** True for a refusal that is no fault of a file, but of what is read today: said only where a person names the file. */
export function isQuiet(reason: RefusalReason): boolean {
  return quiet.has(reason);
}

interface Columns extends TableSample {
  readonly normal: readonly string[];
  readonly used: Set<number>;
}

/** Columns of detections. */
const boxNames: ReadonlySet<string> = new Set(['bbox', 'bboxes', 'box', 'boxes', 'xmin', 'xyxy']);

type Choice = { readonly column?: number } | { readonly refusal: ColumnDecision };

/**
 * Decides what the columns of a prediction table mean, by their names and by what the first rows hold; `declared`
 * goes before both. Two equally good readings, or no column for the truth, are refused with a question.
 */
export function decideColumns(sample: TableSample, declared: ColumnMapping = {}): ColumnDecision {
  const isNamed = declared.actual !== undefined || declared.predicted !== undefined;
  const oneHot = isNamed ? undefined : oneHotColumns(sample);
  if (oneHot === undefined) return decidePlain(sample, declared);
  const several = severalOnes(sample, oneHot);
  if (several !== undefined) return refused('severalOnes', several);
  const folded = oneColumnEach(sample, oneHot);
  const decision = decidePlain(folded.sample, declared);
  const { question } = decision;
  if (decision.kind === 'refused') return question === undefined ? decision : withColumns(decision, sample);
  const roles = folded.unfold(decision.roles);
  return withColumns({ ...decision, roles }, sample);
}

/** A decision whose question shows the columns of the file. */
function withColumns<D extends ColumnDecision>(decision: D, sample: TableSample): D {
  if (decision.question === undefined) return decision;
  return {
    ...decision,
    question: { ...decision.question, columns: sample.names, sample: sample.rows.slice(0, 3) },
  };
}

function decidePlain(sample: TableSample, declared: ColumnMapping): ColumnDecision {
  const columns: Columns = { ...sample, normal: sample.names.map(normaliseName), used: new Set() };
  if (columns.normal.includes('onset') && columns.normal.includes('offset')) {
    return refused(
      'events',
      'Holds detected events (onset, offset), not one row for each sample with its true and its predicted class.',
    );
  }
  if (columns.normal.some((name) => boxNames.has(name)) && declared.actual === undefined) {
    return refused(
      'boxes',
      'Holds boxes found in pictures, not one row for each sample with its true and its predicted class. To evaluate the classes of the boxes, name the columns (--columns actual=NAME,predicted=NAME).',
    );
  }
  const misfit = misfitOfDeclared(columns, declared);
  if (misfit !== undefined) return refused('unknownColumn', misfit);
  const predicted = choosePredicted(columns, declared);
  if ('refusal' in predicted) return predicted.refusal;
  if (predicted.column !== undefined) columns.used.add(predicted.column);
  const actual = chooseActual(columns, declared, predicted.column);
  if ('refusal' in actual) return actual.refusal;
  if (actual.column === undefined) return noTruth(columns, predicted.column);
  columns.used.add(actual.column);
  const settings = declared.actual === undefined ? repeatedSettings(sample, actual.column) : undefined;
  if (settings !== undefined) {
    return refused(
      'severalModels',
      `Holds the same rows again for each ${listed(settings)}: predictions of several models. Save those of one in a file of its own.`,
    );
  }
  return withScores(columns, declared, actual.column, predicted.column);
}

/** What is wrong with the declared names: one that the file does not have, or one given for both classes. */
function misfitOfDeclared(columns: Columns, declared: ColumnMapping): string | undefined {
  const { actual, predicted, scores, weight, id } = declared;
  for (const name of [actual, predicted, weight, id]) {
    if (name !== undefined && columnNamed(columns, name) === undefined) return unknownName(columns, name);
  }
  if (scores !== undefined && columnNamed(columns, scores) === undefined) {
    if (!isDeclaredTemplate(columns.names, scores)) return unknownName(columns, scores);
  }
  if (actual === undefined || predicted === undefined) return undefined;
  return columnNamed(columns, actual) === columnNamed(columns, predicted)
    ? `Column "${actual}" is declared as the true and as the predicted class; they need two columns.`
    : undefined;
}

function unknownName(columns: Columns, name: string): string {
  return `Has no column named "${name}"; its columns are ${listed(columns.names)}.`;
}

/** True if the columns look like a prediction table even without a column for the truth. */
export function looksLikePredictions(sample: TableSample): boolean {
  return sample.names.some((name) => predictedRank(normaliseName(name)) >= 3);
}

function withScores(
  columns: Columns,
  declared: ColumnMapping,
  actual: number,
  predicted: number | undefined,
): ColumnDecision {
  const found =
    declared.scores === undefined
      ? findScores(columns, columns.used, actual, predicted)
      : declaredScores(columns, columns.used, declared.scores);
  const question = found.kind === 'ambiguous' ? ask(columns, 'scores', found.candidates) : undefined;
  const several =
    found.kind === 'ambiguous'
      ? `Holds several sets of scores (${listed(found.candidates)}): say which to use ${howToDeclare('scores', found.candidates[0])}.`
      : undefined;
  if (several !== undefined && predicted === undefined) return refused('severalReadings', several, question);
  if (found.kind === 'none' && predicted === undefined) {
    if (isIdAndAnswer(columns) && declared.actual === undefined)
      return refused('submission', submission, ask(columns, 'predicted', labelLike(columns)));
    const message = `Has no column with the predicted class and no probabilities: add one named y_pred, or name it ${howToDeclare('predicted')}.`;
    return refused('noPrediction', message, ask(columns, 'predicted', labelLike(columns)));
  }
  if (found.kind === 'found' && predicted === undefined && declared.actual === undefined) {
    const copy = isWeak(columns, actual) ? answerNotTruth(columns, actual, found.scores) : undefined;
    if (copy !== undefined)
      return refused('answersOnly', copy, ask(columns, 'actual', [columns.names[actual]!]));
  }
  for (const column of found.kind === 'found' ? scoreColumnNumbers(found.scores) : [])
    columns.used.add(column);
  const { weight, doubt } = chooseWeight(columns, columns.used, declared);
  if (weight !== undefined) columns.used.add(weight.column);
  const notes = [...(several === undefined ? [] : [`${several} Until then none is used.`]), ...(doubt ?? [])];
  const id = chooseId(columns, declared);
  return {
    kind: 'roles',
    roles: {
      actual,
      ...(predicted === undefined ? {} : { predicted }),
      ...(found.kind === 'found' ? { scores: found.scores } : {}),
      ...(weight === undefined ? {} : { weight }),
      ...(id === undefined ? {} : { id }),
    },
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
    ...(question === undefined ? {} : { question }),
  };
}

/** True for a name that says "true class" only beside a prediction: `label`, `class`. */
function isWeak(columns: Columns, actual: number): boolean {
  return truthRank(columns.normal[actual]!) <= 2;
}

/** The numbers of the columns that hold scores. */
export function scoreColumnNumbers(scores: ScoreColumns): readonly number[] {
  return scores.kind === 'wide' ? scores.columns : [scores.column];
}

function choosePredicted(columns: Columns, declared: ColumnMapping): Choice {
  if (declared.predicted !== undefined) return { column: columnNamed(columns, declared.predicted)! };
  const best = bestOf(columns, (column) =>
    holdsFractions(columns, column) || holdsLists(columns, column)
      ? 0
      : Math.max(predictedRank(columns.normal[column]!), isResponse(columns, column) ? 3.5 : 0),
  );
  const named = best.columns.filter((column) => !isDeclared(columns, declared, column));
  if (named.length <= 1 || best.rank < 3) return named[0] === undefined ? {} : { column: named[0] };
  const names = named.map((column) => columns.names[column]!);
  const message = `Holds several predictions (${listed(names)}): say which to use ${howToDeclare('predicted', names[0])}.`;
  return { refusal: refused('severalReadings', message, ask(columns, 'predicted', names)) };
}

/** mlr3 writes truth and response; elsewhere a response is a text, or the true value. */
function isResponse({ normal }: Columns, column: number): boolean {
  return normal[column] === 'response' && normal.includes('truth');
}

function chooseActual(columns: Columns, declared: ColumnMapping, predicted: number | undefined): Choice {
  if (declared.actual !== undefined) return { column: columnNamed(columns, declared.actual)! };
  const twin = predicted === undefined ? undefined : twinOfPredicted(columns.normal[predicted]!);
  const rankOf = (column: number): number => {
    const name = columns.normal[column]!;
    if (columns.used.has(column) || isDeclared(columns, declared, column) || holdsLists(columns, column))
      return 0;
    if (weightKind(name) !== undefined) return 0;
    return Math.max(truthRank(name), twin === name ? 3.5 : 0);
  };
  const best = bestOf(columns, rankOf);
  const [first, second] = best.columns;
  if (first === undefined) return {};
  if (best.columns.filter((column) => isRegression(columns, column)).length > best.columns.length / 2)
    return { refusal: measured(columns, best.columns) };
  if (second !== undefined) {
    const names = best.columns.map((column) => columns.names[column]!);
    const message = `Several columns could hold the true class (${listed(names)}): say which it is ${howToDeclare('actual', names[0])}.`;
    return { refusal: refused('severalReadings', message, ask(columns, 'actual', names)) };
  }
  if (predicted === undefined)
    return isMeasured(columns, first) ? { refusal: measured(columns, [first]) } : { column: first };
  if (shareClasses(columns, first, predicted)) return { column: first };
  // A table may name the true classes twice, and the prediction only in the way that ranks lower.
  const alike = bestOf(columns, (column) =>
    column !== first && shareClasses(columns, column, predicted) && nameSameClasses(columns, column, first)
      ? rankOf(column)
      : 0,
  ).columns;
  return { column: alike.length === 1 ? alike[0]! : first };
}

function measured(columns: Columns, truths: readonly number[]): ColumnDecision {
  const names = truths.map((column) => `"${columns.names[column]!}"`);
  const hold = names.length > 1 ? `Columns ${listed(names)} hold` : `Column ${names[0]!} holds`;
  return refused(
    'regression',
    `${hold} measured values, not classes: this looks like a regression. If there are classes, name their column ${howToDeclare('actual')}.`,
  );
}

/** Whole numbers that hardly repeat, beside a column of predictions that are not whole and no shares: amounts, counts. */
function isMeasured(columns: Columns, actual: number): boolean {
  const held = cells(columns, actual);
  if (!holdsNumbers(columns, actual) || new Set(held).size <= Math.max(2, held.length / 2)) return false;
  return columns.normal.some(
    (name, column) =>
      predictedRank(name) >= 3 &&
      holdsFractions(columns, column) &&
      cells(columns, column).some((cell) => Math.abs(Number(cell)) > 1),
  );
}

function noTruth(columns: Columns, predicted: number | undefined): ColumnDecision {
  const hasPrediction = columns.normal.some((name) => predictedRank(name) > 0);
  const lists = columns.normal.findIndex(
    (name, column) =>
      (truthRank(name) >= 3 || (truthRank(name) > 0 && hasPrediction)) && holdsLists(columns, column),
  );
  if (lists >= 0) {
    return refused(
      'severalLabels',
      `Column "${columns.names[lists]!}" holds a list in each row: several labels, or one-hot. Only one class a row can be evaluated: save its index or its name.`,
    );
  }
  const like = labelLike(columns);
  const classes = predicted === undefined ? undefined : new Set(cells(columns, predicted));
  const alike = like.filter((name) =>
    cells(columns, columns.names.indexOf(name)).every((cell) => classes?.has(cell) ?? false),
  );
  const candidates = [...alike, ...like.filter((name) => !alike.includes(name))];
  if (!hasPrediction && isIdAndAnswer(columns))
    return refused('submission', submission, ask(columns, 'actual', candidates));
  const message = lacksHeader(columns)
    ? 'Its first line holds values, not column names: add a header such as y_true,y_pred.'
    : `Has no column with the true class: add one named y_true, or name it ${howToDeclare('actual', alike.length === 1 ? alike[0] : undefined)}.`;
  return refused('noTruth', message, ask(columns, 'actual', candidates));
}

const submission =
  'Holds one answer for each id, not both the true and the predicted class: a submission? To evaluate it, put both in one table, as y_true and y_pred.';

/** An id and a value, as in what is handed in at a competition. */
function isIdAndAnswer({ normal }: Columns): boolean {
  return normal.length === 2 && idRank(normal[0]!) > 0;
}

/** True if each header cell is a value of its own column. */
function lacksHeader(columns: Columns): boolean {
  return columns.names.every((name, column) => name !== '' && cells(columns, column).includes(name));
}

function chooseId(columns: Columns, declared: ColumnMapping): number | undefined {
  if (declared.id !== undefined) return columnNamed(columns, declared.id);
  return bestOf(columns, (column) =>
    columns.used.has(column) || !tellsRows(columns, column) ? 0 : idRank(columns.normal[column]!),
  ).columns[0];
}

/** True for values of which most occur once. */
function tellsRows(columns: Columns, column: number): boolean {
  const held = cells(columns, column);
  return held.length > 0 && new Set(held).size > held.length / 2;
}

/** The columns of the highest rank above 0. */
function bestOf(columns: Columns, rankOf: (column: number) => number): { rank: number; columns: number[] } {
  let rank = 0;
  let best: number[] = [];
  for (const column of columns.names.keys()) {
    const own = rankOf(column);
    if (own > rank) {
      rank = own;
      best = [column];
    } else if (own === rank && own > 0) {
      best.push(column);
    }
  }
  return { rank, columns: best };
}

function isDeclared(columns: Columns, declared: ColumnMapping, column: number): boolean {
  return declaredNames(declared).some((name) => columnNamed(columns, name) === column);
}

function declaredNames(declared: ColumnMapping): string[] {
  const { actual, predicted, scores, weight, id } = declared;
  return [actual, predicted, scores, weight, id].filter((name) => name !== undefined);
}

/** Names of unused columns whose cells repeat as classes do, best first. */
function labelLike(columns: Columns): string[] {
  return columns.names.filter((name, column) => {
    if (columns.used.has(column) || idRank(normaliseName(name)) > 0) return false;
    if (holdsFractions(columns, column) || isConfidenceName(normaliseName(name))) return false;
    return singleScoreRank(normaliseName(name)) === 0;
  });
}

/** The question about the true class of a table, whatever its columns seem to be. */
export function askAll(sample: TableSample): ColumnDecision {
  const columns: Columns = { ...sample, normal: sample.names.map(normaliseName), used: new Set() };
  const candidates = labelLike(columns);
  const likely = candidates.filter((name) => truthRank(normaliseName(name)) > 0);
  const others = candidates.filter((name) => !likely.includes(name));
  return refused(
    'noTruth',
    'Which columns hold what was asked for.',
    ask(columns, 'actual', [...likely, ...others]),
  );
}

function ask(columns: Columns, about: Question['about'], candidates: readonly string[]): Question {
  return { about, columns: columns.names, candidates, sample: columns.rows.slice(0, 3) };
}

function refused(reason: RefusalReason, message: string, question?: Question): ColumnDecision {
  return { kind: 'refused', reason, message, ...(question === undefined ? {} : { question }) };
}
