import type { Head } from '../format.ts';
import { scanJson } from '../jsonTolerant.ts';
import { foldedName } from '../metricNames.ts';
import { declinedKind } from './declined.ts';
import type { DeclinedKind } from './declined.ts';
import { listed } from './measures.ts';

const settingNames: ReadonlySet<string> = new Set(
  (
    'lr learning_rate batch_size train_batch_size per_device_train_batch_size epochs num_epochs num_train_epochs ' +
    'n_epochs max_epochs optimizer weight_decay momentum dropout seed random_state test_size hidden_size num_layers ' +
    'n_estimators max_depth img_size image_size input_shape num_classes n_classes model_name model_type model ' +
    'warmup_steps patience device architectures vocab_size max_length num_labels hidden_dim embedding_dim'
  ).split(' '),
);

/** Words of names whose values may be measured or counted. */
const measuredPattern =
  /(?:^|_)(?:loss|losses|acc|accuracy|accuracies|score|scores|f1|auc|error|errors|metrics|history|precision|recall|mse|rmse|mae|r2|reward|rewards|iou|result|results|best|count|counts|samples|size_of|n_train|n_test|train_images)(?:_|$)/;

/** Names of settings from which a file is taken for settings. */
const leastSettings = 3;

/** Files that steer a program and measure nothing. */
export const settingsKinds: readonly DeclinedKind[] = [
  declinedKind(
    'packageManifest',
    ({ text }) =>
      /^\s*\{/.test(text) &&
      /"name"\s{0,9}:/.test(text) &&
      /"(?:dependencies|devDependencies|scripts)"\s{0,9}:\s{0,9}\{/.test(text),
    'Describes a package of JavaScript. There are no measured values in it.',
  ),
  declinedKind('requirements', isRequirements, 'Lists Python packages. There are no measured values in it.'),
  declinedKind(
    'modelArchitecture',
    ({ text }) => /^\s*\{\s*"(?:class_name|module)"/.test(text) && /"layers"\s{0,9}:\s{0,9}\[/.test(text),
    'Describes the layers of a Keras model, and nothing that it answered.',
  ),
  {
    id: 'settings',
    explain: (head) => {
      const names = namesOf(head);
      const settings = names.filter((name) => settingNames.has(foldedName(name)));
      const isMeasured = names.some((name) => measuredPattern.test(foldedName(name)));
      if (settings.length < leastSettings || isMeasured || !head.complete) return undefined;
      return {
        message: `Holds settings (${listed(settings)}) and no measured values. So nothing is said of it.`,
      };
    },
  },
  declinedKind(
    'yaml',
    ({ name, text }) => /\.ya?ml$/i.test(name) && /^[\w"'-][^:\n]{0,200}:(?:\s|$)/m.test(text),
    'Is YAML, from which neither logs nor predictions are read.',
  ),
];

/** The keys of a JSON object or of YAML; none of a text that is not whole. */
function namesOf({ name, text }: Head): readonly string[] {
  const names = new Set<string>();
  if (/^\s*\{/.test(text)) {
    const end = scanJson(text, { key: (key) => names.add(key) });
    if (typeof end !== 'number') return [];
  } else if (/\.ya?ml$/i.test(name)) {
    for (const [, key] of text.matchAll(/^[ \t-]{0,40}([\w-]{1,80}):(?=[ \t]|$)/gm)) names.add(key!);
  }
  return [...names];
}

/** Every line names a package, and some a version of it. */
function isRequirements({ text }: Head): boolean {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '' && !/^\s*(?:#|--?\w)/.test(line));
  const pinned = /^[A-Za-z][\w.-]{0,80}(?:\[[\w, -]{1,80}\])?[ \t]{0,9}(?:[=~<>!]=|[<>])[ \t]{0,9}\d/;
  const bare = /^[A-Za-z][\w.-]{0,80}(?:\[[\w, -]{1,80}\])?$/;
  return (
    lines.some((line) => pinned.test(line)) &&
    lines.every((line) => pinned.test(line) || bare.test(line.trim()))
  );
}
