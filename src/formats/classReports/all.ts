import type { ClassReports } from '../../core/classReport.ts';
import type { Format } from '../format.ts';
import { classificationReport } from './classificationReport.ts';
import { classificationReportCsv } from './classificationReportCsv.ts';
import { classificationReportJson } from './classificationReportJson.ts';
import { classSummaryJson } from './classSummaryJson.ts';
import { confusionMatrixCsv } from './confusionMatrixCsv.ts';
import { confusionMatrixJson } from './confusionMatrixJson.ts';
import { confusionMatrixText } from './confusionMatrixText.ts';
import { rConfusionMatrix } from './rConfusionMatrix.ts';
import { spacyScores } from './spacyScores.ts';
import { wekaEvaluation } from './wekaEvaluation.ts';

/** The registry: one line a format. */
export const classReportsFormats: readonly Format<ClassReports>[] = [
  classificationReport,
  classificationReportJson,
  classificationReportCsv,
  classSummaryJson,
  spacyScores,
  confusionMatrixText,
  confusionMatrixCsv,
  confusionMatrixJson,
  rConfusionMatrix,
  wekaEvaluation,
];
