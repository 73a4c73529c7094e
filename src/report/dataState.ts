import type { FileReport, RunAnalysis } from '../analysis/analysis.ts';
import type { Outline, OutlineTable } from '../core/outline.ts';
import type { DataState, DataTableState } from '../protocol/dataView.ts';
import { rules } from '../rules/all.ts';
import { clean } from './clean.ts';
import { numbers } from './numbers.ts';
import { classesState } from './panel/classes.ts';
import { definitionsState, headlineState } from './panel/headline.ts';
import { verdictState } from './panelState.ts';
import { runTitle } from './runTitle.ts';
import { verdictOf } from './sentences.ts';

/** A file without lines, as far as it is known. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  /** What reading it came to. */
  readonly report?: FileReport;
  /** What it holds, or why that cannot be said. */
  readonly outline?: Outline | { readonly failed: string };
  /** The run that it is part of. */
  readonly run?: RunAnalysis;
}

const nameLimit = 400;

/** The view of a file before it is read. */
export function loadingData(path: string): DataState {
  const title = clean(path.slice(path.lastIndexOf('/') + 1), nameLimit);
  return { phase: 'loading', title, subtitle: '', headline: [], definitions: [], notes: [], tables: [] };
}

/** What the view of a file without lines shows: its run's evaluation first, then what is in it. */
export function dataState({ path, bytes, report, outline, run }: DataFile): DataState {
  const tables = outline === undefined || 'failed' in outline ? [] : outline.tables;
  const action = actionOf(run, report?.question);
  return {
    ...loadingData(path),
    phase: 'ready',
    subtitle: subtitleOf(path, bytes, run),
    ...(run === undefined ? {} : evaluationOf(run)),
    notes: notesOf(report, outline, run),
    ...(action === undefined ? {} : { action }),
    tables: tables.filter(({ header }) => header.length > 0).map(tableState),
  };
}

function evaluationOf(run: RunAnalysis): Pick<DataState, 'verdict' | 'headline' | 'definitions' | 'classes'> {
  const verdict = verdictOf(run, rules);
  const { kind, word, sentences } = verdictState(run, verdict);
  const { evaluation } = run;
  return {
    verdict: { kind, word, sentences },
    headline: headlineState(run, kind === 'misleads'),
    definitions: definitionsState(run),
    ...(evaluation === undefined || evaluation.rows === 0 ? {} : { classes: classesState(evaluation) }),
  };
}

function subtitleOf(path: string, bytes: number, run: RunAnalysis | undefined): string {
  const format = run?.files.find((file) => file.path === path)?.formatTitle;
  return [
    ...(format === undefined ? [] : [clean(format)]),
    sizeText(bytes),
    ...(run === undefined || run.id === path ? [] : [`part of ${runTitle(run, nameLimit)}`]),
  ].join(' · ');
}

function notesOf(
  report: FileReport | undefined,
  outline: DataFile['outline'],
  run: RunAnalysis | undefined,
): string[] {
  const problems = report?.problems.map(({ message }) => message) ?? [];
  const failed = outline !== undefined && 'failed' in outline ? [outline.failed] : [];
  if (problems.length + failed.length > 0)
    return [...new Set([...problems, ...failed])].map((text) => clean(text, 1_000));
  return run === undefined ? ['Nothing in it is evaluated.'] : [];
}

function actionOf(run: RunAnalysis | undefined, question: FileReport['question']): DataState['action'] {
  if (question !== undefined) {
    const text = question.about === 'activation' ? 'Say what the scores are…' : 'Choose columns…';
    return { type: 'evaluate', text };
  }
  return run === undefined ? undefined : { type: 'openReport', text: 'Open report' };
}

const titles: Readonly<Record<OutlineTable['title'], string>> = {
  series: 'Series',
  arrays: 'Arrays',
  columns: 'Columns',
  rows: 'First rows',
};

const units: Readonly<Record<OutlineTable['title'], string>> = {
  series: 'series',
  arrays: 'arrays',
  columns: 'columns',
  rows: 'rows',
};

/** The first cell of a row names it; the rows of a table are named by their number. */
function tableState({ title, header, rows, total }: OutlineTable): DataTableState {
  const isNumbered = title === 'rows';
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? valueText(cell) : clean(cell))),
  );
  const more = total - rows.length;
  return {
    title: titles[title],
    header: (isNumbered ? ['Row', ...header] : header).map((name) => clean(name)),
    rows: cells.map((row, index) => ({
      label: isNumbered ? numbers.count(index + 1) : row[0]!,
      cells: (isNumbered ? row : row.slice(1)).map((text) => ({ text })),
    })),
    ...(more > 0
      ? { note: `${numbers.count(rows.length)} of ${numbers.count(total)} ${units[title]} are shown.` }
      : {}),
  };
}

/** A value as the file holds it, to seven digits. */
function valueText(value: number): string {
  return Number.isSafeInteger(value) ? numbers.count(value) : String(Number(value.toPrecision(7)));
}

/** `12.3 kB`, in powers of ten as file managers show it. */
function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${numbers.count(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const [unit, size] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9];
  return `${(bytes / size).toPrecision(3)} ${unit}`;
}
