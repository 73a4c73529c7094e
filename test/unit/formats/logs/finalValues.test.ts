import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import type { TrainingLog } from '../../../../src/core/trainingRun.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';
import { hfResultsJson } from '../../../../src/formats/logs/hfResultsJson.ts';
import { kerasHistoryJson } from '../../../../src/formats/logs/kerasHistoryJson.ts';
import { resultsJson } from '../../../../src/formats/logs/resultsJson.ts';
import { wandbSummary } from '../../../../src/formats/logs/wandbSummary.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

/** Ids of the log formats that claim a file of this text. */
function claims(text: string, name = 'metrics.json', complete = true): string[] {
  const head = headOf(name, Buffer.from(text), complete);
  return logsFormats.filter((format) => format.recognise(head) >= 0.5).map(({ id }) => id);
}

function read(format: Format<TrainingLog>, text: string): ReadResult<TrainingLog> {
  const reader = format.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return reader.end();
}

function valuesOf(result: ReadResult<TrainingLog>): unknown {
  return result.document?.runs.map(({ name, epochs }) => [
    name,
    epochs.flatMap(({ readings }) =>
      readings.map(({ split, metric, value }) => [split ?? '', metric, value]),
    ),
  ]);
}

const summary = '"_wandb": {"runtime": 5}, "_runtime": 5, "_timestamp": 1764739637.1, "_step": 3';

