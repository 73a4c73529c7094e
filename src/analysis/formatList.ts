import { allFormats } from '../formats/recognise.ts';
import { roleOf } from './analysis.ts';
import type { FileRole } from './analysis.ts';

/** A format as a person chooses it. */
export interface FormatEntry {
  readonly id: string;
  readonly title: string;
  readonly role: FileRole;
}

/** The formats that a file can be read as. */
export function formatList(): readonly FormatEntry[] {
  return allFormats().map(({ id, title, kind }) => ({ id, title, role: roleOf(kind) }));
}
