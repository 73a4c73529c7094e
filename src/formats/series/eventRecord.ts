import { utf8Text } from '../decode.ts';
import { protobufFields } from './protobuf.ts';
import type { ProtobufField } from './protobuf.ts';

/** What one record of an events file says. */
export interface EventRecord {
  /** Seconds since 1970. */
  readonly time: number;
  readonly step: number;
  readonly values: readonly EventValue[];
  /** True if a writer begins here, after a checkpoint where `step` is not 0: later values of before are void. */
  readonly starts: boolean;
}

/** A summary of one tag. */
export interface EventValue {
  readonly tag: string;
  /** Absent for what is no single number: an image, a histogram, a text. */
  readonly scalar?: number;
  /** What the writer's plugin calls it: `scalars`, `images`, `histograms`, `text`; absent where nothing says it. */
  readonly plugin?: string;
}

/** Fields of `Event`, `Summary.Value` and `TensorProto`. Source: tensorflow/core/framework/summary.proto, core/util/event.proto. */
const field = {
  wallTime: 1,
  step: 2,
  version: 3,
  summary: 5,
  sessionLog: 7,
  tag: 1,
  simpleValue: 2,
  oldPlugins: new Map([
    [4, 'images'],
    [5, 'histograms'],
    [6, 'audio'],
  ]),
  tensor: 8,
  metadata: 9,
} as const;

const sessionStart = 1;
const types = { float: 1, double: 2 } as const;

/** Characters of a tag: longer ones are no name. */
const longestTag = 1_024;

/** Reads the message of a record; undefined if it is none of an event. */
export function eventRecord(bytes: Uint8Array, start: number, end: number): EventRecord | undefined {
  const fields = protobufFields(bytes, start, end);
  const time = fields?.find(({ number }) => number === field.wallTime);
  if (fields === undefined || time?.kind !== 'fixed64') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const step = fields.find(({ number }) => number === field.step);
  const values: EventValue[] = [];
  let starts = false;
  for (const one of fields) {
    if (one.kind !== 'bytes') continue;
    if (one.number === field.summary) values.push(...summaryValues(bytes, view, one));
    if (one.number === field.sessionLog) starts = isStart(bytes, one);
  }
  return {
    time: view.getFloat64(time.at, true),
    step: step?.kind === 'varint' ? step.value : 0,
    values,
    starts,
  };
}

type Bytes = ProtobufField & { readonly kind: 'bytes' };

function isStart(bytes: Uint8Array, { start, end }: Bytes): boolean {
  const status = protobufFields(bytes, start, end)?.find(({ number }) => number === 1);
  return status?.kind === 'varint' && status.value === sessionStart;
}

function summaryValues(bytes: Uint8Array, view: DataView, { start, end }: Bytes): EventValue[] {
  return (protobufFields(bytes, start, end) ?? []).flatMap((value) =>
    value.number === 1 && value.kind === 'bytes' ? (summaryValue(bytes, view, value) ?? []) : [],
  );
}

function summaryValue(bytes: Uint8Array, view: DataView, own: Bytes): EventValue | undefined {
  let tag: string | undefined;
  let scalar: number | undefined;
  let plugin: string | undefined;
  for (const one of protobufFields(bytes, own.start, own.end) ?? []) {
    if (one.number === field.tag && one.kind === 'bytes' && one.end - one.start <= longestTag)
      tag = utf8Text(bytes, one.start, one.end).text;
    else if (one.number === field.simpleValue && one.kind === 'fixed32') {
      scalar = view.getFloat32(one.at, true);
      plugin ??= 'scalars';
    } else if (one.number === field.tensor && one.kind === 'bytes') scalar = tensorScalar(bytes, view, one);
    else if (one.number === field.metadata && one.kind === 'bytes') plugin = pluginOf(bytes, one) ?? plugin;
    plugin ??= field.oldPlugins.get(one.number);
  }
  if (tag === undefined) return undefined;
  return {
    tag,
    ...(scalar === undefined ? {} : { scalar }),
    ...(plugin === undefined ? {} : { plugin }),
  };
}

/** `SummaryMetadata.plugin_data.plugin_name`. */
function pluginOf(bytes: Uint8Array, { start, end }: Bytes): string | undefined {
  const data = protobufFields(bytes, start, end)?.find(({ number }) => number === 1);
  if (data?.kind !== 'bytes') return undefined;
  const name = protobufFields(bytes, data.start, data.end)?.find(({ number }) => number === 1);
  return name?.kind === 'bytes' ? utf8Text(bytes, name.start, name.end).text : undefined;
}

/** The one number of a tensor of floats or doubles; undefined for any other. */
function tensorScalar(bytes: Uint8Array, view: DataView, { start, end }: Bytes): number | undefined {
  const fields = protobufFields(bytes, start, end) ?? [];
  const type = fields.find(({ number }) => number === 1);
  const dtype = type?.kind === 'varint' ? type.value : 0;
  const size = dtype === types.float ? 4 : dtype === types.double ? 8 : undefined;
  if (size === undefined) return undefined;
  const read = (at: number): number => (size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
  // The content as bytes, or a repeated field of its type, packed or not.
  const listed = dtype === types.float ? 5 : 6;
  for (const one of fields) {
    if (one.kind === 'bytes' && (one.number === 4 || one.number === listed) && one.end - one.start === size)
      return read(one.start);
    if (one.number === listed && one.kind === (size === 4 ? 'fixed32' : 'fixed64')) return read(one.at);
  }
  return undefined;
}
