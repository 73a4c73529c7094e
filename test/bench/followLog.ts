import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReader } from '../../src/analysis/openReader.ts';
import type { ByteSource } from '../../src/engine/byteSource.ts';
import { fileSource } from '../../src/engine/fileSource.ts';
import { FollowedDocument } from '../../src/engine/followedDocument.ts';
import { barEpoch, piecesOf } from './generatedLogs.ts';

/**
 * Follows logs on disk: times each look at a file that lines were appended to, and counts the bytes that it reads. Run:
 * node test/bench/followLog.ts [megabytes], 1000 unless told. The files are made in a temporary folder and removed.
 */
const megabytes = Number(process.argv[2] ?? 1_000);
const looks = 500;
/** Lines of one look: one, and as many as come between two looks at a log of batches. */
const batches = [1, 100];

/** One epoch of a log, with its number of lines. */
interface Kind {
  readonly name: string;
  readonly header: string;
  readonly lines: number;
  epoch(number: number): string;
}

/** Two kilobytes: a gigabyte of narrow rows is twelve million epochs, which no training has and no memory holds. */
function wideRow(number: number): string {
  const values = Array.from({ length: 4 }, (_, column) =>
    Math.fround(0.3 + ((number + column) % 613) / 1000),
  );
  return `${number},${values.join(',')},${'x'.repeat(1_930)}\n`;
}

const kinds: readonly Kind[] = [
  { name: 'kerasText.log', header: '', lines: 17, epoch: barEpoch },
  {
    name: 'epochs.csv',
    header: 'epoch,train_loss,val_loss,train_acc,val_acc,note\n',
    lines: 1,
    epoch: wideRow,
  },
];

/** Writes a log; gives the number of its epochs. */
function write(path: string, { header, epoch }: Kind): number {
  const file = openSync(path, 'w');
  let epochs = 0;
  const counted = (number: number): string => {
    epochs = number + 1;
    return epoch(number);
  };
  for (const piece of piecesOf(header, counted, megabytes)) writeSync(file, piece);
  closeSync(file);
  return epochs;
}

/** A source that counts the bytes that are read of it. */
function counting(source: ByteSource): ByteSource & { bytes: number } {
  const counted = {
    bytes: 0,
    open: async () => {
      const opened = await source.open();
      return {
        ...opened,
        read: async (offset: number, length: number) => {
          const bytes = await opened.read(offset, length);
          counted.bytes += bytes.length;
          return bytes;
        },
      };
    },
  };
  return counted;
}

const percentile = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);

async function time(folder: string, kind: Kind): Promise<void> {
  const path = join(folder, kind.name);
  let number = write(path, kind);
  const source = counting(fileSource(path));
  const parts = { openReader, join: () => [], analyse: () => ({ runs: [], files: [] }) };
  const document = new FollowedDocument(kind.name, source, {}, parts);
  const start = performance.now();
  await document.catchUp();
  const seconds = (performance.now() - start) / 1_000;
  const asked = performance.now();
  const epochs = document.result(true).document;
  const snapshot = performance.now() - asked;
  const count = epochs?.kind === 'log' ? epochs.runs.reduce((sum, run) => sum + run.epochs.length, 0) : 0;
  console.log(
    `${kind.name}: ${Math.round(document.size / 1e6)} MB, ${count} epochs read in ${seconds.toFixed(1)} s, ` +
      `snapshot ${snapshot.toFixed(0)} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
  );
  for (const batch of batches) {
    const times: number[] = [];
    let more = 0;
    for (let look = 0; look < looks; look++) {
      const text = Array.from({ length: Math.ceil(batch / kind.lines) }, () => kind.epoch(number++)).join('');
      const lines = text.split(/[\r\n]+/).length - 1;
      const added = Buffer.from(text);
      appendFileSync(path, added);
      const { bytes } = source;
      const began = performance.now();
      const step = await document.catchUp();
      times.push(((performance.now() - began) * 1_000) / lines);
      if (step !== 'appended') throw new Error(`${kind.name} was ${step}, not appended`);
      more = Math.max(more, source.bytes - bytes - added.length);
    }
    times.sort((a, b) => a - b);
    console.log(
      `  looks at ${Math.ceil(batch / kind.lines) * kind.lines} new lines: ${percentile(times, 0.5)} µs a line, ` +
        `p99 ${percentile(times, 0.99)}; at most ${more} bytes read besides the new ones`,
    );
  }
  rmSync(path);
}

const folder = mkdtempSync(join(tmpdir(), 'follow-log-'));
try {
  for (const kind of kinds) await time(folder, kind);
} finally {
  rmSync(folder, { recursive: true });
}
