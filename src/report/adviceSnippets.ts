import { pythonComment, pythonLabels, pythonString } from './python.ts';

/** The classes of a run with the rows that its shares are taken from. */
export interface ClassSizes {
  readonly labels: readonly string[];
  /** Rows of each class. */
  readonly counts: readonly number[];
  /** Training rows, or the rows of the prediction file where training rows are not counted. */
  readonly source: 'train' | 'validation';
}

export interface Snippet {
  /** The library it is written for. */
  readonly title: string;
  readonly code: string;
}

/** n / (K n_c), as scikit-learn's 'balanced' has it; 0 for a class without rows. */
export function balancedWeights(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? total / (present * count) : 0));
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function rowsOf({ source }: ClassSizes): string {
  return source === 'train'
    ? 'training rows'
    : 'rows of the prediction file (training rows were not counted)';
}

/** One item a line with the class beside it: a row of five numbers tells nobody which is which. */
function listed({ labels, counts }: ClassSizes, item: (index: number) => string): string {
  return labels
    .map((label, index) => `    ${item(index)},  # ${pythonComment(label)}: ${number(counts[index]!)} rows`)
    .join('\n');
}

const orderNote = '# In the order of the class indices 0, 1, 2 …: check that your model has the same.';

function priors(sizes: ClassSizes): string {
  return `# Class shares from the ${rowsOf(sizes)}.
${orderNote}
counts = np.array([
${listed(sizes, (index) => number(sizes.counts[index]!))}
])
priors = counts / counts.sum()
# If training used class weights w or resampled rows, its probabilities are those of other shares:
# priors = priors * w / (priors * w).sum(), or the shares after resampling.
`;
}

/** Code that answers with the class of the largest p / π. */
export function priorSnippets(sizes: ClassSizes): Snippet[] {
  return [
    {
      title: 'Keras',
      code: `import numpy as np

${priors(sizes)}
probabilities = model.predict(validation)
predicted = np.argmax(probabilities / priors, axis=1)
`,
    },
    {
      title: 'PyTorch',
      code: `import numpy as np
import torch

${priors(sizes)}
# Dividing probabilities by the shares is taking their logarithm off the logits.
logits = model(inputs)
offsets = torch.as_tensor(np.log(np.maximum(priors, 1e-12)), dtype=logits.dtype, device=logits.device)
predicted = (logits - offsets).argmax(dim=1)
`,
    },
    {
      title: 'scikit-learn',
      code: `import numpy as np

class_names = [${sizes.labels.map(pythonString).join(', ')}]
${priors(sizes)}
order = [class_names.index(str(name)) for name in model.classes_]
probabilities = model.predict_proba(X_validation)
predicted = model.classes_[np.argmax(probabilities / priors[order], axis=1)]
`,
    },
  ];
}

/** Code that answers with the positive class from a threshold on. */
export function thresholdSnippets(positive: string, threshold: number): Snippet[] {
  const head = `# Chosen on the rows of the prediction file: measure it on other rows.
threshold = ${number(threshold)}`;
  return [
    {
      title: 'NumPy',
      code: `import numpy as np

${head}
# \`scores\` are those of ${pythonComment(positive)}.
is_positive = scores >= threshold
`,
    },
    {
      title: 'scikit-learn',
      code: `from sklearn.model_selection import FixedThresholdClassifier

${head}
positive = ${pythonString(positive)}  # as it stands in model.classes_
tuned = FixedThresholdClassifier(model, threshold=threshold, pos_label=positive, response_method="predict_proba")
tuned.fit(X_train, y_train)
`,
    },
  ];
}

/** Code that trains with class weights n / (K n_c). */
export function weightSnippets(sizes: ClassSizes): Snippet[] {
  const weights = balancedWeights(sizes.counts);
  const keys = pythonLabels(sizes.labels);
  const head = `# Class weights n / (K n_c) from the ${rowsOf(sizes)}.`;
  return [
    {
      title: 'Keras',
      code: `${head}
${orderNote}
class_weight = {
${listed(sizes, (index) => `${index}: ${number(weights[index]!)}`)}
}
# Only the training loss is weighted: loss and val_loss are then on different scales.
model.fit(train, validation_data=validation, epochs=epochs, class_weight=class_weight)
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
${orderNote}
weights = torch.tensor([
${listed(sizes, (index) => number(weights[index]!))}
])
criterion = torch.nn.CrossEntropyLoss(weight=weights.to(device))
# Without weights for validation, so that its loss can be compared with ln K and with other runs.
validation_criterion = torch.nn.CrossEntropyLoss()
`,
    },
    {
      title: 'scikit-learn',
      code: `${head}
class_weight = {
${listed(sizes, (index) => `${keys[index]!}: ${number(weights[index]!)}`)}
}
model.set_params(class_weight=class_weight)
model.fit(X_train, y_train)
`,
    },
  ];
}

const never = '# Training rows only, after the split: validation and test rows stay as they come.';

/** The numbers are those of training rows; where they are not counted the library counts them. */
function overSampler(sizes: ClassSizes): Snippet {
  const largest = Math.round(Math.max(...sizes.counts));
  const keys = pythonLabels(sizes.labels);
  const strategy =
    sizes.source === 'train'
      ? `{\n${listed(sizes, (index) => `${keys[index]!}: ${largest}`).replaceAll(/^ {4}/gm, '        ')}\n    }`
      : '"not majority"';
  return {
    title: 'imbalanced-learn',
    code: `from imblearn.over_sampling import RandomOverSampler

${never}
sampler = RandomOverSampler(
    sampling_strategy=${strategy},
    random_state=0,
)
X_train, y_train = sampler.fit_resample(X_train, y_train)
`,
  };
}

/** Code that draws the training rows so that all classes come equally often. */
export function resamplingSnippets(sizes: ClassSizes): Snippet[] {
  if (sizes.source !== 'train') return [overSampler(sizes)];
  return [
    overSampler(sizes),
    {
      title: 'PyTorch',
      code: `import torch

${never}
${orderNote}
rows = torch.tensor([
${listed(sizes, (index) => number(sizes.counts[index]!))}
])
targets = torch.as_tensor(train_dataset.targets)
sampler = torch.utils.data.WeightedRandomSampler(1.0 / rows[targets], num_samples=len(targets))
loader = torch.utils.data.DataLoader(train_dataset, batch_size=32, sampler=sampler)
`,
    },
    {
      title: 'Keras',
      code: `import math
import tensorflow as tf

${never}
${orderNote}
rows = [
${listed(sizes, (index) => number(sizes.counts[index]!))}
]
# \`train\` gives batches of inputs and one-hot labels.
single = train.unbatch()
per_class = [
    single.filter(lambda x, y, k=k: tf.equal(tf.argmax(y), k)).shuffle(max(1, int(count))).repeat()
    for k, count in enumerate(rows)
    if count > 0
]
balanced = tf.data.Dataset.sample_from_datasets(per_class, seed=0).batch(32)
model.fit(balanced, validation_data=validation, epochs=epochs, steps_per_epoch=math.ceil(sum(rows) / 32))
`,
    },
  ];
}

/** A snippet as it is shown: that of a thousand classes is longer than anyone reads. */
export function shownCode(code: string): string {
  const limit = 4_000;
  if (code.length <= limit) return code;
  return `${code.slice(0, code.lastIndexOf('\n', limit))}\n…`;
}
