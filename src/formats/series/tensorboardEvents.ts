import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Problem } from '../../core/problem.ts';
import type { NotFinite } from '../../core/trainingRun.ts';
import { joinedBytes } from '../decode.ts';
import type { Format, Reader, ReadResult } from '../format.ts';
import { maskedCrc32c } from './crc32c.ts';
import { eventRecord } from './eventRecord.ts';
import { ScalarBuilder } from './scalarBuilder.ts';

/**
 * The events files that TensorBoard shows (`events.out.tfevents.…`), as TensorFlow and Keras, PyTorch, Lightning,
 * Hugging Face, mmengine and CatBoost write them.
 *
 * A record is its length with a checksum, an event, a checksum; a line is the number of a record. Scalars are read, the
 * other summaries are counted. A record that is not whole yet is waited for. Source: tensorflow/core/lib/io/record_writer.h,
 * tensorboard/backend/event_processing.
 */
export const tensorboardEvents: Format<ScalarLog> = {
  id: 'tensorboardEvents',
  title: 'TensorBoard events',
  kind: 'scalars',
  recognise: ({ bytes }) => (isEvents(bytes) ? 0.95 : 0),
  reader: () => new EventsReader(),
};

/** Length and its checksum, and the checksum behind the data. */
const headerBytes = 12;
const footerBytes = 4;
const wallTimeKey = 0x09;

/** Bytes of a record whose scalars are read; larger ones hold images, graphs and the like. */
const mostRecordBytes = 1_048_576;

/** Tags above which a file is none that anybody reads: three metrics for each of a thousand classes. */
const mostTags = 4_096;

/** An event begins with its time; other records under the same framing (examples of a data set) do not. */
function isEvents(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes + 9 || bytes[headerBytes] !== wallTimeKey) return false;
  const header = recordHeader(bytes, 0);
  return header !== undefined && header >= 9;
}

/** The length of the record at `at`, or undefined if the checksum is not its own. */
function recordHeader(bytes: Uint8Array, at: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headerBytes);
  if (view.getUint32(8, true) !== maskedCrc32c(bytes, at, at + 8)) return undefined;
  return view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
}

class EventsReader implements Reader<ScalarLog> {
  readonly #series = new Map<string, ScalarBuilder>();
  /** Summaries that are no scalars, by plugin. */
  readonly #others = new Map<string, number>();
  readonly #scalarTags = new Set<string>();
  #rest: Uint8Array = new Uint8Array(0);
  /** Bytes of a large record that are passed over. */
  #skipping = 0;
  #offset = 0;
  #records = 0;
  #began: number | undefined;
  #resumedAt: number | undefined;
  #broken: { readonly count: number; readonly first: number } | undefined;
  #fault: Problem | undefined;
  #tooManyTags = false;

