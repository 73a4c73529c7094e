import { defaultLimits } from '../../src/core/limits.ts';
import type { Format } from '../../src/formats/format.ts';
import { logsFormats } from '../../src/formats/logs/all.ts';
import type { TrainingLog } from '../../src/core/trainingRun.ts';
import { piecesOf } from './generatedLogs.ts';

/**
 * Times each reader of text logs on lines that it passes over, progress bars above all, and on lines that it reads. Run:
 * node test/bench/readTextLogs.ts [megabytes], 50 unless told.
 */
const megabytes = Number(process.argv[2] ?? 50);

/** A line by its number, with what ends it. */
type Line = (index: number) => string;

const bar: Line = (index) =>
  `Epoch ${Math.floor(index / 100)}:  ${index % 100}%|████▋     | ${index % 100}/100 [00:0${index % 10}<00:01, 15.35it/s, train_loss=0.${index % 1000}, val_acc=0.885]\r`;

const digits = (index: number): string => `0.${String((index * 7919) % 1_000_000).padStart(6, '0')}`;

/** Lines of values for each reader; `;` stands for a new line. */
const values: Readonly<Record<string, Line>> = {
  kerasText: (index) =>
    `Epoch ${index + 1}/9999999\n15/15 - 0s - 7ms/step - accuracy: ${digits(index)} - loss: 1.5101 - val_accuracy: 0.31 - val_loss: 1.4\n`,
  epochText: (index) =>
    `2026-03-01 10:00:00 - INFO - Epoch [${index + 1}/9999999] train_loss: ${digits(index)} train_acc: 61.2% | val_loss: 0.81 val_acc: 60.3% | lr: 1.0e-04\n`,
  lightningText: (index) =>
    `Validation DataLoader 0: 100%|██| 7/7\rEpoch ${index}: 100%|██| 19/19 [00:01<00:00, 11.5it/s, val_loss=${digits(index)}, val_acc=0.765, train_loss=0.873, train_acc=0.635]\n`,
  timmText: (index) =>
    `Train: ${index} [   8/9 (100%)]  Loss: 0.430 (${digits(index)})  Time: 0.051s\nTest: [   5/5]  Time: 0.009 (0.013)  Loss:   0.557 ( 0.608)  Acc@1: 100.000 ( 78.333)  Acc@5: 100.000 (100.000)\n`,
  fairseqText: (index) =>
    `2026-03-01 10:00:00 | INFO | valid | {"epoch": ${index + 1}, "valid_loss": "${digits(index)}", "valid_accuracy": "69.6", "valid_num_updates": "40"}\n`,
  caffeText: (index) =>
    `I0516 12:00:00.1 42 solver.cpp:337] Iteration ${index * 100}, Testing net (#0)\nI0516 12:00:01.1 42 solver.cpp:404]     Test net output #0: accuracy = ${digits(index)}\n`,
  boostingText: (index) =>
    `[${index + 1}]\ttrain's multi_error: ${digits(index)}\tvalid's multi_logloss: 1.367\n`,
  sklearnText: (index) =>
    `Iteration ${index + 1}, loss = 1.86399613\nValidation score: 0.0${(index * 7) % 97}\n`,
  catboostText: (index) =>
    `${index}:\tlearn: ${digits(index)}0\ttest: 0.2117342\tbest: 0.2117342 (100)\ttotal: 1.04s\tremaining: 3.08s\n`,
  printedTable: (index) =>
    `${String(index).padEnd(10)}0.775665    ${digits(index)}    0.765000  00:00     \n`,
  spacyTable: (index) => `  0  ${String(index * 20).padStart(6)}          3.71       29.46    0.29\n`,
  jsonLines: (index) =>
    `{"step": ${index * 10}, "val/loss": ${digits(index)}, "val/accuracy": 0.71, "lr": 0.01}\n`,
  spacyJsonLines: (index) =>
    `{"epoch":0,"step":${index * 20},"losses":{"textcat":3.7113437951},"scores":{"cats_score":29.45},"score":0.29}\n`,
  mmengineJson: (index) =>
    `{"lr": 0.01, "data_time": 0.002, "loss": ${digits(index)}, "time": 0.01, "epoch": ${index + 1}, "iter": ${index}, "memory": 10, "step": ${index}}\n`,
};

const headers: Readonly<Record<string, string>> = {
  catboostText: 'eval_metric=Accuracy\n',
  printedTable: 'epoch     train_loss  valid_loss  accuracy  time    \n',
  spacyTable: 'E    #       LOSS TEXTCAT  CATS_SCORE  SCORE \n',
};

/** Microseconds a line. */
function time(format: Format<TrainingLog>, header: string, line: Line): number {
  let lines = 0;
  const counted: Line = (index) => {
    const written = line(index);
    lines += written.split(/[\r\n]/).length - 1;
    return written;
  };
  const pieces = [...piecesOf(header, counted, megabytes)];
  const reader = format.reader({ limits: defaultLimits.reading });
  const start = performance.now();
  for (const one of pieces) reader.push(one);
  return ((performance.now() - start) * 1_000) / lines;
}

for (const format of logsFormats) {
  const line = values[format.id];
  if (line === undefined) continue;
  const header = headers[format.id] ?? '';
  const passed = time(format, header, bar);
  const read = time(format, header, line);
  console.log(
    `${format.id.padEnd(15)} ${passed.toFixed(2)} µs a bar, ${read.toFixed(2)} µs a line of values`,
  );
}
