import type { Snippet } from './adviceSnippets.ts';
import { numbers } from './numbers.ts';
import { pythonComment, pythonString } from './python.ts';

/** Pairs that are written out; of more the names of the model's own classes are the only way. */
const listedPairs = 50;

/** Code that names answers in the class order of the model, and that reads those of this file anew. */
export function classNameSnippets(answers: readonly string[], meanings: readonly string[]): Snippet[] {
  const pairs = answers
    .slice(0, listedPairs)
    .map((answer, index) => `    ${pythonString(answer)}: ${pythonString(meanings[index]!)},`)
    .join('\n');
  const table = `# What the answers of this file stand for, by the rows themselves: a check, not a cure.
meaning = {
${pairs}
}
`;
  return [
    {
      title: 'Keras',
      code: `# The order of the generator that trained the model: folders sorted by name as text, so 10 comes before 2.
names = {index: name for name, index in train_generator.class_indices.items()}
predicted = [names[index] for index in probabilities.argmax(axis=1)]
columns = [f"prob_{names[index]}" for index in range(len(names))]

${table}`,
    },
    {
      title: 'PyTorch',
      code: `# The order of the data set that trained the model (ImageFolder sorts folder names as text).
names = train_dataset.classes
predicted = [names[index] for index in probabilities.argmax(1).tolist()]
columns = [f"prob_{name}" for name in names]

${table}`,
    },
  ];
}

/** Code that predicts rows in the order of their labels. */
export function orderedRowsSnippets(rows: number): Snippet[] {
  const head = `# Labels and answers of the ${numbers.count(rows)} rows must come from one pass in one order.`;
  return [
    {
      title: 'Keras',
      code: `${head}
validation = generator.flow_from_directory("val", shuffle=False, class_mode="categorical")
probabilities = model.predict(validation)
actual = validation.classes  # in the order of the files, which a shuffling generator does not keep
# A tf.data.Dataset that shuffles gives another order at every pass: take both from one pass.
# pairs = [(y, model.predict_on_batch(x)) for x, y in dataset]
`,
    },
    {
      title: 'PyTorch',
      code: `${head}
loader = torch.utils.data.DataLoader(validation, batch_size=64, shuffle=False)
actual, probabilities = [], []
with torch.no_grad():
    for inputs, targets in loader:
        actual.append(targets)
        probabilities.append(torch.softmax(model(inputs), dim=1))
`,
    },
  ];
}

/** Code that adds an offset to the logit of each class. */
export function logitOffsetSnippets(
  labels: readonly string[],
  offsets: readonly number[],
  rows: number,
): Snippet[] {
  const list = labels
    .map((label, index) => `    ${Number(offsets[index]!.toFixed(4))},  # ${pythonComment(label)}`)
    .join('\n');
  const head = `# Fitted to the class shares of the ${numbers.count(rows)} rows of the prediction file; measure the gain on other rows.
# In the order of the class indices 0, 1, 2 …: check that your model has the same.`;
  return [
    {
      title: 'NumPy',
      code: `import numpy as np

${head}
offsets = np.array([
${list}
])
shifted = probabilities * np.exp(offsets)
shifted /= shifted.sum(axis=1, keepdims=True)
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
offsets = torch.tensor([
${list}
])
shifted = torch.softmax(model(inputs) + offsets, dim=1)
`,
    },
  ];
}
