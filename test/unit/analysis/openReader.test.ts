import assert from 'node:assert/strict';
import { openReader } from '../../../src/analysis/openReader.ts';
import type { Declared } from '../../../src/analysis/openReader.ts';

/** The format chosen for a whole file, or the words of its refusal. */
function chosen(name: string, content: string | Uint8Array, declared: Declared = {}): string | undefined {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const choice = openReader({ name, bytes, complete: true }, declared);
  return choice.chosen?.format.id ?? choice.problems[0]?.message;
}

const columns = { actual: 'Diagnose', predicted: 'KI' };

describe('openReader', () => {
  it('reads a file with the declared columns as predictions, whatever its header says', () => {
    const csv = 'Patient,Diagnose,KI\n1,gesund,gesund\n2,krank,gesund\n';
    assert.equal(chosen('a.csv', csv), undefined);
    for (const name of ['a.csv', 'a.txt', 'a.log', 'a']) {
      assert.equal(chosen(name, csv, { columns }), 'predictionCsv', name);
    }
    assert.equal(chosen('a.tsv', csv.replaceAll(',', '\t'), { columns }), 'predictionCsv');
    const records = [{ Diagnose: 'krank', KI: 'gesund' }];
    assert.equal(chosen('a.txt', JSON.stringify(records), { columns }), 'predictionJson');
    const lines = `${JSON.stringify(records[0])}\n${JSON.stringify(records[0])}\n`;
    assert.equal(chosen('a.json', lines, { columns }), 'predictionJsonLines');
    assert.equal(chosen('a.jsonl', lines.split('\n')[0]!, { columns }), 'predictionJsonLines');
    assert.equal(
      chosen('a.json', '[{"\\u00e9tat": 1, "avis": 2}]', { columns: { actual: 'état', predicted: 'avis' } }),
      'predictionJson',
    );
  });

  it('takes the declared columns for stronger than the columns of a log', () => {
    const csv =
      'epoch,loss,val_loss,accuracy,Diagnose,KI\n1,0.2,0.3,0.9,gesund,gesund\n2,0.2,0.3,0.8,krank,gesund\n';
    assert.equal(chosen('a.csv', csv, { columns }), 'predictionCsv');
    assert.equal(chosen('a.csv', csv), 'epochCsv');
  });

  it('leaves files without the declared columns to recognition', () => {
    const log = 'epoch,accuracy,loss,val_accuracy,val_loss\n0,0.26,1.57,0.25,1.65\n1,0.27,1.5,0.26,1.6\n';
    assert.equal(chosen('log.csv', log, { columns }), 'epochCsv');
    assert.equal(chosen('people.csv', 'name,age\nAda,36\n', { columns }), undefined);
    assert.equal(chosen('package.json', '{"name": "x", "version": "1"}', { columns }), undefined);
  });

  it('knows the columns that scores share', () => {
    const csv = 'art,a-wert,b-wert\na,0.75,0.25\nb,0.5,0.5\n';
    assert.equal(chosen('a.csv', csv, { columns: { actual: 'art', scores: '*-wert' } }), 'predictionCsv');
    assert.equal(chosen('a.csv', csv, { columns: { actual: 'art', scores: '*-zahl' } }), undefined);
  });

  it('says what a file is that a person calls predictions and that is no text', () => {
    const predictions = { format: 'predictions' };
    assert.equal(chosen('a.csv', 'a,b\nx,y\n', predictions), 'predictionCsv');
    assert.equal(chosen('a.csv', '[1]', predictions), 'predictionJson');
    assert.match(
      chosen('a.csv', 'ARROW1\0\0\0\0', predictions)!,
      /^Is a Feather or Arrow file\. Not read\. Save/,
    );
    assert.match(chosen('a.npz', 'PK\x03\x04\0\0', predictions)!, /^Is a zip archive\./);
    assert.match(chosen('a.xlsx', 'PK\x03\x04\0\0', predictions)!, /^Is an Excel workbook\./);
    assert.match(chosen('a.csv', Uint8Array.of(0x80, 4, 0x95, 0), predictions)!, /^Is a pickle\./);
    assert.match(chosen('a.csv', '<!DOCTYPE html>\n<html>', predictions)!, /^Is a web page\./);
    assert.match(chosen('a.csv', ' \n\n', predictions)!, /^Is empty but for blanks/);
    assert.match(
      chosen('a.csv', 'version https://git-lfs.github.com/spec/v1\n', predictions)!,
      /Run git lfs pull\.$/,
    );
  });

  it('reads files with a known header as was said of it, and no others', () => {
    const csv = 'Patient,Diagnose,KI\n1,gesund,gesund\n2,krank,gesund\n';
    const headers = [{ header: ['Patient', 'Diagnose', 'KI'], columns }];
    assert.equal(chosen('a.csv', csv, { headers }), 'predictionCsv');
    assert.equal(chosen('a.csv', csv.replace('Patient', 'Person'), { headers }), undefined);
    assert.equal(chosen('a.csv', csv.replaceAll(/,(?:KI|gesund)$/gm, ''), { headers }), undefined);
    const records = JSON.stringify([{ Patient: 1, Diagnose: 'krank', KI: 'gesund' }]);
    assert.equal(chosen('a.json', records, { headers }), 'predictionJson');
    const log = 'epoch,loss,val_loss,accuracy\n1,0.2,0.3,0.9\n2,0.2,0.3,0.8\n';
    const header = ['epoch', 'loss', 'val_loss', 'accuracy'];
    assert.equal(chosen('log.csv', log), 'epochCsv');
    const alone = chosen('log.csv', log, { headers: [{ header, readAs: 'nothing' }] });
    assert.match(alone!, /^Left alone, as was asked for/);
    assert.equal(chosen('log.csv', log, { headers: [{ header, readAs: 'predictions' }] }), 'predictionCsv');
  });

  it('takes what is said of one file for stronger than what is said of its header', () => {
    const csv = 'a,b,c\nx,y,x\ny,y,x\n';
    const headers = [{ header: ['a', 'b', 'c'], readAs: 'nothing' }];
    assert.equal(chosen('a.csv', csv, { headers, format: 'predictions' }), 'predictionCsv');
  });

  it('leaves a file alone that is to be left alone, without a word in the editor', () => {
    const bytes = new TextEncoder().encode('y_true,y_pred\na,a\nb,a\n');
    const choice = openReader({ name: 'a.csv', bytes, complete: true }, { format: 'nothing' });
    assert.equal(choice.chosen, undefined);
    assert.deepEqual(
      choice.problems.map(({ kind, quiet }) => [kind, quiet]),
      [['refused', true]],
    );
  });

  it('says of a format that there is none of this name', () => {
    assert.match(
      chosen('a.csv', 'a,b\nx,y\n', { format: 'kerasCvs' })!,
      /^Is to be read as 'kerasCvs', which is no format\. Not read\./,
    );
  });

  it('knows a log behind up to 256 KB of something else, and is settled only then', () => {
    const epochs = [1, 2, 3]
      .map((epoch) => `Epoch ${epoch}/3: train_loss=0.${9 - epoch} val_acc=0.${epoch}\n`)
      .join('');
    const preamble = (bytes: number): string =>
      `Namespace(lr=0.1)\n${'conv2d (Conv2D)   (None, 32, 32)   896\n'.repeat(bytes / 40)}`;
    const choice = (text: string, read = text.length) => {
      const bytes = new TextEncoder().encode(text);
      return openReader(
        { name: 'train.log', bytes: bytes.subarray(0, read), complete: read >= bytes.length },
        {},
      );
    };
    for (const kilobytes of [50, 100, 200]) {
      assert.equal(
        choice(preamble(kilobytes * 1_000) + epochs).chosen?.format.id,
        'epochText',
        `${kilobytes} KB`,
      );
    }
    const long = preamble(300_000) + epochs;
    assert.deepEqual(choice(long), { problems: [], settled: true });
    assert.deepEqual(choice(long, 100_000), { problems: [], settled: false });
    assert.equal(choice(preamble(100_000) + epochs).settled, false, 'more of its start may say otherwise');
    assert.equal(
      choice(epochs + preamble(100_000)).settled,
      true,
      'what is known by its head is settled by it',
    );
    assert.equal(choice(`a\0b\n${preamble(100_000)}`).settled, true, 'binary');
  });
});
