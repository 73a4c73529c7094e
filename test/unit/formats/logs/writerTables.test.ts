import assert from 'node:assert/strict';
import { defaultLimits } from '../../../../src/core/limits.ts';
import { findReading, readingKey } from '../../../../src/core/trainingRun.ts';
import type { TrainingLog } from '../../../../src/core/trainingRun.ts';
import { headOf } from '../../../../src/formats/decode.ts';
import type { Format, ReadResult } from '../../../../src/formats/format.ts';
import { fastaiCsv } from '../../../../src/formats/logs/fastaiCsv.ts';
import { flairLossTsv } from '../../../../src/formats/logs/flairLossTsv.ts';
import { lightningCsv } from '../../../../src/formats/logs/lightningCsv.ts';
import { timmCsv } from '../../../../src/formats/logs/timmCsv.ts';
import { ultralyticsCsv } from '../../../../src/formats/logs/ultralyticsCsv.ts';
import { recognise } from '../../../../src/formats/recognise.ts';

function read(format: Format<TrainingLog>, text: string): ReadResult<TrainingLog> {
  const reader = format.reader({ limits: defaultLimits.reading });
  reader.push(Buffer.from(text));
  return reader.end();
}

/** Epochs of all runs with the keys and values of their readings. */
function epochs({ document }: ReadResult<TrainingLog>): [number, Record<string, unknown>][] {
  return (document?.runs ?? []).flatMap((run) =>
    run.epochs.map(({ epoch, readings }): [number, Record<string, unknown>] => [
      epoch,
      Object.fromEntries(readings.map((reading) => [readingKey(reading), reading.value])),
    ]),
  );
}

function recognised(text: string): string | undefined {
  return recognise(headOf('metrics.csv', Buffer.from(text), true)).format?.id;
}

