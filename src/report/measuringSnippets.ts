import type { Snippet } from './adviceSnippets.ts';

/** Code that counts accuracy by rows. */
export function rowAccuracySnippets(): Snippet[] {
  return [
    {
      title: 'Keras',
      code: `import keras

# Each row has one class: softmax, categorical cross-entropy, and accuracy by rows.
model.compile(
    optimizer=optimizer,
    loss=keras.losses.CategoricalCrossentropy(),  # the last layer has activation="softmax"
    metrics=["categorical_accuracy"],
)
`,
    },
  ];
}

/** Code that logs the mean over classes and each class. */
export function macroSnippets(): Snippet[] {
  return [
    {
      title: 'scikit-learn',
      code: `from sklearn.metrics import classification_report, precision_recall_fscore_support

precision, recall, f1, _ = precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)
print(classification_report(actual, predicted, zero_division=0))  # and each class
`,
    },
    {
      title: 'torchmetrics',
      code: `import torchmetrics

recall = torchmetrics.Recall(task="multiclass", num_classes=num_classes, average="macro")
each = torchmetrics.Recall(task="multiclass", num_classes=num_classes, average=None)
`,
    },
    {
      title: 'Keras',
      code: `import keras

# One metric object a class; without class_id Keras counts the outputs of all classes together.
recalls = [keras.metrics.Recall(class_id=k, name=f"recall_{k}") for k in range(num_classes)]
model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy", *recalls])
`,
    },
  ];
}

/** Code that splits rows so that both sides have all classes in the same shares. */
export function stratifiedSplitSnippets(): Snippet[] {
  return [
    {
      title: 'scikit-learn',
      code: `from sklearn.model_selection import train_test_split

# A class needs two rows at least.
X_train, X_validation, y_train, y_validation = train_test_split(
    X, y, test_size=0.3, stratify=y, shuffle=True, random_state=0
)
`,
    },
  ];
}

/** Code that scores every row once, and several times over. */
export function foldsSnippets(): Snippet[] {
  return [
    {
      title: 'scikit-learn',
      code: `import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import RepeatedStratifiedKFold

folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=0)  # a class needs 5 rows at least
scores = []
for train, held_out in folds.split(X, y):
    model = make_model()  # a new one each time
    model.fit(X[train], y[train])
    scores.append(balanced_accuracy_score(y[held_out], model.predict(X[held_out])))
print(np.mean(scores), np.std(scores))
`,
    },
  ];
}

/** Code that learns one batch by heart, which every sound model can. */
export function oneBatchSnippets(): Snippet[] {
  return [
    {
      title: 'Keras',
      code: `# One batch of some 32 rows with all classes, no class weights, no augmentation: accuracy must reach 1.
inputs, labels = next(iter(train))
model.fit(inputs, labels, epochs=200, verbose=2)
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

# One batch of some 32 rows with all classes, no class weights, no augmentation: accuracy must reach 1.
inputs, targets = next(iter(train_loader))
model.train()
for step in range(200):
    optimizer.zero_grad()
    logits = model(inputs.to(device))
    loss = torch.nn.functional.cross_entropy(logits, targets.to(device))
    loss.backward()
    optimizer.step()
print((logits.argmax(dim=1).cpu() == targets).float().mean())
`,
    },
  ];
}

/** Code that sends training rows through the validation code. */
export function samePathSnippets(): Snippet[] {
  return [
    {
      title: 'Keras',
      code: `import numpy as np

# Training rows the way validation rows go: the same reader and preprocessing as \`validation\`, no augmentation.
print(model.evaluate(train_read_as_validation, return_dict=True))
# The class order of both must be the same.
print(train.class_indices == validation.class_indices)  # generators; class_names for image_dataset_from_directory
`,
    },
    {
      title: 'PyTorch',
      code: `# Training rows the way validation rows go: the same transform, model.eval(), the same loop.
model.eval()
print(evaluate(model, DataLoader(TrainingRows(transform=validation_transform), batch_size=64)))
print(train_dataset.class_to_idx == validation_dataset.class_to_idx)
`,
    },
  ];
}
