import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { findReading, readingKey } from '../../../../src/core/trainingRun.ts';
import type { Epoch, Reading, TrainingLog } from '../../../../src/core/trainingRun.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Reader } from '../../../../src/formats/format.ts';
import { logsFormats } from '../../../../src/formats/logs/all.ts';
import { epochCsv } from '../../../../src/formats/logs/epochCsv.ts';
import { epochText } from '../../../../src/formats/logs/epochText.ts';
import { jsonLines } from '../../../../src/formats/logs/jsonLines.ts';
import { kerasCsvLogger } from '../../../../src/formats/logs/kerasCsvLogger.ts';
import { kerasHistoryJson } from '../../../../src/formats/logs/kerasHistoryJson.ts';
import { kerasText } from '../../../../src/formats/logs/kerasText.ts';
import { lightningText } from '../../../../src/formats/logs/lightningText.ts';

const options = { limits: defaultLimits.reading };

function push(reader: Reader<TrainingLog>, text: string): Epoch[] {
  reader.push(Buffer.from(text));
  return epochs(reader.snapshot());
}

function valueOf({ value }: Reading): number | string {
  return typeof value === 'number' ? value : value.notFinite;
}

function epochs(result: { readonly document?: TrainingLog }): Epoch[] {
  return (result.document?.runs ?? []).flatMap((run) => run.epochs);
}