describe('tables of frameworks', () => {
  it('are left to the table of epochs where the numbers or cells are not as their writer prints them', () => {
    const rounded = 'epoch,step,val_acc,val_loss\n0,14,0.61,0.91\n1,29,0.65,0.84\n';
    assert.equal(recognised(rounded), 'epochCsv');
    const seconds =
      'epoch,train_loss,valid_loss,accuracy,time\n0,1.51,1.40,0.443,7.2\n1,1.22,1.19,0.551,6.9\n';
    assert.equal(recognised(seconds), 'epochCsv');
    const other = 'epoch,train_loss,eval_loss,eval_acc\n0,1.51,1.40,0.443\n1,1.22,1.19,0.551\n';
    assert.equal(recognised(other), 'epochCsv');
  });

  it('are nothing while the header stands alone, and nothing for a regression or a detector', () => {
    assert.equal(recognised('epoch,step,train_loss,val_loss\n'), undefined);
    assert.equal(
      recognised('EPOCH\tTIMESTAMP\tBAD_EPOCHS\tLEARNING_RATE\tTRAIN_LOSS\tDEV_LOSS\n'),
      undefined,
    );
    const regression = 'epoch,step,val_loss,val_mae\n0,14,0.2100700587034225,0.3365899920463562\n';
    assert.equal(recognised(regression), undefined);
    const scores =
      'EPOCH\tTIMESTAMP\tBAD_EPOCHS\tLEARNING_RATE\tTRAIN_LOSS\tDEV_LOSS\tDEV_MSE\tDEV_SPEARMAN\n' +
      '1\t10:01:02\t0\t0.1000\t0.4\t0.3\t0.2\t0.8\n';
    assert.equal(recognised(scores), undefined);
  });

  it('of Lightning: of several validations in an epoch the last one counts', () => {
    const text =
      'epoch,step,val_acc,val_loss\n' +
      '0,4,0.6100000143051147,0.9100000262260437\n0,9,0.6200000047683716,0.8999999761581421\n' +
      '1,14,0.6299999952316284,0.8899999856948853\n1,19,0.6399999856948853,0.8799999952316284\n';
    assert.equal(recognised(text), 'lightningCsv');
    const result = read(lightningCsv, text);
    assert.deepEqual(result.problems, []);
    assert.deepEqual(
      epochs(result).map(([epoch, values]) => [epoch, values['validation.accuracy']]),
      [
        [0, 0.6200000047683716],
        [1, 0.6399999856948853],
      ],
    );
  });

  it('of Lightning: a name without a split is of training beside its validated twin', () => {
    const text =
      'acc,epoch,loss,step,val_acc,val_loss\n' +
      ',0,,9,0.6100000143051147,0.9100000262260437\n0.5099999904632568,0,1.0199999809265137,9,,\n';
    assert.deepEqual(Object.keys(epochs(read(lightningCsv, text))[0]![1]), [
      'validation.accuracy',
      'validation.loss',
      'train.accuracy',
      'train.loss',
    ]);
  });

  it('of Lightning: an epoch of one step is an epoch', () => {
    const rows = [0, 1, 2, 3].map(
      (epoch) => `${epoch},${epoch},0.6100000143051147,0.910000026226043${epoch}\n`,
    );
    assert.equal(epochs(read(lightningCsv, `epoch,step,val_acc,val_loss\n${rows.join('')}`)).length, 4);
  });

  it('of timm: the old name of accuracy is known', () => {
    const text = 'epoch,train_loss,eval_loss,eval_prec1,eval_prec5\n0,1.5,1.4,44.39,100.0\n';
    assert.equal(recognised(text), 'timmCsv');
    assert.equal(epochs(read(timmCsv, text))[0]![1]['validation.accuracy'], 44.39 / 100);
  });

  it('of timm: a row that its writer cannot have written is left out', () => {
    const text =
      'epoch,train_loss,eval_loss,eval_top1,eval_top5,lr\n0,1.5,1.4,44.39,100.0,0.1\n1,1.4,1.3,50.2\n';
    const result = read(timmCsv, text);
    assert.equal(epochs(result).length, 1);
    assert.match(result.problems[0]!.message, /^1 row left out: 4 cells below a header of 6/);
  });

  it('of fastai: an error rate beside an accuracy stays what it is', () => {
    const text = 'epoch,train_loss,valid_loss,error_rate,accuracy,time\n0,1.51,1.40,0.25,0.75,00:07\n';
    const [, values] = epochs(read(fastaiCsv, text))[0]!;
    assert.equal(values['validation.accuracy'], 0.75);
    assert.equal(values['validation.error_rate'], 0.25);
  });

  it('of fastai: the share of right answers is as exact as that of wrong ones', () => {
    const text =
      'epoch,train_loss,valid_loss,error_rate,time\n0,1.51,1.40,0.04,00:07\n1,1.5,1.3,0.0312,00:07\n';
    const log = read(fastaiCsv, text).document!;
    const [first, second] = log.runs[0]!.epochs.map((epoch) => findReading(epoch, 'validation', 'accuracy')!);
    assert.equal(first!.value, 0.96);
    assert.ok(Math.abs(first!.tolerance - 5e-5) < 1e-12);
    assert.equal(second!.value, 1 - 0.0312);
  });

  it('of Ultralytics: zeros of an epoch that was not validated are no measurement, a bad epoch is one', () => {
    const header = 'epoch,time,train/loss,metrics/accuracy_top1,metrics/accuracy_top5,val/loss,lr/pg0\n';
    const text = `${header}1,9.1,1.5,0,0,0,0.001\n2,18.2,1.4,0,0.2,3.1,0.001\n`;
    const result = read(ultralyticsCsv, text);
    const [first, second] = epochs(result);
    assert.equal(first![1]['validation.accuracy'], undefined);
    assert.equal(second![1]['validation.accuracy'], 0);
    assert.match(result.problems[0]!.message, /^1 epoch was not validated/);
    assert.equal(result.problems[0]!.line, 1);
  });

  it('of Ultralytics: an epoch that a resumed training writes again counts once, with its later values', () => {
    const header = 'epoch,time,train/loss,metrics/accuracy_top1,metrics/accuracy_top5,val/loss\n';
    const rows = '1,9,1.5,0.5,1,1.4\n2,18,1.4,0.6,1,1.3\n2,9,1.4,0.62,1,1.25\n';
    const result = read(ultralyticsCsv, header + rows);
    assert.deepEqual(result.problems, []);
    assert.deepEqual(
      epochs(result).map(([epoch, values]) => [epoch, values['validation.accuracy']]),
      [
        [1, 0.5],
        [2, 0.62],
      ],
    );
  });

  it('of Flair: the accuracy of its first versions counts classes, and is not taken for one of rows', () => {
    const header =
      'EPOCH\tTIMESTAMP\tBAD_EPOCHS\tLEARNING_RATE\tTRAIN_LOSS\tDEV_LOSS\tDEV_PRECISION\tDEV_RECALL';
    const text = `${header}\tDEV_ACCURACY\tDEV_F-SCORE\n0\t10:01:02\t0\t0.1000\t0.4\t0.3\t0.8\t0.7\t0.9\t0.75\n`;
    const [, values] = epochs(read(flairLossTsv, text))[0]!;
    assert.equal(values['validation.accuracy'], undefined);
    assert.equal(values['validation.ACCURACY'], 0.9);
    assert.equal(values['validation.microF1'], 0.75);
  });
});
