import type { ArrayFile } from '../../core/numberArrays.ts';
import type { Format } from '../format.ts';
import { numpyArchive } from './numpyArchive.ts';
import { numpyArray } from './numpyArray.ts';

/** The registry: one line a format. */
export const arraysFormats: readonly Format<ArrayFile>[] = [numpyArray, numpyArchive];