describe('a log that grows', () => {
  it('shows a row of a table once its line is complete, and the last one at the end', () => {
    const reader = kerasCsvLogger.reader(options);
    assert.equal(push(reader, 'epoch,accuracy,loss,val_accuracy,val_loss\r\n0,0.25,1.5').length, 0);
    assert.equal(push(reader, ',0.5,1.25\r').length, 1);
    assert.equal(push(reader, '\n1,0.5,1.25,0.5,1.125').length, 1);
    assert.equal(epochs(reader.end()).length, 2);
  });

  it('shows an epoch of a bar with its validation values, not before', () => {
    const reader = kerasText.reader(options);
    assert.equal(
      push(reader, 'Epoch 1/2\n 3/15 ━━━ 1s 2ms/step - accuracy: 0.1000 - loss: 2.0000\b\b\r').length,
      0,
    );
    assert.equal(push(reader, '15/15 ━━━ 0s 2ms/step - accuracy: 0.2000 - loss: 1.9000\b\b\r').length, 0);
    const [epoch] = push(
      reader,
      '15/15 ━━━ 1s 3ms/step - accuracy: 0.2000 - loss: 1.9000 - val_accuracy: 0.3000\n',
    );
    assert.equal(findReading(epoch!, 'validation', 'accuracy')?.value, 0.3);
  });

  it('shows an epoch without validation at the next header, or at the end', () => {
    const reader = kerasText.reader(options);
    assert.equal(push(reader, 'Epoch 1/2\n\r15/15 ━━━ 0s 2ms/step - loss: 1.9000\n').length, 0);
    assert.equal(push(reader, 'Epoch 2/2\n').length, 1);
    assert.equal(push(reader, ' 3/15 ━━━ 0s 2ms/step - loss: 1.8000\b\b\r').length, 1);
    assert.equal(epochs(reader.end()).length, 1, 'running values are no epoch');
  });

  it('shows the values that follow the line of an epoch as they come, and keeps them when the next begins', () => {
    const reader = epochText.reader(options);
    const keys = (text: string): string[] =>
      push(reader, text).map(({ readings }) => readings.map(readingKey).join());
    assert.deepEqual(keys('Epoch 1: loss=1.6\n'), ['train.loss']);
    assert.deepEqual(keys('val acc: 0.3'), ['train.loss']);
    assert.deepEqual(keys('1\n'), ['train.loss,validation.accuracy']);
    assert.deepEqual(keys('Epoch 2: loss=1.5\n'), ['train.loss,validation.accuracy', 'train.loss']);
    assert.equal(keys('val acc: 0.35\n')[1], 'train.loss,validation.accuracy');
  });

  it('leaves out what a text log evaluates once, after its last epoch', () => {
    const reader = epochText.reader(options);
    const last = push(
      reader,
      'Epoch 1: val_acc=0.3\nEpoch 2: val_acc=0.4\nTest acc: 0.25, val acc: 0.3\n',
    ).at(-1);
    assert.deepEqual(
      last?.readings.map((reading) => [readingKey(reading), reading.value]),
      [['validation.accuracy', 0.4]],
    );
  });

  it('begins a run at a lower epoch and at an epoch validated anew, not where a line recalls one', () => {
    const reader = epochText.reader(options);
    push(reader, 'Epoch 1/2: val_acc=0.3\nEpoch 2/2: val_acc=0.4\nBest model of epoch 1: val_acc=0.3\n');
    push(reader, 'Loaded checkpoint (epoch=1, val_acc=0.9)\nEpoch 1/2: val_acc=0.3000\n');
    const runsSoFar = (): number => reader.snapshot().document?.runs.length ?? 0;
    assert.equal(runsSoFar(), 1);
    push(reader, 'Epoch 1/2: val_acc=0.5\n');
    assert.equal(runsSoFar(), 2);
    push(reader, 'Epoch 1/2: val_acc=0.6\n');
    assert.equal(runsSoFar(), 3);
  });

  it('gives no epoch of a history that is only half there, and says so', () => {
    const reader = kerasHistoryJson.reader(options);
    assert.equal(push(reader, '{"loss": [1.6, 1.5],\n"val_loss": [1.7').length, 0);
    const [problem] = reader.snapshot().problems;
    assert.match(problem?.message ?? '', /^Ends in the middle of the JSON \(line 2\)/);
    assert.equal(push(reader, ', 1.6]}').length, 2);
  });

  it('begins a run where a trainer goes on from a checkpoint, each with its own training loss', () => {
    const lines = (epoch: number, loss: string): string =>
      `{'loss': ${loss}, 'epoch': ${epoch}.0}\n{'eval_loss': ${loss}7, 'eval_accuracy': ${loss}1, 'epoch': ${epoch}.0}\n`;
    const reader = epochText.reader(options);
    push(reader, lines(1, '0.5123') + lines(2, '0.4123') + lines(3, '0.3123'));
    push(reader, lines(3, '0.2823') + lines(4, '0.2123'));
    const losses = reader
      .end()
      .document?.runs.map((run) =>
        run.epochs.map((epoch) => [epoch.epoch, findReading(epoch, 'train', 'loss')?.value]),
      );
    const first = [
      [1, 0.5123],
      [2, 0.4123],
      [3, 0.3123],
    ];
    const second = [
      [3, 0.2823],
      [4, 0.2123],
    ];
    assert.deepEqual(losses, [first, second]);
  });

  it('begins a run where JSON lines go on from an epoch once more, not at a last evaluation', () => {
    const line = (epoch: number, loss: number): string =>
      `{"epoch": ${epoch}, "train_loss": ${loss}, "val_loss": ${loss}, "val_acc": 0.${epoch}1}\n`;
    const reader = jsonLines.reader(options);
    const shown = (text: string): number[][] => {
      push(reader, text);
      return (reader.snapshot().document?.runs ?? []).map((run) => run.epochs.map(({ epoch }) => epoch));
    };
    assert.deepEqual(shown(line(1, 0.5) + line(2, 0.4) + line(3, 0.3)), [[1, 2, 3]]);
    assert.deepEqual(shown(line(3, 0.25)), [[1, 2, 3]]);
    assert.deepEqual(shown(line(4, 0.2)), [
      [1, 2, 3],
      [3, 4],
    ]);
  });

  it('says of a JSON line that a stopped writer left, and of an epoch that a table has twice', () => {
    const lines = jsonLines.reader(options);
    const record = (epoch: number): string =>
      `{"epoch": ${epoch}, "train_loss": 0.5, "val_acc": 0.${epoch}}\n`;
    push(lines, `${record(1)}{"epoch": 2, "tr${record(1)}${record(2)}`);
    assert.deepEqual(lines.snapshot().problems, [
      { kind: 'skipped', message: '1 line left out: begins as a JSON object, but is none.', line: 1 },
    ]);
    const table = epochCsv.reader(options);
    const rows = [1, 2, 3, 4, 4.5].map((epoch) => `${Math.floor(epoch)},0.5,0.4,0.${epoch * 10}\n`).join('');
    push(table, `epoch,train_loss,val_loss,val_acc\n${rows}`);
    const message =
      'Epoch 4 was logged again with other values, as by a training that was resumed: the later values are used.';
    assert.deepEqual(table.snapshot().problems, [{ kind: 'note', message, line: 5 }]);
  });

  it('turns fractions into percentages once a value shows the unit', () => {
    const reader = epochCsv.reader(options);
    const [first] = push(reader, 'epoch,train_loss,val_loss,val_acc\n1,2.31,2.30,1.2\n');
    assert.equal(findReading(first!, 'validation', 'accuracy')?.value, 1.2);
    const [again, second] = push(reader, '2,2.02,2.11,24.25\n');
    assert.equal(findReading(again!, 'validation', 'accuracy')?.value, 0.012);
    assert.ok(Math.abs(findReading(again!, 'validation', 'accuracy')!.tolerance - 0.00005) < 1e-12);
    assert.equal(findReading(second!, 'validation', 'accuracy')?.value, 0.2425);
    assert.ok(Math.abs(findReading(second!, 'validation', 'accuracy')!.tolerance - 0.00005) < 1e-12);
  });

  it('takes a shortened number as exact as its column', () => {
    const reader = epochCsv.reader(options);
    const [first] = push(
      reader,
      'epoch,train/loss,val/loss,metrics/accuracy_top1\n1,1.5,1.4,1\n2,1.402,1.3,0.98368\n',
    );
    assert.equal(findReading(first!, 'validation', 'accuracy')?.tolerance, 5e-5);
  });

  it('leaves out a metric that is logged per batch, and says so', () => {
    const reader = epochCsv.reader(options);
    const rows = ['0,1.6,', '0,1.5,', '0,,0.31', '1,1.4,', '1,1.3,', '1,,0.38'].join('\n');
    const read = push(reader, `epoch,train_loss,val_acc\n${rows}\n`);
    assert.deepEqual(
      read.map(({ readings }) => readings.map(({ metric }) => metric)),
      [['accuracy'], ['accuracy']],
    );
    assert.match(reader.snapshot().problems[0]!.message, /'train\.loss' left out/);
  });

  it('leaves out lines beyond the limit, with their number and the first of them', () => {
    const reader = kerasCsvLogger.reader({ limits: { ...defaultLimits.reading, lineBytes: 60 } });
    push(reader, `epoch,loss,val_loss\n0,1.5,1.25\n1,1.25,${' '.repeat(60)}1.5\n2,1.0,1.125\n`);
    const result = reader.end();
    assert.deepEqual(
      epochs(result).map(({ epoch }) => epoch),
      [0, 2],
    );
    assert.deepEqual(result.problems, [
      { kind: 'skipped', message: '1 line left out: longer than 60 characters.', line: 2 },
    ]);
  });

  it('goes on after a quote that is never closed', () => {
    const rows = Array.from({ length: 100 }, (_, epoch) => `${epoch},1.5,1.25`);
    const reader = kerasCsvLogger.reader(options);
    push(reader, ['epoch,loss,val_loss', '0,"1.5,1.25', ...rows, ''].join('\n'));
    const result = reader.end();
    assert.ok(epochs(result).length > 30);
    assert.equal(result.problems[0]?.kind, 'skipped');
    assert.equal(result.problems[0].line, 1);
  });
});

