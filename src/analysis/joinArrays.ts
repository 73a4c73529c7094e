import { defaultLimits } from '../core/limits.ts';
import type { ArrayFile, NamedArray } from '../core/numberArrays.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { arrayRole } from '../formats/arrays/arrayRoles.ts';
import type { ArrayRole } from '../formats/arrays/arrayRoles.ts';
import type { ReadOptions, ReadResult } from '../formats/format.ts';
import { arrayTable, holdsScores } from '../formats/predictions/arrayTable.ts';
import type { TableArrays } from '../formats/predictions/arrayTable.ts';
import type { SourceDocument } from './context.ts';
import { comparePaths, folderOf, listedPaths, nameOf } from './paths.ts';

/** Makes a table of arrays; a caller that asks often may remember the answers. */
export type ReadArrays = (arrays: TableArrays, options: ReadOptions) => ReadResult<PredictionTable>;

/** An array that may be part of a table, with where it comes from. */
interface Candidate extends ArrayRole {
  readonly source: SourceDocument;
  readonly array: NamedArray;
}

/** Arrays of one table by what they are; `source` is the file that stands for it. */
interface ArraySet {
  readonly source: SourceDocument;
  readonly actual: Candidate;
  readonly predicted?: Candidate;
  readonly scores?: Candidate;
}

/**
 * Makes prediction tables of the arrays among the documents: those of one archive, or of files of one folder. Names say
 * what an array is; what other words they share (`val_y_true`, `val_probs`) and equal numbers of rows say what belongs
 * together. A document that becomes a table takes the others in as its parts; one that becomes none says why.
 */
export function joinArrays(
  documents: readonly SourceDocument[],
  readArrays: ReadArrays = arrayTable,
): readonly SourceDocument[] {
  const groups = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    if (document.result.document?.kind !== 'arrays') continue;
    const key = isArchive(document) ? document.path : `${folderOf(document.path)}/`;
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  if (groups.size === 0) return documents;
  const replaced = new Map<string, SourceDocument>();
  for (const group of groups.values()) {
    for (const joined of joinGroup(group, readArrays)) replaced.set(joined.path, joined);
  }
  return documents.map((document) => replaced.get(document.path) ?? document);
}

function isArchive({ format }: SourceDocument): boolean {
  return format === 'numpyArchive';
}

function joinGroup(group: readonly SourceDocument[], readArrays: ReadArrays): readonly SourceDocument[] {
  const candidates = group.flatMap(candidatesOf);
  const truths = candidates.filter(({ role }) => role === 'actual');
  const sets = setsOf(candidates, truths);
  const complaints = new Map<string, string>();
  const tables = new Map<string, SourceDocument>();
  for (const answer of candidates.filter(({ role }) => role !== 'actual')) {
    const chosen = truthOf(answer, truths);
    if (typeof chosen === 'string') complaints.set(answer.source.path, chosen);
  }
  for (const set of sets) {
    if (tables.has(set.source.path)) {
      complaints.set(set.source.path, severalAnswers(candidates));
      tables.delete(set.source.path);
    } else if (!complaints.has(set.source.path)) {
      tables.set(set.source.path, tableOf(set, readArrays));
    }
  }
  const used = new Set([...tables.values()].flatMap(({ parts }) => parts ?? []));
  return group.map((document) => {
    const table = tables.get(document.path);
    if (table !== undefined) return table;
    if (used.has(document.path)) return document;
    return refused(document, complaints.get(document.path) ?? whyNone(document));
  });
}

function candidatesOf(source: SourceDocument): Candidate[] {
  const { arrays } = source.result.document as ArrayFile;
  const declared = source.options?.columns;
  return arrays.flatMap((array): Candidate[] => {
    if (array.content.kind === 'none') return [];
    const name = nameIn(source, array);
    const named = { ...array, name };
    for (const role of ['actual', 'predicted', 'scores'] as const) {
      if (declared?.[role] === name) return [{ source, array: named, role, rest: [] }];
      if (declared?.[role] !== undefined && isArchive(source) && arrayRole(name)?.role === role) return [];
    }
    const role = arrayRole(name);
    if (role === undefined) return [];
    const isScores = role.role === 'predicted' && holdsScores(named);
    return [{ source, array: named, ...role, ...(isScores ? { role: 'scores' as const } : {}) }];
  });
}

/** An array in a file of its own is called as the file is. */
function nameIn({ path }: SourceDocument, { name }: NamedArray): string {
  return name === '' ? nameOf(path).replace(/\.npy$/i, '') : name;
}

