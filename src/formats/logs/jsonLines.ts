import type { Problem } from '../../core/problem.ts';
import type { Split, TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import type { LineSink } from '../lines.ts';
import {
  foldedName,
  isKnownClassificationMetric,
  isClassificationMetric,
  isReinforcementName,
  metricName,
  splitOfWord,
} from '../metricNames.ts';
import type { TextValue } from './textValue.ts';
import { evaluationRuns } from './evaluationRuns.ts';
import type { LoggedLine } from './evaluationRuns.ts';
import { jsonRecord } from './jsonRecord.ts';
import type { JsonRecord } from './jsonRecord.ts';
import { feedHead, textLogReader } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns } from './valuedRuns.ts';

/**
 * JSON lines of anyone's own logger: one object a line, numbered by an epoch or a step, with values by their names.
 *
 * What a name leaves unsaid a word beside it may say (`"mode": "val"`). A metric without either is of training where
 * nothing is marked and epochs number the lines; else it is left out. How such writers average is unknown.
 */
export const jsonLines: Format<TrainingLog> = {
  id: 'jsonLines',
  title: 'JSON lines with epochs or steps',
  kind: 'log',
  recognise: (head) => {
    if (!/^\s*\{/.test(head.text.slice(0, 1_000))) return 0;
    const lines = jsonLogLines();
    feedHead(head, lines.line);
    return confidence(lines);
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      jsonLogLines(),
      () => 'No line with a step or an epoch and a metric of validation: nothing to read.',
    ),
};

/** Names that number lines; a `batch` or an `iter` may begin anew in every epoch, and is then told by the epoch. */
const epochNames: ReadonlySet<string> = new Set(['epoch', 'ep', 'current_epoch', 'epoch_num', 'epoch_idx']);
const stepNames: ReadonlySet<string> = new Set(
  'step global_step iteration iter total_steps num_updates global_iter trainer_global_step n_iter'.split(' '),
);

/** Names of a text that says what a line was measured on. */
const splitNames: ReadonlySet<string> = new Set(
  'phase split mode stage set subset type event prefix job tag dataset'.split(' '),
);

/** Inner objects whose name says nothing: `{"metrics": {"accuracy": 0.5}}`. */
const wrapperPattern = /^(?:metrics|scores|results|values|data|logs|log|stats)$/;

interface JsonLogLines {
  readonly line: LineSink;
  gathered(): GatheredRuns;
  /** Lines so far that are JSON objects with a number of theirs and a value, and those that are something else. */
  seen(): { readonly logged: number; readonly others: number };
  /** True once a name speaks of rewards. */
  reinforcement(): boolean;
}

function jsonLogLines(): JsonLogLines {
  const runs = evaluationRuns();
  const marked = new Set<Split>();
  let logged = 0;
  let others = 0;
  let broken = 0;
  let firstBroken: number | undefined;
  let reinforcement = false;
  return {
    line: (text, number) => {
      const record = jsonRecord(text, number);
      if (record === undefined) {
        if (text.trim() !== '') others++;
        if (/^\s{0,8}\{"/.test(text)) {
          broken++;
          firstBroken ??= number;
        }
        return;
      }
      reinforcement ||= [...record.numbers.keys()].some(isReinforcementName);
      const line = loggedLine(record);
      if (line === undefined) return;
      for (const { split } of line.values) if (split !== undefined) marked.add(split);
      logged++;
      runs.line(line);
    },
    gathered: () => {
      const settled = runs.runs().map(({ epochs }) => ({
        epochs: epochs.map(({ epoch, values }) => ({ epoch, values: withSplits(values, marked) })),
      }));
      const { runs: found, problems } = runsInUnits(settled, false);
      return { runs: found, problems: [...problems, ...brokenProblem(broken, firstBroken)] };
    },
    seen: () => ({ logged, others }),
    reinforcement: () => reinforcement,
  };
}

/** Of a writer that was stopped in the middle of a line, which the next one went on with. */
function brokenProblem(lines: number, line: number | undefined): Problem[] {
  if (line === undefined) return [];
  const [count, begin] = lines === 1 ? ['1 line', 'begins'] : [`${lines} lines`, 'begin'];
  return [
    {
      kind: 'skipped',
      message: `${count} left out: ${begin} as a JSON object, but ${lines === 1 ? 'is' : 'are'} none.`,
      line,
    },
  ];
}

/** A line as its names say it, or undefined for one without a number or without a value of use. */
function loggedLine({ numbers, words }: JsonRecord): LoggedLine | undefined {
  const numbering = (names: ReadonlySet<string>): number | undefined => {
    for (const [name, { number }] of numbers) {
      if (names.has(foldedName(name)) && typeof number.value === 'number') return number.value;
    }
    return undefined;
  };
  const [epoch, step] = [numbering(epochNames), numbering(stepNames)];
  if (epoch === undefined && step === undefined) return undefined;
  const section = sectionOf(words);
  const values = [...numbers].flatMap(([path, { number, span }]): TextValue[] => {
    const { split = section, metric, kind } = metricName(nameOf(path));
    if (kind === 'counter' || !isUseful(metric)) return [];
    const own = metric === 'learningRate' || split === undefined ? {} : { split };
    return [{ ...own, metric, number, percentSign: false, span }];
  });
  if (values.length === 0) return undefined;
  return {
    ...(epoch === undefined ? {} : { epoch }),
    ...(step === undefined ? {} : { step }),
    values,
  };
}

function sectionOf(words: ReadonlyMap<string, string>): Split | undefined {
  for (const [name, word] of words) {
    const split = splitNames.has(foldedName(name)) ? splitOfWord(word.toLowerCase()) : undefined;
    if (split !== undefined) return split;
  }
  return undefined;
}

/** A path without inner names that say nothing; `val_metrics/accuracy` is `val/accuracy`. */
function nameOf(path: string): string {
  const parts = path.split('/');
  const last = parts.pop()!;
  const said = parts.map((part) => part.replace(/_(?:metrics|scores|results|stats)$/, ''));
  return [...said.filter((part) => !wrapperPattern.test(part)), last].join('/');
}

function isUseful(metric: string): boolean {
  return (
    metric === 'learningRate' ||
    isClassificationMetric(metric) ||
    /(?:^|_)loss(?:_|$)/.test(foldedName(metric))
  );
}

/**
 * Values whose split nothing says are of training where nothing is marked, or where validation alone is; of validation
 * where both are and the metric is not (`train_loss`, `valid_loss`, `accuracy`).
 */
function withSplits(values: readonly TextValue[], marked: ReadonlySet<Split>): readonly TextValue[] {
  const isValidated = values.some(({ split }) => split === 'validation');
  return values.flatMap((value): TextValue[] => {
    const { split, metric } = value;
    if (split !== undefined || metric === 'learningRate') return [value];
    if (!marked.has('train')) return [{ ...value, split: 'train' }];
    const hasTwin = values.some((other) => other.metric === metric && other.split !== undefined);
    return isValidated && !hasTwin ? [{ ...value, split: 'validation' }] : [];
  });
}

/** Share of epochs at which a run may begin: a file of other numbers falls at half of them. */
const mostBegun = 0.34;

/** Two lines of a logger among few others, with a metric of classification. */
function confidence(lines: JsonLogLines): number {
  const { logged, others } = lines.seen();
  if (logged < 2 || others > logged || lines.reinforcement()) return 0;
  const { runs } = lines.gathered();
  const epochs = runs.flatMap((run) => run.epochs);
  if (runs.length - 1 > epochs.length * mostBegun) return 0;
  const metrics = epochs.flatMap(({ readings }) =>
    readings.filter(({ metric }) => isKnownClassificationMetric(metric)),
  );
  if (metrics.length === 0) return 0;
  return metrics.some(({ split }) => split !== 'train') ? 0.85 : 0.75;
}