  push(bytes: Uint8Array): void {
    if (this.#fault !== undefined) return;
    let from = 0;
    if (this.#skipping > 0) {
      from = Math.min(this.#skipping, bytes.length);
      this.#skipping -= from;
      this.#offset += from;
      if (this.#skipping > 0) return;
    }
    const fresh = from === 0 ? bytes : bytes.subarray(from);
    const all = this.#rest.length === 0 ? fresh : joinedBytes(this.#rest, fresh);
    this.#rest = all.slice(this.#take(all));
  }

  snapshot(): ReadResult<ScalarLog> {
    return this.#result();
  }

  end(): ReadResult<ScalarLog> {
    return this.#result();
  }

  full(): boolean {
    return this.#fault !== undefined;
  }

  /** Takes the whole records of `bytes`; gives where the first that is not whole begins. */
  #take(bytes: Uint8Array): number {
    let at = 0;
    while (at + headerBytes <= bytes.length) {
      const length = recordHeader(bytes, at);
      if (length === undefined) {
        this.#fault = this.#faultAt();
        return bytes.length;
      }
      const size = headerBytes + length + footerBytes;
      if (length > mostRecordBytes) {
        const held = Math.min(size, bytes.length - at);
        this.#count('large records');
        this.#records++;
        this.#offset += held;
        this.#skipping = size - held;
        at += held;
        continue;
      }
      if (at + size > bytes.length) break;
      this.#record(bytes, at + headerBytes, at + headerBytes + length);
      this.#records++;
      this.#offset += size;
      at += size;
    }
    return at;
  }

  #record(bytes: Uint8Array, start: number, end: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + end, footerBytes);
    const record =
      view.getUint32(0, true) === maskedCrc32c(bytes, start, end)
        ? eventRecord(bytes, start, end)
        : undefined;
    if (record === undefined) {
      this.#broken = { count: (this.#broken?.count ?? 0) + 1, first: this.#broken?.first ?? this.#records };
      return;
    }
    if (Number.isFinite(record.time)) this.#began ??= record.time;
    if (record.starts && record.step > 0) this.#resume(record.step);
    for (const { tag, scalar, plugin } of record.values) {
      // Writers name the plugin with the first value of a tag.
      if (plugin === 'scalars') this.#scalarTags.add(tag);
      if (scalar === undefined || !this.#scalarTags.has(tag)) this.#count(plugin ?? 'other summaries');
      else this.#add(tag, record.step, scalar);
    }
  }

  #resume(step: number): void {
    if (this.#series.size === 0) this.#resumedAt = step;
    for (const series of this.#series.values()) series.voidFrom(step);
  }

  #add(tag: string, step: number, scalar: number): void {
    const known = this.#series.get(tag);
    if (known === undefined && this.#series.size === mostTags) {
      this.#tooManyTags = true;
      return;
    }
    const series = known ?? new ScalarBuilder(tag);
    this.#series.set(tag, series);
    series.add({ step, value: loggable(scalar), span: { line: this.#records, start: 0, end: 1 } });
  }

  #count(what: string): void {
    if (this.#others.size < mostTags) this.#others.set(what, (this.#others.get(what) ?? 0) + 1);
  }

  #faultAt(): Problem {
    const record = this.#records;
    const message =
      `The length of record ${record + 1} (byte ${this.#offset.toLocaleString('en-US')}) does not fit its checksum: the file is damaged ` +
      `from there on. What stands before it is used; copy the file anew if it was copied.`;
    return { kind: 'skipped', message, line: record };
  }

  #result(): ReadResult<ScalarLog> {
    const problems: Problem[] = [];
    if (this.#fault !== undefined) problems.push(this.#fault);
    if (this.#broken !== undefined) {
      const { count, first } = this.#broken;
      const what = count === 1 ? '1 record' : `${count} records`;
      const message = `${what} left out: the content does not fit its checksum, or is no event (first: record ${first + 1}).`;
      problems.push({ kind: 'skipped', message, line: first });
    }
    if (this.#tooManyTags) {
      const message = `Has more than ${mostTags.toLocaleString('en-US')} tags: the later ones are left out.`;
      problems.push({ kind: 'note', message });
    }
    const series = [...this.#series.values()].filter(({ length }) => length > 0).map((one) => one.series());
    if (series.length === 0)
      return { problems: [...problems, { kind: 'refused', message: this.#nothing(), quiet: true }] };
    return {
      document: {
        kind: 'scalars',
        series,
        ...(this.#began === undefined ? {} : { began: this.#began }),
        ...(this.#resumedAt === undefined ? {} : { resumedAt: this.#resumedAt }),
      },
      problems,
    };
  }

  #nothing(): string {
    const others = [...this.#others].map(([what, count]) => `${count} ${what}`).slice(0, 4);
    if (others.length === 0) return 'Holds no scalar yet: nothing to read.';
    return `Holds no scalar (${others.join(', ')}): nothing to read.`;
  }
}

function loggable(value: number): number | NotFinite {
  if (Number.isFinite(value)) return value;
  return { notFinite: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' };
}
