import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { classificationReport } from './classificationReport.ts';
import { classificationReportJson } from './classificationReportJson.ts';

/** The registry: one line a format. */
export const classReportsFormats: readonly Format<ClassReports>[] = [
  classificationReport,
  classificationReportJson,
];