/** The arrays of each table: answers and scores that share a truth and all other words. */
function setsOf(candidates: readonly Candidate[], truths: readonly Candidate[]): readonly ArraySet[] {
  const sets = new Map<string, ArraySet>();
  for (const answer of candidates) {
    if (answer.role === 'actual') continue;
    const actual = truthOf(answer, truths);
    if (typeof actual === 'string') continue;
    const key = `${actual.source.path} ${actual.array.name} ${answer.rest.join('_')}`;
    const known = sets.get(key);
    const better = known === undefined ? { actual, source: answer.source } : known;
    sets.set(key, withAnswer(better, answer));
  }
  return [...sets.values()];
}

/** Of two arrays of scores probabilities go before logits; the file of the scores stands for the table. */
function withAnswer(set: ArraySet, answer: Candidate): ArraySet {
  if (answer.role === 'predicted') return set.predicted === undefined ? { ...set, predicted: answer } : set;
  const isLogits = (one: Candidate): boolean => /logit/i.test(one.array.name);
  if (set.scores !== undefined && (!isLogits(set.scores) || isLogits(answer))) return set;
  return { ...set, scores: answer, source: answer.source };
}

/** The true classes of an answer: of those whose other words do not differ the ones with all of them, then with as many rows. */
function truthOf(answer: Candidate, truths: readonly Candidate[]): Candidate | string {
  const rows = answer.array.shape[0] ?? 0;
  const like = truths.filter(({ rest }) => isPart(rest, answer.rest) || isPart(answer.rest, rest));
  const same = like.filter(({ rest }) => rest.join('_') === answer.rest.join('_'));
  const close = same.length > 0 ? same : like;
  const fitting = close.filter(({ array }) => array.shape[0] === rows);
  const [first, ...others] = fitting.length > 0 ? fitting : close;
  if (first === undefined) {
    const shape = answer.array.shape.map((length) => length.toLocaleString('en-US')).join(' × ');
    return `Holds answers (${shape}) and no true classes: save them as y_true.npy in the same folder, in the same order of rows.`;
  }
  if (others.length === 0) return first;
  const names = [first, ...others].map(({ array, source }) =>
    isArchive(source) ? array.name : nameOf(source.path),
  );
  return `The true classes could be ${names.slice(0, 4).join(' or ')}: none is used. Give the two files that belong together a word of their own, such as val_y_true.npy and val_probs.npy.`;
}

function isPart(words: readonly string[], of: readonly string[]): boolean {
  return words.every((word) => of.includes(word));
}

function tableOf({ source, actual, predicted, scores }: ArraySet, readArrays: ReadArrays): SourceDocument {
  const arrays: TableArrays = {
    actual: actual.array,
    ...(predicted === undefined ? {} : { predicted: predicted.array }),
    ...(scores === undefined ? {} : { scores: scores.array }),
  };
  const result = readArrays(arrays, { ...source.options, limits: defaultLimits.reading });
  const files = [actual, predicted, scores].flatMap((one) => (one === undefined ? [] : [one.source.path]));
  const parts = [...new Set(files)].filter((path) => path !== source.path).sort(comparePaths);
  const problems = [...source.result.problems, ...result.problems];
  return { ...source, result: { ...result, problems }, parts };
}

function severalAnswers(candidates: readonly Candidate[]): string {
  const names = candidates.filter(({ role }) => role !== 'actual').map(({ array }) => `'${array.name}'`);
  return `Holds the answers of several models (${names.slice(0, 4).join(', ')}): say which to use (--columns scores=NAME, or "columns" in .imbalance-lens.json).`;
}

function whyNone(document: SourceDocument): string {
  const { arrays } = document.result.document as ArrayFile;
  const truth = arrays.find((array) => arrayRole(nameIn(document, array))?.role === 'actual');
  if (truth !== undefined) {
    return `Holds true classes of ${(truth.shape[0] ?? 0).toLocaleString('en-US')} rows and no answers of a model: save them beside, as y_pred or y_prob.`;
  }
  const names = listedPaths(
    '',
    arrays.map((array) => nameIn(document, array)),
    'and',
  );
  return `Holds ${names}: not called as true classes (y_true), answers (y_pred) or scores (y_prob) are.`;
}

function refused(document: SourceDocument, message: string): SourceDocument {
  const problems = [...document.result.problems, { kind: 'refused' as const, message, quiet: true as const }];
  return { ...document, result: { problems } };
}
