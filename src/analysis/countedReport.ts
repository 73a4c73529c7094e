import type { ClassReport } from '../core/classReport.ts';
import { evaluateReport } from '../core/evaluateReport.ts';
import type { Evaluation } from '../core/evaluation.ts';
import { matrixReport } from '../core/matrixReport.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import { findReading, heldOutReading } from '../core/trainingRun.ts';
import type { Epoch, Reading, Split, TrainingRun } from '../core/trainingRun.ts';
import type { Span } from '../core/span.ts';
import { runId } from './attachPredictions.ts';
import type { LogFile } from './logFiles.ts';
import type { ReportFile } from './reportFiles.ts';

/** Names of the four counts, as Keras' metrics are called by default and in its tutorials. */
const names = {
  truePositives: ['tp', 'true_positives'],
  falsePositives: ['fp', 'false_positives'],
  trueNegatives: ['tn', 'true_negatives'],
  falseNegatives: ['fn', 'false_negatives'],
} as const;

type Count = keyof typeof names;

/** Room of a quotient of counts beside a printed accuracy. */
const rounding = 1e-6;

/**
 * The two classes of a run that logs true and false positives and negatives of rows it was not trained on: with all four
 * an epoch holds a whole confusion matrix. That of the last such epoch is given, as the report that it amounts to.
 *
 * Undefined where the counts may be sums over several outputs: a logged accuracy is not theirs, or there is none and the
 * rows are a multiple of the positives, as one-hot labels have it.
 */
export function countedReport(
  { id, path, files, log }: LogFile,
  index: number,
  confidence: number,
  evaluateTable: (table: PredictionTable) => Evaluation,
): ReportFile | undefined {
  const run = log.runs[index]!;
  for (const epoch of [...run.epochs].reverse()) {
    const report = reportOf(epoch, run);
    if (report === undefined) continue;
    return {
      id: runId(id, index),
      path,
      format: files[0]!.format,
      report,
      evaluation: evaluateReport(report, confidence, evaluateTable),
      counted: true,
    };
  }
  return undefined;
}

interface Counted {
  readonly rows: number;
  readonly span: Span;
}

function reportOf(epoch: Epoch, run: TrainingRun): ClassReport | undefined {
  const stated = ['validation', 'test'] as const;
  for (const split of run.unnumbered === true ? [...stated, undefined] : stated) {
    const counts = countsOf(epoch, split);
    if (counts === undefined) continue;
    const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
    const positives = truePositives.rows + falseNegatives.rows;
    const rows = positives + falsePositives.rows + trueNegatives.rows;
    const right = (truePositives.rows + trueNegatives.rows) / rows;
    if (rows === 0) continue;
    const accuracies = accuraciesOf(epoch, split);
    const logged = accuracies.find(({ value, tolerance }) => Math.abs(value - right) <= tolerance + rounding);
    if (logged === undefined && (accuracies.length > 0 || rows % positives === 0)) return undefined;
    return matrixReport({
      line: epoch.line,
      labels: ['negative', 'positive'],
      matrix: [
        [trueNegatives.rows, falsePositives.rows],
        [falseNegatives.rows, truePositives.rows],
      ],
      spans: [trueNegatives.span, truePositives.span],
      accuracySpan: logged?.span ?? truePositives.span,
    });
  }
  return undefined;
}

/** The accuracies that may be those of the counts: final counts of no stated rows are of whichever rows agree. */
function accuraciesOf(epoch: Epoch, split: Split | undefined): readonly (Reading & { value: number })[] {
  if (split !== undefined) return [heldOutReading(epoch, 'accuracy') ?? []].flat();
  return [undefined, 'test' as const, 'validation' as const].flatMap(
    (one) => findReading(epoch, one, 'accuracy') ?? [],
  );
}

function countsOf(epoch: Epoch, split: Split | undefined): Readonly<Record<Count, Counted>> | undefined {
  const found = (count: Count): Counted | undefined => {
    for (const name of names[count]) {
      const reading = findReading(epoch, split, name);
      if (reading !== undefined && Number.isSafeInteger(reading.value) && reading.value >= 0)
        return { rows: reading.value, span: reading.span };
    }
    return undefined;
  };
  const [truePositives, falsePositives, trueNegatives, falseNegatives] = [
    found('truePositives'),
    found('falsePositives'),
    found('trueNegatives'),
    found('falseNegatives'),
  ];
  if (!truePositives || !falsePositives || !trueNegatives || !falseNegatives) return undefined;
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}
