import type { RunAnalysis } from '../analysis/analysis.ts';
import type { FittingDefinition, ReconciledReading } from '../core/reconciledReading.ts';
import { type CountRange, isKnown } from '../core/countRange.ts';
import type { ClassEvaluation, Evaluation, MoreRows, RateEvaluation } from '../core/evaluation.ts';
import { rowsNotGiven } from '../core/evaluateRates.ts';
import type { Finding } from '../core/finding.ts';
import type { Measured } from '../core/measured.ts';
import type { ToldPlaces } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { type Epoch, readingKey } from '../core/trainingRun.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/all.ts';
import { answerOf } from './answer.ts';
import { decisionsJson } from './decisionsJson.ts';
import { findingMessage, relatedMessage } from './findingText.ts';
import type { Json, JsonObject } from './jsonValue.ts';
import { type Meanings, meanings } from './meaning/all.ts';

/** The version of all documents; a field is added without raising it, never changed. */
export const schema = 1;

/** Characters that JSON lets pass as they are and that a terminal or an editor would obey or hide. */
const unsafe = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A document as one line, with its line end; the same value, whatever its texts hold, and safe to print. */
export function jsonLine(document: JsonObject): string {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(document).replace(unsafe, escaped)}\n`;
}

/** Own properties even for keys such as `__proto__`, which an assignment would swallow. */
export function record(entries: Iterable<readonly [string, Json | undefined]>): JsonObject {
  return Object.fromEntries(entries);
}

/** A number as JSON has it; one that is not finite by name. */
export function number(value: number): Json {
  if (Number.isFinite(value)) return value;
  return { notFinite: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' };
}

/** A value with what is known of it, or the reason why there is none. */
export function measuredJson(measured: Measured, more: JsonObject = {}): JsonObject {
  if (measured.kind === 'undefined') return { undefined: measured.reason, ...more };
  const { value, interval, method, noInterval, n, chance, noiseFloor, undefinedClasses, note } = measured;
  return {
    value: number(value),
    interval: interval?.map(number),
    method,
    noInterval,
    n: n === undefined ? undefined : number(n),
    chance: chance === undefined ? undefined : number(chance),
    noiseFloor: noiseFloor === undefined ? undefined : number(noiseFloor),
    undefinedClasses,
    note,
    ...more,
  };
}

function metricsJson(
  metrics: ReadonlyMap<string, Measured>,
  moreOf: (id: string) => JsonObject,
): [string, JsonObject][] {
  return [...metrics].map(([id, measured]) => [id, measuredJson(measured, moreOf(id))]);
}

/** `[{"halfWidth": 0.1, "needed": 79, "more": 62}, …]`; `"worstCase": true` where no row says what the rate is. */
function moreRowsJson(sizes: readonly MoreRows[] | undefined): Json | undefined {
  return sizes?.map(({ halfWidth, needed, more, worstCase }) => ({
    halfWidth,
    needed,
    more,
    worstCase: worstCase ? true : undefined,
  }));
}

/** A count as a number; where a report leaves several possible, the ends. */
function rangeJson(range: CountRange): Json {
  const { least, most } = range;
  return isKnown(range) ? number(least) : { atLeast: number(least), atMost: number(most) };
}

function classJson(evaluation: Evaluation, one: ClassEvaluation, index: number, said: Meanings): JsonObject {
  const moreRows = moreRowsJson(evaluation.sampleSizes?.recall[index]);
  return record([
    ['class', one.label],
    ['support', number(one.support)],
    ...(isKnown(one.found) ? [] : [['found', rangeJson(one.found)] as const]),
    ['predicted', one.predicted === undefined ? undefined : rangeJson(one.predicted)],
    ...metricsJson(one.metrics, (id) => ({
      meaning: said.ofClass(index, id),
      moreRows: id === 'recall' ? moreRows : undefined,
    })),
  ]);
}

function placeJson({ file, span }: Location): {
  file: string;
  line: number;
  column: number;
  endColumn: number;
} {
  return { file, line: span.line + 1, column: span.start + 1, endColumn: span.end + 1 };
}

function findingJson(finding: Finding, registry: readonly Rule[]): JsonObject {
  return {
    rule: finding.rule,
    severity: finding.severity,
    verb: finding.verb,
    ...placeJson(finding.location),
    message: findingMessage(finding, registry),
    evidence: record(Object.entries(finding.evidence).map(([name, value]) => [name, number(value)])),
    related: finding.related.map(({ location, what }) => ({
      file: location.file,
      line: location.span.line + 1,
      message: relatedMessage(what, finding, registry),
    })),
    suppressedBy: finding.suppressedBy,
    mutedBecause: finding.mutedBecause,
  };
}

function countsJson(counts: ReadonlyMap<string, number> | undefined): JsonObject | undefined {
  return counts === undefined ? undefined : record([...counts].map(([label, rows]) => [label, number(rows)]));
}

function problemsJson(run: RunAnalysis, file?: string): Json {
  return run.problems
    .filter((problem) => file === undefined || problem.file === file)
    .map((problem) => ({
      file: file === undefined ? problem.file : undefined,
      line: problem.line === undefined ? undefined : problem.line + 1,
      message: problem.message,
    }));
}

/** `{"is": ["…"], "shows": ["…"]}`. */
function answerJson(run: RunAnalysis, registry: readonly Rule[]): JsonObject {
  return record(answerOf(run, registry).map(({ kind, sentences }) => [kind, sentences]));
}

function evaluationJson(evaluation: Evaluation): JsonObject {
  const said = meanings(evaluation);
  const moreRows = moreRowsJson(evaluation.sampleSizes?.accuracy);
  return {
    classes: evaluation.labels,
    positiveClass: evaluation.positiveClass?.label,
    confusionMatrix: evaluation.confusionMatrix?.map((row) => row.map(number)),
    metrics: record(
      metricsJson(evaluation.metrics, (id) => ({
        meaning: said.overall(id),
        moreRows: id === 'accuracy' ? moreRows : undefined,
      })),
    ),
    perClass: evaluation.perClass.map((one, index) => classJson(evaluation, one, index, said)),
  };
}

/** Rates without numbers of rows: what follows from these is undefined, and says why. */
function ratesJson({ labels, metrics, perClass }: RateEvaluation): JsonObject {
  return {
    classes: labels,
    metrics: record(metricsJson(metrics, () => ({}))),
    perClass: perClass.map((one) =>
      record([
        ['class', one.label],
        ['support', { undefined: rowsNotGiven }],
        ...metricsJson(one.metrics, () => ({})),
      ]),
    ),
  };
}

/**
 * The document of `evaluate --json` for one file of predictions or one classification report: full precision, lines and columns from 1, undefined
 * metrics as `{"undefined": reason}`. Suppressed findings are listed with their reason.
 */
export function evaluateJson(run: RunAnalysis, file: string, registry: readonly Rule[] = rules): JsonObject {
  const skipped = [...(run.predictions?.skipped ?? [])];
  return {
    schema,
    file,
    format: run.files.find((one) => one.path === file)?.format,
    rows: run.classRates === undefined ? (run.evaluation?.rows ?? 0) : { undefined: rowsNotGiven },
    skipped: record(skipped.map(([reason, { count }]) => [reason, count])),
    ...(run.evaluation === undefined ? {} : evaluationJson(run.evaluation)),
    ...(run.classRates === undefined ? {} : ratesJson(run.classRates)),
    ...(run.decisions === undefined ? {} : { decisions: decisionsJson(run.decisions) }),
    answer: answerJson(run, registry),
    findings: run.findings.map((finding) => findingJson(finding, registry)),
    problems: problemsJson(run, file),
  };
}

/** The number of an epoch; null for final values, which have none. */
function epochNumber(epoch: number, { unnumbered }: RunAnalysis): Json {
  return unnumbered === true ? null : number(epoch);
}

function epochJson(epoch: Epoch, run: RunAnalysis): JsonObject {
  return {
    epoch: epochNumber(epoch.epoch, run),
    line: epoch.line + 1,
    file: epoch.file,
    values: record(
      epoch.readings.map((reading) => [
        readingKey(reading),
        typeof reading.value === 'number' ? number(reading.value) : { notFinite: reading.value.notFinite },
      ]),
    ),
  };
}

/** A logged number that is not what its name says. */
function reconciledJson(reading: ReconciledReading, run: RunAnalysis): JsonObject {
  const { epoch, line, logged, tolerance, own, fits, tried, nearest, verb } = reading;
  const plain = ({ id, title, value }: FittingDefinition): JsonObject => ({ id, title, value });
  return {
    epoch: epochNumber(epoch, run),
    line: line + 1,
    name: readingKey(reading),
    logged,
    tolerance,
    verb,
    fits: fits.map(plain),
    own: own && plain(own),
    tried,
    nearest: nearest && plain(nearest),
  };
}

/** One-based lines of the log, as everywhere in JSON. */
function toldJson(told: ToldPlaces | undefined): JsonObject | undefined {
  if (told === undefined) return undefined;
  const line = (place: number | undefined): number | undefined =>
    place === undefined ? undefined : place + 1;
  return {
    validationSize: line(told.validationSize),
    validation: line(told.validation),
    training: line(told.train),
    all: line(told.all),
    classes: told.classes && { number: told.classes.number, line: told.classes.line + 1 },
  };
}

/** The document of `inspect --json` for one run: its files, epochs, class counts and findings. */
export function inspectJson(run: RunAnalysis, registry: readonly Rule[] = rules): JsonObject {
  return {
    schema,
    run: run.id,
    name: run.name,
    rung: run.rung,
    sameTrainingAs: run.sameTrainingAs,
    files: run.files.map(({ path, role, format }) => ({ path, role, format })),
    validationSize:
      run.validationSize === undefined
        ? undefined
        : { ...run.validationSize, value: number(run.validationSize.value) },
    classCounts: {
      validation: countsJson(run.classCounts.validation),
      training: countsJson(run.classCounts.train),
      all: countsJson(run.classCounts.all),
    },
    toldByLog: toldJson(run.told),
    epochs: run.epochs.map((epoch) => epochJson(epoch, run)),
    ...(run.decisions === undefined ? {} : { decisions: decisionsJson(run.decisions) }),
    reconciled: run.reconciled?.map((reading) => reconciledJson(reading, run)),
    answer: answerJson(run, registry),
    findings: run.findings.map((finding) => findingJson(finding, registry)),
    problems: problemsJson(run),
  };
}
