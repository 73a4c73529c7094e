import { isKnownClassificationMetric, metricName } from '../metricNames.ts';
import type { CatboostLine } from './catboostLine.ts';
import { longestLine } from './textLog.ts';

/** What the lines of a log that are no iterations say of the metric that iterations print. */
export interface CatboostMetricNames {
  line(text: string): void;
  /** The canonical name of the metric of these iterations, or undefined if nothing says it or it cannot be that. */
  metricOf(lines: readonly CatboostLine[]): string | undefined;
}

/** `eval_metric='AUC'`, `"loss_function": "Logloss"`, `--eval-metric Accuracy`. */
const namePattern =
  /(eval[_-]metric|loss[_-]function)["']?\s{0,8}[:=\s]\s{0,8}["']?([A-Za-z]\w{1,40})(?::([\w~;=.,]{1,80}))?/g;

/** The losses of classification; CatBoost minimises them. */
const losses: ReadonlySet<string> = new Set(['Logloss', 'CrossEntropy', 'MultiClass', 'MultiClassOneVsAll']);

/** Of which `loss` means the log loss of the true class: the one of one class against all others is another quantity. */
const logLosses: ReadonlySet<string> = new Set(['Logloss', 'MultiClass']);

/** Gathers names of metrics. Of several it is unknown which one is printed; an `eval_metric` is, whatever the loss is. */
export function catboostMetricNames(): CatboostMetricNames {
  const named = { eval: new Set<string>(), loss: new Set<string>() };
  return {
    line: (text) => {
      if (text.length > longestLine || !/eval[_-]metric|loss[_-]function/.test(text)) return;
      for (const [, key, name, parameters] of text.matchAll(namePattern)) {
        if (name === 'None' || name === 'null') continue;
        const isPlain = parameters === undefined || parameters.startsWith('hints=');
        named[key!.startsWith('eval') ? 'eval' : 'loss'].add(isPlain ? name! : '');
      }
    },
    metricOf: (lines) => {
      const [name = '', other] = named.eval.size > 0 ? named.eval : named.loss;
      if (name === '' || other !== undefined) return undefined;
      const isLoss = losses.has(name);
      const metric = logLosses.has(name) ? 'loss' : metricName(name).metric;
      if (!isLoss && !isKnownClassificationMetric(metric)) return undefined;
      return moves(lines, isLoss) ? metric : undefined;
    },
  };
}

/** True unless training values end on the wrong side of where they began, or one is no share where all must be. */
function moves(lines: readonly CatboostLine[], falls: boolean): boolean {
  const numbers = lines.flatMap(({ values }) => values.map(({ number }) => number.value));
  if (!falls && numbers.some((value) => typeof value === 'number' && (value < 0 || value > 1))) return false;
  const learnt = lines.flatMap(
    ({ values }) => values.find(({ split }) => split === 'train')?.number.value ?? [],
  );
  const [first, last] = [learnt[0], learnt.at(-1)];
  if (typeof first !== 'number' || typeof last !== 'number') return true;
  return falls ? last <= first : last >= first;
}
