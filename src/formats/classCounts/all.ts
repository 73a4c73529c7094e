import type { ClassCounts } from '../../core/classCounts.ts';
import type { Format } from '../format.ts';
import { classCountsCsv } from './classCountsCsv.ts';
import { classCountsJson } from './classCountsJson.ts';
import { classCountsText } from './classCountsText.ts';
import { classIndicesJson } from './classIndicesJson.ts';
import { classNamesText } from './classNamesText.ts';
import { classNamesYaml } from './classNamesYaml.ts';

/** The registry: one line a format. */
export const classCountsFormats: readonly Format<ClassCounts>[] = [
  classCountsJson,
  classCountsCsv,
  classCountsText,
  classIndicesJson,
  classNamesText,
  classNamesYaml,
];
