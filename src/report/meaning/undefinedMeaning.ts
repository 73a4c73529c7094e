import { findMetric } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { clean } from '../clean.ts';
import { moreRowsText } from '../moreRows.ts';
import type { ClassFacts, MeaningFacts } from './facts.ts';

/** Metrics of a class that need rows of it, that need rows of others, and those that need answers. */
const needsRows = new Set([
  'recall',
  'averagePrecision',
  'precisionRecallGain',
  'rocAuc',
  'youdenJ',
  'positiveLikelihoodRatio',
  'negativeLikelihoodRatio',
  'indexBalancedAccuracy',
  'logLoss',
]);
const needsOthers = new Set([
  'specificity',
  'precisionRecallGain',
  'rocAuc',
  'youdenJ',
  'positiveLikelihoodRatio',
  'negativeLikelihoodRatio',
  'indexBalancedAccuracy',
]);
const needsAnswers = new Set(['precision', 'markedness']);
const needsOtherAnswers = new Set(['negativePredictiveValue', 'markedness']);
const needsEither = new Set(['f1', 'f2', 'f05', 'jaccard']);

/** Why there is no value, and what would give one. */
interface Lack {
  readonly because: string;
  readonly remedy: string;
}

/** The reason of an undefined value in a sentence with what would make it defined. */
export function undefinedMeaning(facts: MeaningFacts, id: string, reason: string, one?: ClassFacts): string {
  const { because, remedy } =
    lackOfRows(facts) ??
    (one === undefined ? lackOverall(facts, id) : lackOfClass(facts, id, one)) ??
    lackOfScores(facts, id, reason);
  const more = one === undefined || id !== 'recall' ? undefined : moreRowsText(facts.evaluation, one.index);
  return `Undefined: ${because}; ${more ?? `${remedy} would define it`}.`;
}

/** `none of the 205 rows is`, `the 1 row is not`. */
function noRow(facts: MeaningFacts): string {
  return facts.evaluation.rows === 1 ? `the ${rowsOf(facts)} is not` : `none of the ${rowsOf(facts)} is`;
}

/** `all 205 rows are`, `the 1 row is`. */
function everyRow(facts: MeaningFacts): string {
  return facts.evaluation.rows === 1 ? `the ${rowsOf(facts)} is` : `all ${rowsOf(facts)} are`;
}

function rowsOf({ evaluation }: MeaningFacts): string {
  return `${numbers.count(evaluation.rows)} ${evaluation.rows === 1 ? 'row' : 'rows'}${evaluation.weighted ? ' (by weight)' : ''}`;
}

function lackOfRows(facts: MeaningFacts): Lack | undefined {
  const { evaluation, total } = facts;
  if (evaluation.rows === 0)
    return { because: 'there are 0 rows', remedy: 'rows with an actual and a predicted class' };
  if (total > 0) return undefined;
  return { because: `the weights of all ${rowsOf(facts)} are 0`, remedy: 'a row of positive weight' };
}

function lackOfClass(facts: MeaningFacts, id: string, one: ClassFacts): Lack | undefined {
  const { name, support, predicted } = one;
  const none = support === 0;
  const isAll = facts.present.length === 1 && !none;
  const isUnanswered = predicted?.most === 0;
  const answered = facts.classes.filter((other) => (other.predicted?.most ?? 0) > 0);
  if (none && needsRows.has(id)) return { because: `${noRow(facts)} of ${name}`, remedy: `rows of ${name}` };
  if (isAll && needsOthers.has(id))
    return { because: `${everyRow(facts)} of ${name}`, remedy: 'rows of another class' };
  if (none && isUnanswered && needsEither.has(id))
    return {
      because: `${noRow(facts)} of ${name} or predicted as it`,
      remedy: `rows of ${name}`,
    };
  if (id === 'positiveLikelihoodRatio')
    return {
      because: `${noRow(facts)} of another class and predicted as ${name}`,
      remedy: `rows of other classes predicted as ${name}`,
    };
  if (id === 'negativeLikelihoodRatio')
    return {
      because: `of the ${rowsOf(facts)}, all of other classes are predicted as ${name}`,
      remedy: `rows of other classes predicted otherwise`,
    };
  if (isUnanswered && needsAnswers.has(id))
    return { because: `${noRow(facts)} predicted as ${name}`, remedy: `rows predicted as ${name}` };
  if (answered.length === 1 && answered[0] === one && needsOtherAnswers.has(id))
    return { because: `${everyRow(facts)} predicted as ${name}`, remedy: 'rows predicted as another class' };
  return undefined;
}

function lackOverall(facts: MeaningFacts, id: string): Lack | undefined {
  const { classes, present } = facts;
  const rows = rowsOf(facts);
  const k = /^top(\d+)Accuracy$/.exec(id)?.[1];
  if (k !== undefined && classes.length <= Number(k)) {
    return {
      because: `of ${numbers.count(classes.length)} ${classes.length === 1 ? 'class' : 'classes'}, the ${k} highest scores hold every actual one of the ${rows}`,
      remedy: `more than ${k} classes`,
    };
  }
  const [only] = present;
  const isAboutWeights = id === 'weightedLogLoss' || id === 'weightedLogLossPerSample';
  const absent = classes.filter(({ support }) => support === 0);
  if (id === 'macroRocAuc' && absent[0] !== undefined) {
    const others =
      absent.length > 1
        ? ` or of ${numbers.count(absent.length - 1)} more ${absent.length === 2 ? 'class' : 'classes'}`
        : '';
    return {
      because: `${noRow(facts)} of ${absent[0].name}${others}`,
      remedy: absent.length > 1 ? 'rows of every class' : `rows of ${absent[0].name}`,
    };
  }
  if (only !== undefined && present.length === 1 && !isAboutWeights && !isOfCalibration(id))
    return { because: `${everyRow(facts)} of ${only.name}`, remedy: 'rows of another class' };
  return undefined;
}

function isOfCalibration(id: string): boolean {
  return /calibrationError$/i.test(id);
}

function lackOfScores(facts: MeaningFacts, id: string, reason: string): Lack {
  const rows = rowsOf(facts);
  if (isOfCalibration(id)) {
    return {
      because: `among the ${rows} a score lies outside 0 to 1`,
      remedy: 'probabilities (the softmax or sigmoid of such scores)',
    };
  }
  const what =
    findMetric(id)?.needs === 'scores and class weights' ? 'a weight for every class' : 'finite scores';
  return { because: `of the ${rows}, ${clean(reason)}`, remedy: what };
}
