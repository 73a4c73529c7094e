/** Code that writes a prediction file, for the framework that a log format belongs to. */
const writeFile = `import pandas as pd

# One row per validation sample: id, actual class, predicted class, one probability per class.
table = pd.DataFrame(probabilities, columns=[f"prob_{name}" for name in class_names])
table.insert(0, "y_pred", [class_names[i] for i in probabilities.argmax(axis=1)])
table.insert(0, "y_true", [class_names[i] for i in actual])
table.to_csv("val_predictions.csv", index=False)
`;

const keras = `import numpy as np

# The generator must not shuffle: with shuffle=True predictions and classes are in different orders.
probabilities = model.predict(validation)
actual = np.concatenate([np.argmax(y, axis=-1) if y.ndim > 1 else np.asarray(y) for _, y in validation])
`;

const pytorch = `import numpy as np
import torch

model.eval()
with torch.no_grad():
    batches = [(torch.softmax(model(x.to(device)), dim=1).cpu(), y) for x, y in validation_loader]
probabilities = np.concatenate([p.numpy() for p, _ in batches])
actual = np.concatenate([y.numpy() for _, y in batches])
`;

const huggingFace = `import numpy as np

output = trainer.predict(validation)
exponentials = np.exp(output.predictions - output.predictions.max(axis=1, keepdims=True))
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
actual = output.label_ids
`;

const scikitLearn = `probabilities = model.predict_proba(X_validation)
class_names = [str(name) for name in model.classes_]
actual = [class_names.index(str(label)) for label in y_validation]
`;

/** The snippet for a log format's id; scikit-learn's for anything else. */
export function loggingSnippet(format: string | undefined): string {
  const id = (format ?? '').toLowerCase();
  const source = id.includes('keras')
    ? keras
    : id.startsWith('hf') || id.includes('huggingface')
      ? huggingFace
      : id.includes('lightning') || id.includes('torch') || id.includes('epoch')
        ? pytorch
        : scikitLearn;
  return `${source}\n${writeFile}`;
}

/** Class weights n / (K · count) as scikit-learn's 'balanced' has them: a Python dictionary by class index. */
export function classWeightsSnippet(counts: ReadonlyMap<string, number>): string {
  const present = [...counts].filter(([, count]) => count > 0);
  const total = present.reduce((sum, [, count]) => sum + count, 0);
  const lines = [...counts].map(([label, count], index) => {
    const weight = count > 0 ? total / (present.length * count) : 0;
    const comment = label.replace(/[^\p{L}\p{N} ._-]/gu, '?').slice(0, 60);
    return `    ${index}: ${weight.toPrecision(6)},  # ${comment}, ${count} samples`;
  });
  return `class_weight = {\n${lines.join('\n')}\n}\n`;
}
