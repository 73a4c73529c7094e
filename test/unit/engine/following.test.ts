import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { headBytes, tailBytes } from '../../../src/analysis/follow.ts';
import { joinArrays } from '../../../src/analysis/joinArrays.ts';
import { analyse } from '../../../src/analysis/analyse.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { FollowedDocument } from '../../../src/engine/followedDocument.ts';
import type { EngineParts } from '../../../src/engine/parts.ts';
import { fileModel, fileOnDisk } from '../../support/writtenFile.ts';
import type { WrittenFile } from '../../support/writtenFile.ts';

/** Files of every way in which a format grows: by lines, by records, rewritten whole, and never. */
const samples = [
  'logs/kerasText/keras3_verbose2.log',
  'logs/kerasText/realBarsCallbacks.log',
  'logs/epochText/huggingFace.txt',
  'logs/epochText/chinese.log',
  'logs/epochText/powershell.log',
  'logs/kerasCsvLogger/realAppended.csv',
  'logs/kerasCsvLogger/realAppendedOtherMetrics.csv',
  'logs/epochCsv/history.csv',
  'logs/epochCsv/utf16.csv',
  'logs/lightningCsv/version21.csv',
  'logs/lightningCsv/realPerClass.csv',
  'logs/jsonLines/steps.jsonl',
  'logs/mmengineJson/byEpoch.json',
  'logs/hfTrainerState/final.json',
  'logs/kerasHistoryJson/keras.json',
  'scalars/tensorboardEvents/pytorch.tfevents',
  'scalars/tensorboardEvents/trainer.tfevents',
  'scalars/mlflowMetric/val_accuracy',
  'predictions/plain.csv',
  'predictions/crcrlf.csv',
  'predictions/records.json',
  'predictions/lines.jsonl',
  'classReports/digits3.txt',
  'classCounts/class_counts.json',
  'arrays/numpyArray/scores_float32.npy',
  'arrays/numpyArchive/compressed.npz',
  'parquet/pandas_snappy.parquet',
] as const;

/** Formats are recognised by so many bytes: with few of them most of a short sample is appended to a settled reader. */
const heads = [256, 512, 1_024, defaultLimits.reading.headBytes];

function partsWith(headBytes: number): EngineParts {
  const limits = { ...defaultLimits.reading, headBytes };
  return { openReader: (start, declared) => openReader(start, declared, limits), join: joinArrays, analyse };
}

const share = fc.noBias(fc.integer({ min: 0, max: 1_000 })).map((thousandths) => thousandths / 1_000);
const appends = fc.record({
  act: fc.constantFrom('append' as const, 'appendCut' as const, 'appendLong' as const, 'appendRest' as const),
  share,
});
const rewrites = fc.record({
  act: fc.constantFrom(
    ...(['truncate', 'truncate', 'rotate', 'replace', 'replaceAlike', 'rewrite'] as const),
    ...(['newColumn', 'patch', 'patch', 'patch', 'patch', 'patch', 'touch'] as const),
  ),
  share,
});
const writes = fc.oneof({ weight: 4, arbitrary: appends }, { weight: 1, arbitrary: rewrites });
type Writes = typeof writes extends fc.Arbitrary<infer Step> ? Step : never;
const looks = fc.record({
  act: fc.constantFrom('look', 'look', 'lookTwice', 'lookCancelled', 'lookBegun'),
  /** Mostly: to ask a log for its end makes the next look start again. */
  live: fc.constantFrom(true, true, true, true, true, true, true, false),
});
const schedules = fc.record({
  sample: fc.constantFrom(...samples),
  other: fc.constantFrom(...samples),
  head: fc.constantFrom(...heads),
  /** How often the sample was written before the first look: files longer than the bytes that are compared. */
  before: fc.constantFrom(0, 1, 4, 12),
  steps: fc.array(fc.oneof(writes, looks), { minLength: 4, maxLength: 32, size: 'max' }),
});
type Schedule = typeof schedules extends fc.Arbitrary<infer One> ? One : never;

function bytesOf(sample: string): Uint8Array {
  return readFileSync(`test/fixtures/${sample}`);
}

/** A file that a sample is written into, piece by piece. */
interface Writing {
  readonly file: WrittenFile;
  readonly sample: Uint8Array;
  readonly other: Uint8Array;
  written: number;
}

