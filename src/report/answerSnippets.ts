import type { Snippet } from './adviceSnippets.ts';
import { numbers } from './numbers.ts';
import { pythonString } from './python.ts';

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
