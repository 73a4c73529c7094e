import type { Split } from '../core/trainingRun.ts';

/** What the name of a logged quantity says. */
export interface MetricName {
  /** Absent if the name does not say it, or for a quantity of the whole run. */
  readonly split?: Split;
  /** Canonical name (`accuracy`, `loss`, `learningRate`, …), else the name as written without its split. */
  readonly metric: string;
  /**
   * `measure`: something measured on rows. `wholeRun`: learning rate, durations and the like, which have no split.
   * `counter`: epoch, step and other row numbers, which are no metric.
   */
  readonly kind: 'measure' | 'wholeRun' | 'counter';
}

const splitWords: ReadonlyMap<string, Split> = new Map<string, Split>([
  ...['train', 'training', 'trn', 'tr'].map((word) => [word, 'train'] as const),
  ...['val', 'valid', 'validation', 'vld', 'va', 'validating', 'eval', 'evaluation', 'dev'].map(
    (word) => [word, 'validation'] as const,
  ),
  ...['test', 'testing', 'holdout'].map((word) => [word, 'test'] as const),
  ...Object.entries({ 训练: 'train', 验证: 'validation', 测试: 'test' } as const),
]);

/** Words of languages that do not part them: `训练损失` is the training loss. */
const unpartedSplit = /^(训练|验证|测试)集?(?=.)/;

/**
 * Canonical name by folded name. Only names that mean one thing everywhere: a `multiclass_accuracy` (torchmetrics
 * averages it over classes) or a `recall_1` (a class, or a second metric object) keep their name.
 */
const canonicalNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    accuracy:
      'acc accuracy accuracy_score categorical_accuracy sparse_categorical_accuracy binary_accuracy top1 top_1 ' +
      'top1_acc top_1_acc top1_accuracy top_1_accuracy accuracy_top1 accuracy_top_1 acc1 acc_1 acc@1 acc_top1 acc_top_1',
    top5Accuracy:
      'top5 top_5 top5_acc top_5_acc top5_accuracy top_5_accuracy accuracy_top5 accuracy_top_5 acc5 acc_5 acc@5 ' +
      'acc_top5 acc_top_5',
    topKAccuracy: 'top_k_categorical_accuracy sparse_top_k_categorical_accuracy top_k_accuracy topk_accuracy',
    balancedAccuracy:
      'balanced_accuracy balanced_accuracy_score balanced_acc bal_acc bal_accuracy bacc balancedaccuracy',
    loss: 'loss avg_loss mean_loss average_loss',
    learningRate: 'lr learning_rate learningrate',
    precision: 'precision prec precision_score',
    recall: 'recall recall_score',
    f1: 'f1 f1_score f1score f_1',
    macroPrecision: 'macro_precision precision_macro',
    macroRecall: 'macro_recall recall_macro',
    macroF1:
      'macro_f1 f1_macro macro_f1_score f1_score_macro f1_macro_score f1_score_macro_avg macro_avg_f1_score',
    microF1: 'micro_f1 f1_micro micro_f1_score f1_score_micro f1_score_micro_avg micro_avg_f1_score',
    weightedPrecision: 'weighted_precision precision_weighted',
    weightedRecall: 'weighted_recall recall_weighted',
    weightedF1:
      'weighted_f1 f1_weighted weighted_f1_score f1_score_weighted f1_score_weighted_avg weighted_avg_f1_score',
    specificity: 'specificity',
    auc: 'auc',
    rocAuc: 'roc_auc auroc rocauc auc_roc roc_auc_score',
    prAuc: 'pr_auc auprc prauc auc_pr prc',
    averagePrecision: 'average_precision average_precision_score',
    matthewsCorrelation: 'mcc matthews_corrcoef matthews_correlation matthews_correlation_coefficient',
    cohenKappa: 'cohen_kappa cohens_kappa kappa cohen_kappa_score',
    logLoss: 'log_loss logloss',
  }).flatMap(([canonical, names]) => names.split(' ').map((name) => [name, canonical] as const)),
);

/** The same by Chinese names. */
const chineseNames: ReadonlyMap<string, string> = new Map([
  ['准确率', 'accuracy'],
  ['正确率', 'accuracy'],
  ['损失', 'loss'],
  ['学习率', 'learningRate'],
  ['精确率', 'precision'],
  ['召回率', 'recall'],
  ['f1分数', 'f1'],
]);

/** Characters above which a text is no name; per-class names of nested models have some 80. */
const longestName = 256;

const counterNames: ReadonlySet<string> = new Set([
  ...['epoch', 'epochs', 'ep', 'step', 'steps', 'global_step', 'iter', 'iters', 'iteration', 'iterations'],
  ...['batch', 'batch_idx', 'index', 'fold', 'seed', 'trial', 'run', 'bad_epochs', 'num_bad_epochs'],
]);

const wholeRunPattern =
  /^(?:lr|learning_rate|momentum|weight_decay|wd|beta_?[12]|grad_norm|gradient_norm|timestamp|date|datetime)(?:_|$)|(?:^|_)(?:lr|time|dur|duration|elapsed|secs?|seconds|minutes|eta|runtime|walltime|memory|mem|gpu|throughput|per_second|per_sec)(?:_|$)/;