describe('final values', () => {
  const others: Record<string, string> = {
    'settings with a tolerance': '{"precision": 0.01, "max_iterations": 100}',
    'a flag': '{"accuracy": 1}',
    'a position': '{"latitude": 48.1, "longitude": 11.5, "accuracy": 0.5}',
    'a position by other names': '{"x": 48.1, "y": 11.5, "speed": 2.5, "accuracy": 12.5}',
    'a regression': '{"rmse": 61562.7, "r2": 0.668}',
    'a regression with an accuracy of its own': '{"mae": 153.4, "rmse": 666.3, "accuracy": 92.95}',
    'a regression of two splits': '{"train_r2": 0.9, "test_mse": 0.4, "accuracy": 0.9}',
    'answers of a language model':
      '{"model": "a", "accuracy": 0.67, "results": [{"question": "Why?", "answer": "So."}]}',
    'a retrieval': '{"recall": 0.81, "precision": 0.5, "retrieval_time": 0.3}',
    'tests of software': '{"passed": 9, "failed": 1, "accuracy": 0.9}',
    'a segmentation': '{"accuracy": 0.91, "mean_iou": 0.73}',
    'a detector': '{"precision": 0.7, "recall": 0.6, "mAP50": 0.66}',
    'an agent': '{"accuracy": 0.5, "mean_reward": 12.5}',
    'classes and not models':
      '{"cat": {"precision": 0.9, "recall": 0.8, "support": 20}, "dog": {"precision": 0.8, "recall": 0.9, "support": 30}}',
    'accuracies of classes': '{"cat": {"accuracy": 0.9, "count": 20}, "dog": {"accuracy": 0.7, "count": 30}}',
    'a summary without metrics': `{${summary}}`,
    'a summary of a regression': `{"valid/rmse": 9540.9, "valid/r2": 0.958, ${summary}}`,
    'a summary of a segmentation': `{"accuracy": 0.85, "iou": 0.56, ${summary}}`,
    'results of a language model':
      '{"epoch": 3.0, "eval_loss": 1.6, "eval_rougeL": 29.4, "eval_runtime": 3.2, "eval_samples_per_second": 4.1}',
    'results of a recogniser of speech':
      '{"epoch": 3.0, "eval_loss": 0.4, "eval_wer": 32.01, "eval_runtime": 3.2, "eval_samples_per_second": 4.1}',
    'a history of a segmentation':
      '{"train_loss": [0.2, 0.1], "val_loss": [0.3, 0.2], "val_miou": [0.6, 0.7]}',
    'a sweep': '{"taus": [0.1, 0.2], "train_acc": [0.8, 0.9], "val_acc": [0.7, 0.8]}',
    'records of models with a loss':
      '[{"display_name": "a", "loss": 5.0, "accuracy": 18.6}, {"display_name": "b", "loss": 4.0, "accuracy": 20.1}]',
    'records of events': '[{"epoch": 1714979000, "level": 3}, {"epoch": 1714979010, "level": 2}]',
    'metrics of Sacred of a regression':
      '{"rmse": {"steps": [0], "timestamps": ["2026-01-01T00:00:00"], "values": [3.5]}}',
    'a trial of a regression':
      '{"trial_id": "0", "hyperparameters": {}, "metrics": {"metrics": {"val_mae": {"direction": "min", "observations": [{"value": [0.3], "step": 2}]}}}}',
  };
  for (const [what, text] of Object.entries(others)) {
    it(`leaves ${what} alone`, () => assert.deepEqual(claims(text), []));
  }

  it('go to the format of their writer, whatever else a file holds', () => {
    const formatOf = (text: string): string | undefined =>
      recognise(headOf('metrics.json', Buffer.from(text), true)).format?.id;
    assert.equal(formatOf('{"accuracy": 0.96, "precision": 0.97}'), 'resultsJson');
    assert.equal(formatOf('{"test_accuracy": 93.5, "test_loss": 0.2}'), 'resultsJson');
    assert.equal(formatOf(`{"val_acc": 0.96, ${summary}}`), 'wandbSummary');
    const timed = '"eval_runtime": 240.0, "eval_samples_per_second": 55.4';
    assert.equal(formatOf(`{"epoch": 2.0, "eval_accuracy": 0.97, ${timed}}`), 'hfResultsJson');
    assert.equal(formatOf(`{"eval/accuracy": 0.97, ${timed}, ${summary}}`), 'wandbSummary');
  });

  it('keep their format while they are half written', () => {
    const formatOf = (text: string, complete = true): string | undefined =>
      recognise(headOf('metrics.json', Buffer.from(text), complete)).format?.id;
    const timed = '"eval_accuracy": 0.97, "eval_runtime": 240.0, "eval_samples_per_second": 55.4, "epo';
    assert.equal(formatOf(`{${timed}`), 'hfResultsJson');
    assert.equal(formatOf('{"accuracy": 0.96, "f1": 0.9, "rec'), 'resultsJson');
    // What begins so and goes on for long may be anything.
    assert.equal(formatOf('{"accuracy": 0.96, "f1": 0.9, "rec', false), undefined);
    const records = '[{"epoch": 1, "loss": 0.5, "val_acc": 0.6}, {"epoch": 2, "lo';
    assert.equal(formatOf(records), 'kerasHistoryJson');
  });

  it('say that they are still being written', () => {
    for (const format of [resultsJson, wandbSummary, hfResultsJson]) {
      const { document, problems } = read(format, '{\n  "accuracy": 0.9,\n  "f1');
      assert.equal(document, undefined);
      assert.deepEqual(
        problems.map(({ kind, line, message }) => [kind, line, message]),
        [
          [
            'refused',
            2,
            'Ends in the middle of the JSON (line 3): still being written, or cut. No value is used.',
          ],
        ],
      );
    }
  });

  it('of a training alone are refused with what they are', () => {
    const text =
      '{"epoch": 3.0, "total_flos": 0.0, "train_loss": 1.47, "train_runtime": 4.0, "train_samples_per_second": 337.1}';
    assert.deepEqual(claims(text, 'train_results.json'), ['hfResultsJson']);
    assert.match(read(hfResultsJson, text).problems[0]!.message, /^Holds the mean training loss and timings/);
  });

  it('take the unit of each metric by itself', () => {
    const result = read(resultsJson, '{"accuracy": 88.67, "precision": 0.887, "recall": 0.8867}');
    assert.deepEqual(valuesOf(result), [
      [
        undefined,
        [
          ['', 'accuracy', 0.8867],
          ['', 'precision', 0.887],
          ['', 'recall', 0.8867],
        ],
      ],
    ]);
  });

  it('leave out a rate of 1 beside a loss that is no number: it may be 1 %', () => {
    const result = read(wandbSummary, `{"average_loss": NaN, "val_accuracy": 1.0, ${summary}}`);
    assert.deepEqual(valuesOf(result), [[undefined, [['', 'loss', { notFinite: 'nan' }]]]]);
    assert.match(result.problems[0]!.message, /1 may be 1 % as well as 100 %/);
  });

  it('do not take the best of many for the last', () => {
    const result = read(resultsJson, '{"val_acc": 0.81, "best_val_acc": 0.87, "final_loss": 0.3}');
    assert.deepEqual(valuesOf(result), [
      [
        undefined,
        [
          ['validation', 'accuracy', 0.81],
          ['', 'best_val_acc', 0.87],
          ['', 'loss', 0.3],
        ],
      ],
    ]);
  });

  it('let a history in the same file speak', () => {
    const text =
      '{"test_accuracy": 0.92, "history": {"loss": [0.5, 0.4], "accuracy": [0.8, 0.9], "val_accuracy": [0.7, 0.8]}}';
    const head = headOf('metrics.json', Buffer.from(text), true);
    assert.ok(kerasHistoryJson.recognise(head) > resultsJson.recognise(head) + 0.05);
  });
});