function write(writing: Writing, step: Writes): void {
  const { file, sample, other } = writing;
  const { bytes } = file;
  const at = Math.floor(step.share * bytes.length);
  switch (step.act) {
    case 'append':
      return appendNext(writing, Math.ceil(step.share * 12));
    case 'appendCut':
      return appendNext(writing, lengthToCut(sample.subarray(writing.written % sample.length)));
    case 'appendLong':
      return appendNext(writing, Math.ceil(step.share * sample.length));
    case 'appendRest':
      return appendNext(writing, sample.length);
    case 'truncate':
      return file.write(bytes.subarray(0, at));
    case 'rotate':
      writing.written = 0;
      return file.replace(new Uint8Array(0));
    case 'replace':
      return file.replace(step.share < 0.5 ? sample : other);
    case 'replaceAlike':
      return file.replaceAlike(step.share < 0.5 ? sample : other);
    case 'rewrite':
      writing.written = sample.length;
      return file.write(sample);
    case 'newColumn':
      return file.write(withColumn(bytes));
    case 'patch':
      return file.write(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    case 'touch':
      return file.write(bytes);
  }
}

/** Appends the next bytes of the sample, which begins again when it is over: a second run in one file. */
function appendNext(writing: Writing, most: number): void {
  const from = writing.written % writing.sample.length;
  const piece = writing.sample.subarray(from, from + most);
  writing.file.append(piece);
  writing.written = from + piece.length;
}

/** Bytes up to the middle of a line end or of a character. */
function lengthToCut(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte === 13 || byte >= 0x80);
  return at < 0 ? bytes.length : at + 1;
}

/** True if the file grew and changed where that is not looked for. */
function isHidden(before: Uint8Array, now: Uint8Array): boolean {
  const differs = (from: number, to: number): boolean =>
    Buffer.compare(before.subarray(from, to), now.subarray(from, to)) !== 0;
  if (now.length <= before.length || !differs(0, before.length)) return false;
  return !differs(0, headBytes) && !differs(before.length - tailBytes, before.length);
}

/** The table with one more column, as Lightning writes it anew where a name is new. */
function withColumn(bytes: Uint8Array): Uint8Array {
  const [header, ...rows] = Buffer.from(bytes).toString('latin1').split('\n');
  return Buffer.from([`${header},val_f1`, ...rows.map((row) => row && `${row},`)].join('\n'), 'latin1');
}

/** What a document says, live and not. */
async function stateOf(document: FollowedDocument): Promise<unknown> {
  await document.catchUp();
  await document.idle();
  const { format, candidates, size } = document;
  return { format: format?.id, candidates, size, live: document.result(true), over: document.result(false) };
}

async function followsSchedule(
  { sample, other, head, before, steps }: Schedule,
  file: WrittenFile,
): Promise<void> {
  const name = basename(sample);
  const parts = partsWith(head);
  const document = new FollowedDocument(name, file.source, {}, parts);
  const writing: Writing = { file, sample: bytesOf(sample), other: bytesOf(other), written: 0 };
  for (let times = 0; times < before; times++) file.append(writing.sample);
  for (const step of steps) {
    if ('share' in step) {
      // What changes in the middle of a long file shows in nothing but the time of the change, and there only as long
      // as the file does not grow as well.
      const isLong = file.bytes.length > headBytes + tailBytes;
      const mayHide = isLong && ['patch', 'replaceAlike', 'rewrite'].includes(step.act);
      if (mayHide) await document.catchUp();
      const { bytes } = file;
      write(writing, step);
      if (mayHide && isHidden(bytes, file.bytes)) file.write(bytes);
      if (mayHide) await document.catchUp();
      continue;
    }
    const look = document.catchUp();
    if (step.act === 'lookBegun') continue;
    if (step.act === 'lookTwice') void document.catchUp();
    if (step.act === 'lookCancelled') document.cancel();
    await look;
    await document.idle();
    document.result(step.live);
  }
  await document.catchUp();
  const fresh = new FollowedDocument(name, file.source, {}, parts);
  await fresh.catchUp();
  // What is only read as a whole goes on saying what it held before, until it is whole again.
  if (fresh.result(true).document === undefined && document.result(true).document !== undefined) {
    file.write(writing.sample);
  }
  assert.deepEqual(await stateOf(document), await stateOf(fresh));
}

describe('a followed document', () => {
  it('says what a fresh reading says, whatever was written in whatever order between the looks', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, (schedule) => followsSchedule(schedule, fileModel())),
      { numRuns: 1_000, seed: 1 },
    );
  });

  it('does so for files on disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'following-'));
    const path = join(folder, 'followed');
    try {
      await fc.assert(
        fc.asyncProperty(schedules, (schedule) => followsSchedule(schedule, fileOnDisk(path))),
        { numRuns: 50, seed: 1 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
