import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format } from '../format.ts';

/** The registry: one line a format. */
export const classCountsFormats: readonly Format<ClassCounts>[] = [];
