import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format } from '../format.ts';
import { classCountsJson } from './classCountsJson.ts';
import { classIndicesJson } from './classIndicesJson.ts';

/** The registry: one line a format. */
export const classCountsFormats: readonly Format<ClassCounts>[] = [classCountsJson, classIndicesJson];