describe('a hostile log', () => {
  const long = 200_000;
  const texts: Record<string, string> = {
    'a header of spaces': `epoch,loss,a${' '.repeat(long)}b,val_loss\n0,1.5,1,1.25\n`,
    'a header of many columns': `epoch,loss,${'acc,'.repeat(long / 4)}val_loss\n`,
    'a number of many digits': `epoch,loss,val_loss\n0,${'1'.repeat(60_000)},1.25\n`,
    'counters without end': `Epoch 1/2\n${'1/2 '.repeat(8_000)}\n`.repeat(20),
    'quotes on every line': `epoch,loss,val_loss\n${'0,"a,"\n'.repeat(long / 10)}`,
    'a finer digit in every row': `epoch,loss,val_loss\n${Array.from({ length: 3_000 }, (_, row) => `${row},1e-${row},1`).join('\n')}\n`,
    'epochs without end': `${'Epoch 1 acc: 0.1 '.repeat(1_900)}\n`.repeat(20),
    'names without end': `Epoch 1 ${'val '.repeat(8_000)}acc: 0.5\n`.repeat(20),
    'brackets before a number': `Epoch 1 acc: ${'('.repeat(30_000)}0.5\n`.repeat(20),
    'a number with many points': `Epoch 1 acc: ${'1.'.repeat(15_000)}\n`.repeat(20),
    'many bars': `Epoch 1: 3%|${'|['.repeat(15_000)}\n`.repeat(20),
    'many epochs': Array.from({ length: 20_000 }, (_, epoch) => `Epoch ${epoch} acc: 0.${epoch}\n`).join(''),
    'runs of one epoch': Array.from({ length: 20_000 }, (_, run) => `Epoch 1 val acc: 0.${run}1\n`).join(''),
    'a history of many lists': `{"loss": [1], "accuracy": [1]${Array.from({ length: 50_000 }, (_, list) => `,"acc${list}": [1]`).join('')}}`,
    'a deep JSON': `{"loss": ${'['.repeat(long)}`,
    'a JSON of many lists': `{"loss": [1], "accuracy": [1]${',"accuracy": [1]'.repeat(long / 20)}}`,
    'a line of escapes': `Epoch 1/2\n${'\u001b['.repeat(16_000)}1/2 - loss: 1\n`,
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`is read to its end: ${what}`, () => {
      const head = headOf('training.log', Buffer.from(text.slice(0, 65_536)), text.length <= 65_536);
      for (const format of logsFormats) {
        assert.ok(format.recognise(head) <= 1);
        const reader = format.reader(options);
        push(reader, text);
        const { document, problems } = reader.end();
        assert.ok(document !== undefined || problems.some(({ kind }) => kind === 'refused'));
      }
    });
  }

  it("shows an epoch of Lightning's bars once its validation is over, without the values of the epoch before", () => {
    const reader = lightningText.reader(options);
    const shown = (text: string): string[] =>
      push(reader, text).map(({ epoch, readings }) =>
        [epoch, ...readings.map((reading) => `${readingKey(reading)}=${valueOf(reading)}`)].join(' '),
      );
    const bar = (epoch: number, percent: string, values: string): string =>
      `Epoch ${epoch}: ${percent}%|##| 2/2 [00:00<00:00, 2.9it/s${values}]\r`;
    const validation = 'Validation DataLoader 0: 100%|##| 1/1 [00:00<00:00, 14.7it/s]\u001b[A\r';
    assert.deepEqual(shown(bar(0, '100', '')), []);
    assert.deepEqual(shown(validation), []);
    const first = 'validation.accuracy=0.3';
    assert.deepEqual(shown(bar(0, '100', ', val_acc=0.300')), [`0 ${first}`]);
    assert.deepEqual(shown(bar(1, ' 50', ', val_acc=0.300')), [`0 ${first}`]);
    assert.deepEqual(shown(bar(1, '100', ', val_acc=0.300')), [`0 ${first}`], 'of the epoch before');
    shown(validation);
    assert.deepEqual(shown(bar(1, '100', ', val_acc=0.400')), [`0 ${first}`, '1 validation.accuracy=0.4']);
  });

  it('shows an evaluation of JSON lines with the last training loss before it, or at its own step', () => {
    const reader = jsonLines.reader(options);
    const shown = (text: string): string[] =>
      push(reader, text).map(({ epoch, readings }) =>
        [epoch, ...readings.map((reading) => `${readingKey(reading)}=${valueOf(reading)}`)].join(' '),
      );
    shown('{"step": 10, "train/loss": 0.9, "train/accuracy": 1}\n{"step": 20, "train/loss": 0.8}\n');
    assert.deepEqual(shown('{"step": 20, "val/accuracy": 0.5}\n'), [
      '20 validation.accuracy=0.5 train.loss=0.8',
    ]);
    assert.deepEqual(shown('{"step": 20, "val/loss": 0.7}\n'), [
      '20 validation.accuracy=0.5 validation.loss=0.7 train.loss=0.8',
    ]);
    const [, second] = shown('{"step": 40, "val/accuracy": 0.6}\n{"step": 40, "train/loss": 0.6}\n');
    assert.equal(second, '40 validation.accuracy=0.6 train.loss=0.6');
    reader.push(Buffer.from('{"step": 10, "train/loss": 0.95}\n{"step": 20, "val/accuracy": 0.55}\n'));
    assert.equal(reader.snapshot().document?.runs.length, 2, 'a step below the last begins a run');
  });
});
