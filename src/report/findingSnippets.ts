import { type Snippet } from './adviceSnippets.ts';
import { numbers } from './numbers.ts';

function code(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Code in which softmax is applied once. `floor` is the loss, in nats, below which this run's cannot fall. */
export function softmaxOnceSnippets({ classes, floor }: { classes: number; floor: number }): Snippet[] {
  const head = `# Softmax once, in the model or in the loss. Applied twice, loss over ${numbers.count(classes)} classes stays above ${code(floor)}.`;
  return [
    {
      title: 'Keras',
      code: `import keras

${head}
# The last layer has activation="softmax": the loss gets probabilities.
loss = keras.losses.CategoricalCrossentropy(from_logits=False)
# The last layer has no activation: the loss gets logits.
# loss = keras.losses.CategoricalCrossentropy(from_logits=True)
model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
logits = model(inputs)  # the model ends without softmax
loss = torch.nn.CrossEntropyLoss()(logits, targets)  # applies log-softmax itself
probabilities = torch.softmax(logits, dim=1)  # for the prediction file only
`,
    },
  ];
}

/** Code that divides logits by a temperature fitted to the rows of the prediction file. */
export function temperatureSnippets(temperature: number, rows: number): Snippet[] {
  const head = `# Fitted to the ${numbers.count(rows)} rows of the prediction file; measure the gain on other rows.
temperature = ${code(temperature)}`;
  return [
    {
      title: 'NumPy',
      code: `import numpy as np

${head}
# Powers of probabilities, scaled to 1 a row: the same as dividing the logits. The predicted classes stay.
scaled = np.maximum(probabilities, 1e-12) ** (1 / temperature)
scaled /= scaled.sum(axis=1, keepdims=True)
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
scaled = torch.softmax(model(inputs) / temperature, dim=1)
`,
    },
  ];
}

/** Code that keeps the weights of the lowest validation loss. */
export function bestLossSnippets(run: { epoch: number; lowest: number; last: number }): Snippet[] {
  const head = `# In this run val_loss was lowest around epoch ${numbers.count(run.epoch)} (${code(run.lowest)}) and ${code(run.last)} at the end.`;
  return [
    {
      title: 'Keras',
      code: `import keras

${head}
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
model.fit(train, validation_data=validation, epochs=epochs, callbacks=[stop])
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
best = float("inf")
for epoch in range(epochs):
    train_one_epoch(model)
    loss = validation_loss(model)
    if loss < best:
        best = loss
        torch.save(model.state_dict(), "best_val_loss.pt")
model.load_state_dict(torch.load("best_val_loss.pt", weights_only=True))
`,
    },
  ];
}

/** Code that ends a training whose loss is no number, and keeps its steps small. */
export function finiteLossSnippets(epoch: number, learningRate: number | undefined): Snippet[] {
  const head = `# In this run the loss was no number from epoch ${numbers.count(epoch)} on.`;
  const [rate, note] =
    learningRate === undefined
      ? ['1e-4', '']
      : [code(learningRate / 10), `  # a tenth of the ${code(learningRate)} that was logged`];
  return [
    {
      title: 'Keras',
      code: `import keras

${head}
optimizer = keras.optimizers.Adam(learning_rate=${rate}, clipnorm=1.0)${note}
model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
model.fit(train, validation_data=validation, epochs=epochs, callbacks=[keras.callbacks.TerminateOnNaN()])
`,
    },
    {
      title: 'PyTorch',
      code: `import torch

${head}
optimizer = torch.optim.Adam(model.parameters(), lr=${rate})${note}
# In each step, between loss.backward() and optimizer.step():
if not torch.isfinite(loss):
    raise RuntimeError(f"loss is {loss.item()}")
torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
`,
    },
  ];
}
