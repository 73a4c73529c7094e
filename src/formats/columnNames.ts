/** What AWS SageMaker writes before the names of what a model gave. */
const outputPrefix = /^SageMakerOutput\./;

/** A header cell as aliases are compared: `True Class`, `trueClass` and `true-class` are all `true_class`; `YTrue` is `y_true`. */
export function normaliseName(name: string): string {
  return name
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(outputPrefix, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[-.\s/]+/g, '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '');
}

/** A name split into what it shares with its siblings and the class it names: `prob_cat` is `prob_*` of `cat`. */
export interface ScoreName {
  readonly group: string;
  readonly className: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const truthNames = words(
  'y_true ytrue true truth target targets actual actuals gt ground_truth groundtruth gold obs observed reference expected ' +
    'ytest true_label true_labels true_class true_class_name actual_label actual_class gold_label target_label y_test ' +
    'label_true labels_true class_true y_actual',
);
const weakTruthNames = words('label labels class class_name class_label category y ref real outcome');
const truthPattern =
  /^(?:y_true|true|actual|gt|gold|ground_truth|observed|expected|target|correct|real)_|_(?:true|actual|truth|gt)$/;
const predictedNames = words(
  'y_pred ypred y_hat yhat pred preds prediction predictions predicted predict pred_label pred_labels predicted_label ' +
    'predicted_labels predicted_class pred_class pred_class_name predicted_class_name prediction_label label_pred class_pred y_predicted ypredicted ' +
    'scored_label scored_labels cross_val_predict',
);
const weakPredictedNames = words('output outputs model_output result answer guess');
const predictedPattern =
  /^(?:y_pred|y_hat|pred|preds|predicted|prediction|predictions)_|_(?:pred|preds|predicted|prediction|predictions)$/;
const indexPattern = /_(?:index|indices|idx|id|code|num|number|numeric|int|enc|encoded)$/;
/** Counts and rates of outcomes (`true_positives`) and times (`pred_time_test`), not classes of rows. */
const countPattern = /_(?:positives?|negatives?|rate|count)$|(?:^|_)time(?:_|$)/;
const scoreTokens = words(
  'prob probs proba probas probability probabilities score scores confidence confidences conf logit logits softmax likelihood certainty',
);
const templateTokens = words('cats p oof pred preds prediction predictions predicted');
const confidenceTokens = words('confidence conf certainty top1 max');
const importanceNames = words('weight weights w sample_weight sample_weights instance_weight case_weight');
const frequencyNames = words('count counts freq freqs frequency frequencies n n_predictions npredictions');
const pathTokens = words('filename file path filepath image img image_path url');
const idNames = words(
  'id index idx index_level_0 row_index rowindex inst# uid uuid key row rowid unnamed:_0 unnamed_0',
);

const scoreWord =
  'prob|probs|proba|probas|probability|probabilities|p|score|scores|logit|logits|softmax|conf|confidence|confidences';
const prefixed = new RegExp(`^(.*?(?:^|[\\s_.:-])(?:${scoreWord})[\\s_.:/[({-])(.+)$`, 'is');
const numbered = /^((?:p|prob|proba|score|logit|class|c))(\d+)$/i;
const suffixed = new RegExp(`^(.+?)([\\s_.:-]+(?:${scoreWord}))$`, 'is');
const labelled = /^(\.?(?:class|label|y_pred|pred|y_hat|output|oof)[\s_.:-]+)(.+)$/is;

/**
 * How well a normalised name says "true class": 4 its usual names, 3 names built on them, 2 names that mean it only
 * beside a prediction, 0 not at all; half a point less for an index or code, so that the column of names wins.
 */
export function truthRank(name: string): number {
  if (isScoreName(name) || predictedRank(name) > 0 || countPattern.test(name)) return 0;
  const penalty = indexPattern.test(name) ? 0.5 : 0;
  if (truthNames.has(name)) return 4;
  if (truthPattern.test(name)) return 3 - penalty;
  return weakTruthNames.has(name) || (penalty > 0 && weakTruthNames.has(name.replace(indexPattern, '')))
    ? 2 - penalty
    : 0;
}

/** How well a normalised name says "predicted class"; the same scale. */
export function predictedRank(name: string): number {
  if (isScoreName(name) || countPattern.test(name)) return 0;
  if (predictedNames.has(name)) return 4;
  if (predictedPattern.test(name)) return indexPattern.test(name) ? 2.5 : 3;
  return weakPredictedNames.has(name) ? 2 : 0;
}

/** The name without what makes it a prediction (`predicted_species` is `species`), or undefined. */
export function twinOfPredicted(name: string): string | undefined {
  const twin = name.replace(predictedPattern, '');
  return twin !== name && twin !== '' && !isScoreName(name) ? twin : undefined;
}

/** True for a normalised name with a word for probabilities, scores or confidences in it. */
export function isScoreName(name: string): boolean {
  return name.split('_').some((token) => scoreTokens.has(token));
}

/** How well a normalised name says "the one score column": 3 probability, 2 score, 1 confidence or logit, 0 not at all. */
export function singleScoreRank(name: string): number {
  const tokens = name.split('_');
  if (tokens.some((token) => confidenceTokens.has(token)) || tokens.includes('logit') || name === 'raw')
    return 1;
  if (tokens.some((token) => token.startsWith('prob'))) return 3;
  return isScoreName(name) || name === 'p' || name.startsWith('oof') ? 2 : 0;
}

/** True for the part that names of score columns share if it says what they hold (`P (class=*)`, `target_*_PREDICTION`). */
export function isScoreTemplate(shared: string): boolean {
  return normaliseName(shared)
    .split(/[^a-z0-9]+/)
    .some((token) => scoreTokens.has(token) || templateTokens.has(token));
}

/** True for a name that says the score belongs to the predicted class. */
export function isConfidenceName(name: string): boolean {
  return name.split('_').some((token) => confidenceTokens.has(token));
}

/** The kind of weights a normalised name announces. */
export function weightKind(name: string): 'importance' | 'frequency' | undefined {
  if (importanceNames.has(name)) return 'importance';
  return frequencyNames.has(name) ? 'frequency' : undefined;
}

/** How well a normalised name identifies rows: 3 a path, 2 an id, 1 an unnamed or index column, 0 not at all. */
export function idRank(name: string): number {
  const tokens = name.split('_');
  if (tokens.some((token) => pathTokens.has(token)) && !isScoreName(name)) return 3;
  if (name === 'id' || name.endsWith('_id')) return 2;
  return name === '' || idNames.has(name) ? 1 : 0;
}

/** Longer header cells are text, and patterns with two open ends take quadratic time on them. */
const longestName = 200;

/** The ways a header cell may name a class, likeliest first. */
export function scoreNames(name: string): readonly ScoreName[] {
  const ways: ScoreName[] = [];
  if (name.length > longestName) return ways;
  for (const pattern of [prefixed, numbered]) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const named = /[[({]$/.test(match[1]!) ? match[2]!.replace(/[\])}]$/, '') : match[2]!;
    ways.push({ group: `${match[1]!}*`, className: named });
    const rest = named.replace(/^[\s_.:-]+/, '');
    if (rest !== named && rest !== '')
      ways.push({ group: `${name.slice(0, name.indexOf(rest))}*`, className: rest });
    const inner = /^((?:class|label)(?:[\s_.:-]+|(?=\d)))(.+)$/is.exec(named);
    if (inner !== null) ways.push({ group: `${match[1]!}${inner[1]!}*`, className: inner[2]! });
  }
  const end = suffixed.exec(name);
  if (end !== null) ways.push({ group: `*${end[2]!}`, className: end[1]! });
  const label = labelled.exec(name);
  if (label !== null) ways.push({ group: `${label[1]!}*`, className: label[2]! });
  return ways;
}
