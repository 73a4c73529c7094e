import { openReader } from '../../src/analysis/openReader.ts';
import type { SourceDocument } from '../../src/analysis/context.ts';
import type { Reader } from '../../src/formats/format.ts';
import type { Renderer } from './renderers/renderer.ts';

const encoder = new TextEncoder();

/** The folder in which a run's files stand. */
const folder = 'run';

/** A rendered log as the product reads it; undefined where no reader takes it for a log. */
export function readRendered(renderer: Renderer, text: string): SourceDocument | undefined {
  const opened = openLog(renderer, text);
  if (opened === undefined) return undefined;
  opened.reader.push(encoder.encode(text));
  const result = opened.reader.end();
  return result.document === undefined
    ? undefined
    : { path: pathOf(renderer), format: opened.format, result };
}

/** A prediction file of this text as the product reads it. */
export function readPredictions(name: string, text: string): SourceDocument {
  const bytes = encoder.encode(text);
  const { chosen } = openReader({ name, bytes, complete: true }, {});
  if (chosen?.format.kind !== 'predictions') throw new Error(`${name} is not read as predictions`);
  chosen.reader.push(bytes);
  return { path: beside(name), format: chosen.format.id, result: chosen.reader.end() };
}

/** The documents that a person who watches the file grow line by line would see, one after each line. */
export function* growingDocuments(renderer: Renderer, text: string): Generator<SourceDocument> {
  const opened = openLog(renderer, text);
  if (opened === undefined) return;
  for (const line of text.match(/[^\n]*\n/g) ?? []) {
    opened.reader.push(encoder.encode(line));
    const result = opened.reader.snapshot();
    if (result.document !== undefined) yield { path: pathOf(renderer), format: opened.format, result };
  }
}

function openLog(renderer: Renderer, text: string): { reader: Reader; format: string } | undefined {
  const start = { name: renderer.file, bytes: encoder.encode(text), complete: true };
  const { chosen } = openReader(start, {});
  if (chosen?.format.kind !== 'log') return undefined;
  return { reader: chosen.reader, format: chosen.format.id };
}

function pathOf(renderer: Renderer): string {
  return `${folder}/${renderer.file}`;
}

export function beside(name: string): string {
  return `${folder}/${name}`;
}
