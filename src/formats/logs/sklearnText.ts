import type { Problem } from '../../core/problem.ts';
import type { TrainingLog } from '../../core/trainingRun.ts';
import type { Format } from '../format.ts';
import { sklearnLine } from './sklearnLine.ts';
import type { SklearnLine, SklearnValue } from './sklearnLine.ts';
import { areSharesOfRows } from './sharesOfRows.ts';
import { feedHead, textLogReader } from './textLog.ts';
import type { LogLines } from './textLog.ts';
import { runsInUnits } from './valuedRuns.ts';
import type { GatheredRuns, ValuedRun } from './valuedRuns.ts';

/**
 * What scikit-learn's `MLPClassifier` and `HistGradientBoostingClassifier` print with `verbose`: a loss an iteration and,
 * with early stopping, a score on the rows that were held out.
 *
 * Regressors print the same. A score is an accuracy where its values are shares of one number of rows, and then an
 * exact one; a loss is one of classes where such a score or more than two trees an iteration say so. Source:
 * sklearn/neural_network/_multilayer_perceptron.py and ensemble/_hist_gradient_boosting/gradient_boosting.py (1.9.1).
 */
export const sklearnText: Format<TrainingLog> = {
  id: 'sklearnText',
  title: 'Iterations of scikit-learn',
  kind: 'log',
  recognise: (head) => {
    if (!/^(?:Iteration \d|\[\d+\/\d+\] \d+ trees?,)/m.test(head.text)) return 0;
    const lines = sklearnLines();
    feedHead(head, lines.line);
    return lines.gathered().runs.length > 0 ? 0.84 : 0;
  },
  reader: ({ limits }) =>
    textLogReader(
      limits,
      sklearnLines(),
      () => 'No iteration that shows itself to be of a classifier: nothing to read.',
    ),
};

interface OpenRun {
  readonly iterations: { readonly iteration: number; readonly values: SklearnValue[] }[];
  planned: number | undefined;
  trees: number;
}

function sklearnLines(): LogLines & { gathered(): GatheredRuns } {
  const runs: OpenRun[] = [];
  const add = (line: SklearnLine): void => {
    const run = runs.at(-1);
    const last = run?.iterations.at(-1);
    if (line.iteration === undefined) {
      if (last?.values.some(({ metric }) => metric === 'score') === false) last.values.push(...line.values);
      return;
    }
    const isNext = run !== undefined && last !== undefined && line.iteration > last.iteration;
    const open = isNext ? run : { iterations: [], planned: line.total, trees: line.trees ?? 0 };
    if (!isNext) runs.push(open);
    open.iterations.push({ iteration: line.iteration, values: [...line.values] });
  };
  return {
    line: (text, number) => {
      const line = sklearnLine(text, number);
      if (line !== undefined) add(line);
    },
    gathered: () => {
      const read = runs.map((run) => ({ run, scored: scoredSplits(run) }));
      const valued = read.map(({ run, scored }) => valuedRun(run, scored));
      const { runs: finished, problems } = runsInUnits(valued, true);
      const isOpen = read.some(({ run, scored }) => scored.size === 0 && holdsScore(run));
      return { runs: finished, problems: isOpen ? [...problems, unknownScore] : problems };
    },
  };
}

const unknownScore: Problem = {
  kind: 'note',
  message:
    'A validation score left out: its values do not show whether it is the accuracy of a classifier or the R² of a regressor.',
};

type SplitName = 'train' | 'validation';

/** The splits whose scores are accuracies. */
function scoredSplits({ iterations }: OpenRun): ReadonlySet<SplitName> {
  const splits = ['train', 'validation'] as const;
  return new Set(
    splits.filter((split) => {
      const scores = iterations.flatMap(({ values }) =>
        values.filter((value) => value.metric === 'score' && value.split === split),
      );
      return areSharesOfRows(scores.map(({ number }) => number));
    }),
  );
}

function holdsScore({ iterations }: OpenRun): boolean {
  return iterations.some(({ values }) => values.some(({ metric }) => metric === 'score'));
}

/** Trees of one iteration: one for two classes and for a regression, else one a class. */
const fewestClassTrees = 3;

function valuedRun(run: OpenRun, scored: ReadonlySet<SplitName>): ValuedRun {
  const isClassifier = scored.size > 0 || run.trees >= fewestClassTrees;
  const isRead = ({ split, metric }: SklearnValue): boolean =>
    metric === 'score' ? scored.has(split) : isClassifier;
  return {
    planned: run.planned,
    epochs: run.iterations.map(({ iteration, values }) => ({
      epoch: iteration,
      values: values.filter(isRead).map((value) => ({
        ...value,
        metric: value.metric === 'score' ? 'accuracy' : value.metric,
        percentSign: false,
      })),
    })),
  };
}
