import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { analyse } from '../../../src/analysis/analyse.ts';
import { joinArrays } from '../../../src/analysis/joinArrays.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { FollowedDocument } from '../../../src/engine/followedDocument.ts';
import { createSession } from '../../../src/engine/session.ts';
import { contextOf } from '../../support/engineContext.ts';
import { fileModel } from '../../support/writtenFile.ts';
import type { WrittenFile } from '../../support/writtenFile.ts';

const parts = { openReader, join: joinArrays, analyse };

/** Files that mean nothing before they are whole. */
const samples = [
  'logs/hfTrainerState/final.json',
  'logs/kerasHistoryJson/keras.json',
  'logs/resultsJson/bySplit.json',
  'predictions/records.json',
  'classReports/output_dict.json',
  'classCounts/class_indices.json',
  'arrays/numpyArray/scores_float32.npy',
  'arrays/numpyArchive/compressed.npz',
  'parquet/pandas_snappy.parquet',
];

async function followed(
  sample: string,
): Promise<{ document: FollowedDocument; file: WrittenFile; bytes: Buffer }> {
  const file = fileModel();
  const bytes = readFileSync(`test/fixtures/${sample}`);
  file.write(bytes);
  const document = new FollowedDocument(`runs/${basename(sample)}`, file.source, {}, parts);
  await document.catchUp();
  return { document, file, bytes };
}

describe('a file that is only read as a whole', () => {
  for (const sample of samples) {
    it(`goes on saying what it held while it is written anew: ${sample}`, async () => {
      const { document, file, bytes } = await followed(sample);
      const whole = document.said(true);
      assert.ok(whole.result.document !== undefined);
      for (const share of [0, 0.01, 0.2, 0.5, 0.9]) {
        file.write(bytes.subarray(0, Math.floor(share * bytes.length)));
        await document.catchUp();
        assert.deepEqual(document.said(true), whole, `${share} of it`);
        assert.equal(document.format, whole.format);
        assert.equal(document.candidates, undefined);
      }
      file.write(bytes);
      await document.catchUp();
      assert.deepEqual(document.said(true), whole);
      assert.deepEqual(document.said(false), whole);
    });

    it(`says so if it stays half written: ${sample}`, async () => {
      const { document, file, bytes } = await followed(sample);
      const { result } = document.said(false);
      file.write(bytes.subarray(0, -3));
      await document.catchUp();
      const { document: shown, problems } = document.result(false);
      assert.deepEqual(shown, result.document);
      assert.deepEqual(problems.slice(0, -1), result.problems);
      const { kind, message } = problems.at(-1)!;
      assert.equal(kind, 'skipped');
      const name = basename(sample).replaceAll('.', '\\.');
      assert.match(
        message,
        new RegExp(
          `^Shown is what ${name} held when it was last whole\\. Now: .*still being written, (?:or )?cut`,
        ),
      );
    });

    it(`says that it may still be written if it never was whole: ${sample}`, async () => {
      const { file, bytes } = await followed(sample);
      file.write(bytes.subarray(0, -3));
      const fresh = new FollowedDocument(basename(sample), file.source, {}, parts);
      await fresh.catchUp();
      for (const live of [true, false]) {
        const { document, problems } = fresh.result(live);
        assert.equal(document, undefined);
        if (fresh.format !== undefined) assert.match(problems[0]!.message, /still being written/);
      }
    });
  }

  it('is what it says now once it is whole in another way', async () => {
    const { document, file } = await followed('logs/kerasHistoryJson/keras.json');
    file.write(Buffer.from('{"note": "nothing of ours"}'));
    await document.catchUp();
    assert.equal(document.said(false).format, undefined);
    file.write(
      Buffer.from('epoch,accuracy,loss,val_accuracy,val_loss\n0,0.25,1.5,0.5,1.25\n1,0.5,1.25,0.5,1.125\n'),
    );
    await document.catchUp();
    const table = document.format?.id;
    assert.notEqual(table, 'kerasHistoryJson');
    file.write(new Uint8Array(0));
    await document.catchUp();
    assert.equal(document.result(true).document, undefined, 'a log that is emptied is empty');
  });

  it('says of an empty file what it held before', async () => {
    const { document, file } = await followed('logs/kerasHistoryJson/keras.json');
    file.write(new Uint8Array(0));
    await document.catchUp();
    assert.match(document.result(false).problems.at(-1)!.message, /last whole\. Now: keras\.json is empty\./);
  });

  it('is gone once its file cannot be read any more and nothing is live', async () => {
    const file = fileModel();
    file.write(readFileSync('test/fixtures/logs/kerasHistoryJson/keras.json'));
    let isGone = false;
    const open = () => (isGone ? Promise.reject(new Error('keras.json is away.')) : file.source.open());
    const document = new FollowedDocument('keras.json', { open }, {}, parts);
    await document.catchUp();
    file.write(new Uint8Array(0));
    await document.catchUp();
    isGone = true;
    await document.catchUp();
    assert.ok(document.result(true).document !== undefined);
    assert.deepEqual(document.result(false), {
      problems: [{ kind: 'refused', message: 'keras.json is away.' }],
    });
  });

  it('keeps its run in the analysis', async () => {
    const file = fileModel();
    const bytes = readFileSync('test/fixtures/logs/hfTrainerState/final.json');
    file.write(bytes);
    const session = createSession(parts);
    await session.open('trainer_state.json', file.source, {});
    const live = contextOf(['trainer_state.json']);
    const before = await session.analyse(live);
    assert.equal(before.runs.length, 1);
    file.write(bytes.subarray(0, 900));
    const report = await session.append('trainer_state.json');
    assert.equal(report?.format, 'hfTrainerState');
    assert.deepEqual(report.problems, []);
    assert.deepEqual(await session.analyse(live), before);
    const over = await session.analyse(contextOf());
    assert.equal(over.runs.length, 1);
    assert.match(JSON.stringify(over), /Shown is what trainer_state\.json held when it was last whole/);
  });

  it('gives way where memory is short', async () => {
    const file = fileModel();
    file.write(readFileSync('test/fixtures/logs/kerasHistoryJson/keras.json'));
    let asked = 0;
    const exhausted = (name: string): string | undefined =>
      asked++ > 0 ? `${name} needs too much.` : undefined;
    const document = new FollowedDocument('keras.json', file.source, {}, { ...parts, exhausted });
    await document.catchUp();
    file.append(Buffer.from(' '));
    await document.catchUp();
    assert.deepEqual(document.result(true), {
      problems: [{ kind: 'refused', message: 'keras.json needs too much.' }],
    });
  });
});