const ratePattern =
  /(?:^|_)(?:acc|accuracy|precision|recall|f1|auc|auroc|auprc|roc|specificity|sensitivity|tpr|tnr|fpr|fnr|top_?\d+)(?:_|$)/;

const regressionNames: ReadonlySet<string> = new Set(
  (
    'mae mse rmse r2 r_2 mape smape msle rmsle r2_score mean_absolute_error mean_squared_error ' +
    'root_mean_squared_error mean_absolute_percentage_error mean_squared_logarithmic_error explained_variance'
  ).split(' '),
);

const classificationNames: ReadonlySet<string> = new Set(
  [...canonicalNames.values()].filter((name) => name !== 'loss' && name !== 'learningRate'),
);

/**
 * Takes a logged name apart: `val_acc` is accuracy on validation, `Train Loss` the training loss, `val_tp` is `tp` on
 * validation. Split words are read before the name (`valid/recall`, `ValLoss`) or behind it (`loss_val`, `acc (test)`).
 */
export function metricName(name: string): MetricName {
  if (name.length > longestName) return { metric: name, kind: 'counter' };
  const written = name.trim().replace(/\s*(?:\(%\)|\[%\]|%)\s*$/, '');
  const folded = foldedName(written);
  if (counterNames.has(folded)) return { metric: written, kind: 'counter' };
  const { split, rest } = withoutSplit(written, folded);
  const foldedRest = foldedName(rest).replace(/_epoch$/, '');
  const canonical = canonicalNames.get(foldedRest) ?? chineseNames.get(foldedRest);
  if (canonical === 'learningRate') return { metric: canonical, kind: 'wholeRun' };
  if (canonical === undefined) {
    if (counterNames.has(foldedRest)) return { metric: written, kind: 'counter' };
    if (wholeRunPattern.test(foldedRest)) return { metric: written, kind: 'wholeRun' };
  }
  const metric = canonical ?? rest;
  return split === undefined ? { metric, kind: 'measure' } : { split, metric, kind: 'measure' };
}

/** The name as Keras means it: what is measured and has no prefix belongs to the training split. */
export function kerasMetricName(name: string): MetricName {
  const parsed = metricName(name);
  return parsed.kind === 'measure' && parsed.split === undefined ? { ...parsed, split: 'train' } : parsed;
}

/** The split a word in lower case stands for: `val` is validation. */
export function splitOfWord(word: string): Split | undefined {
  return splitWords.get(word);
}

/** True if values of this metric are shares, so that values above 1 can only be percentages. */
export function isRate(metric: string): boolean {
  const folded = foldedName(metric);
  return ratePattern.test(folded) && !/(?:^|_)loss(?:_|$)/.test(folded);
}

/** True if the metric is measured on classes: its presence makes a log one of a classifier. */
export function isClassificationMetric(metric: string): boolean {
  return classificationNames.has(metric) || isRate(metric);
}

/**
 * True for the metrics of classification that mean one thing everywhere, not for any name that merely speaks of one:
 * `fast_rcnn/cls_accuracy` is none of them.
 */
export function isKnownClassificationMetric(metric: string): boolean {
  return classificationNames.has(metric);
}

/** True if the metric is measured on a predicted quantity: with no classification metric beside it a log is not ours. */
export function isRegressionMetric(metric: string): boolean {
  return regressionNames.has(foldedName(metric));
}

/** Lower case with `_` between the words: `ValAcc`, `val acc` and `val/acc` are `val_acc`. */
export function foldedName(name: string): string {
  if (name.length > longestName) return name;
  return name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s\-./:()[\]]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

function withoutSplit(written: string, folded: string): { split: Split | undefined; rest: string } {
  const words = folded.split('_');
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  const bySplitWord = splitWords.get(first);
  if (words.length > 1 && bySplitWord !== undefined) {
    const rest = written.slice(written.toLowerCase().indexOf(first) + first.length);
    return { split: bySplitWord, rest: trimmedName(rest) };
  }
  const byLastWord = splitWords.get(last);
  if (words.length > 1 && byLastWord !== undefined) {
    return {
      split: byLastWord,
      rest: trimmedName(written.slice(0, written.toLowerCase().lastIndexOf(last))),
    };
  }
  const unparted = unpartedSplit.exec(written);
  if (unparted !== null) {
    return { split: splitWords.get(unparted[1]!), rest: trimmedName(written.slice(unparted[0].length)) };
  }
  // Ultralytics writes what it measures on validation as `metrics/accuracy_top1`.
  if (first === 'metrics' && words.length > 1) {
    return {
      split: 'validation',
      rest: trimmedName(written.slice(written.toLowerCase().indexOf(first) + 7)),
    };
  }
  return { split: undefined, rest: written };
}

function trimmedName(name: string): string {
  return name.replace(/^[\s_\-./:([]+|[\s_\-./:([]+$/g, '');
}

/** True if a logged name speaks of rewards, not of rows that are right or wrong. */
export function isReinforcementName(name: string): boolean {
  return /(?:^|_)(?:rewards?|returns?|episodes?)(?:_|$)/.test(foldedName(name));
}
