import type { Analysis } from '../analysis/analysis.ts';
import type { AnalysisContext, SourceDocument } from '../analysis/context.ts';
import type { Declared, FileStart, ReaderChoice } from '../analysis/openReader.ts';

/** What a session is made of besides its documents: the pure pipeline, and the memory of the process it runs in. */
export interface EngineParts {
  openReader(start: FileStart, declared: Declared): ReaderChoice;
  /** Makes whole documents of those that are parts of one; the others stay as they are. */
  join(documents: readonly SourceDocument[]): readonly SourceDocument[];
  analyse(documents: readonly SourceDocument[], context: AnalysisContext): Analysis;
  /** One line about the named file once more memory is in use than the process may have; else undefined. */
  exhausted?(name: string): string | undefined;
}
