import { analyse } from '../../../src/analysis/analyse.ts';
import type { Analysis, RunAnalysis } from '../../../src/analysis/analysis.ts';
import { comparePredictions } from '../../../src/analysis/comparePredictions.ts';
import type { AnalysisContext, SourceDocument } from '../../../src/analysis/context.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import { classificationReport } from '../../../src/formats/classReports/classificationReport.ts';
import type { ComparisonState } from '../../../src/protocol/panel.ts';
import { comparisonState } from '../../../src/report/panel/comparison.ts';
import { renderReport } from '../../support/renderReport.ts';
import type { Epoch, Reading } from '../../../src/core/trainingRun.ts';

/** A small generator of its own, so that a picture shows the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Rows of `counts[k]` samples a class, right with `recalls[k]`, else mostly answered by the first class. */
export function sampleTable(
  labels: readonly string[],
  counts: readonly number[],
  recalls: readonly number[],
  more: { readonly scores?: boolean; readonly seed?: number; readonly learnt?: boolean } = {},
): PredictionTable {
  const random = generator(more.seed ?? 1);
  const actual: number[] = [];
  const predicted: number[] = [];
  const scores: number[] = [];
  counts.forEach((count, index) => {
    const right = Math.round(count * recalls[index]!);
    for (let row = 0; row < count; row++) {
      const other = random() < 0.6 ? 0 : Math.floor(random() * labels.length);
      const answer = row < right ? index : other === index ? (index + 1) % labels.length : other;
      actual.push(index);
      predicted.push(answer);
      const sure = 0.4 + 0.5 * random();
      scores.push(
        ...(more.learnt === true
          ? learntScores(counts, index, answer, random)
          : labels.map((_, column) => (column === answer ? sure : (1 - sure) / (labels.length - 1)))),
      );
    }
  });
  return {
    kind: 'predictions',
    labels,
    actual: Int32Array.from(actual),
    predicted: Int32Array.from(predicted),
    ...(more.scores === false ? {} : { scores: Float64Array.from(scores) }),
    rowIds: actual.map((_, row) => `images/${String(row).padStart(4, '0')}.png`),
    rowLines: Int32Array.from(actual.keys(), (row) => row + 1),
    columns: {
      actual: { name: 'y_true' },
      predicted: { name: 'y_pred' },
      id: { name: 'image' },
      ...(more.scores === false ? {} : { scores: labels.map((label) => ({ name: `prob_${label}` })) }),
    },
    skipped: new Map([['too few columns', { count: 2, firstLine: 14 }]]),
  };
}

/** Probabilities of a model that has learnt the class shares: of missed rows the actual class comes second. */
function learntScores(
  counts: readonly number[],
  actual: number,
  answer: number,
  random: () => number,
): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const raw = counts.map((count) => (count / total) * (0.1 + 1.4 * random()));
  if (actual === answer) raw[answer] = Math.max(...raw) + random() ** 2;
  else {
    raw[answer] = 0.5 + 0.2 * random();
    raw[actual] = raw[answer] * (0.1 + 0.8 * random());
  }
  const sum = raw.reduce((all, value) => all + value, 0);
  return raw.map((value) => value / sum);
}

/** A rare class whose rows are ranked well, but mostly below 0.5. */
function twoClasses(): PredictionTable {
  const random = generator(3);
  const table = sampleTable(['fraud', 'no fraud'], [60, 540], [1, 1]);
  const fraud = Float64Array.from(
    table.actual,
    (label) => (random() + random() + random() + (label === 0 ? 1.4 : 0)) / 6,
  );
  return {
    ...table,
    predicted: Int32Array.from(fraud, (score) => (score >= 0.5 ? 0 : 1)),
    scores: Float64Array.from([...fraud].flatMap((score) => [score, 1 - score])),
    positive: { classIndex: 0, source: 'rarer' },
  };
}

/** A log in which accuracy rises and the loss hardly moves. */
export function sampleEpochs(count: number, rows: number): Epoch[] {
  const random = generator(7);
  return Array.from({ length: count }, (_, epoch) => {
    const progress = 1 - Math.exp((-4 * epoch) / count);
    const accuracy = Math.round((0.36 + 0.38 * progress + 0.05 * (random() - 0.5)) * rows) / rows;
    const values: [Reading['split'], string, number][] = [
      ['train', 'loss', 1.7 - 0.75 * progress + 0.03 * random()],
      ['train', 'accuracy', 0.26 + 0.56 * progress + 0.02 * random()],
      ['validation', 'loss', 1.43 - 0.16 * progress + 0.1 * progress ** 4 + 0.04 * random()],
      ['validation', 'accuracy', accuracy],
    ];
    return {
      epoch,
      line: epoch + 1,
      readings: values.map(([split, metric, value], column) => ({
        ...(split === undefined ? {} : { split }),
        metric,
        value,
        tolerance: 6e-8,
        span: { line: epoch + 1, start: column * 8, end: column * 8 + 6 },
      })),
    };
  });
}

/** The epochs with a last validation accuracy of the rows of this table, as if it had been written there. */
function endingAt(epochs: readonly Epoch[], { actual, predicted }: PredictionTable): Epoch[] {
  const right = predicted.filter((label, row) => label === actual[row]).length;
  const last = epochs.at(-1)!;
  const readings = last.readings.map((reading) =>
    reading.split === 'validation' && reading.metric === 'accuracy'
      ? { ...reading, value: right / actual.length }
      : reading,
  );
  return [...epochs.slice(0, -1), { ...last, readings }];
}

export function logDocument(path: string, epochs: readonly Epoch[]): SourceDocument {
  return {
    path,
    format: 'kerasCsvLogger',
    result: {
      document: { kind: 'log', runs: [{ epochs, averagesExactly: true }] },
      problems: [],
    },
  };
}

export function predictionDocument(path: string, table: PredictionTable): SourceDocument {
  return {
    path,
    format: 'predictionCsv',
    result: {
      document: table,
      problems: [
        { kind: 'skipped', message: '2 of 207 rows have too few columns and were left out.', line: 14 },
      ],
    },
  };
}

function countsDocument(path: string, train: ReadonlyMap<string, number>): SourceDocument {
  return {
    path,
    format: 'classCountsJson',
    result: { document: { kind: 'classCounts', train }, problems: [] },
  };
}

export function contextOf(more: Partial<AnalysisContext> = {}): AnalysisContext {
  return { limits: defaultLimits, folderCounts: [], live: [], declared: {}, ...more };
}

export const lesions = ['nevus', 'keratosis', 'basal cell carcinoma', 'dermatofibroma', 'melanoma'];
export const lesionCounts = [71, 54, 36, 27, 17];

/** A report as scikit-learn prints it, whose two digits leave some counts open. */
export function reportDocument(path: string): SourceDocument {
  const reader = classificationReport.reader({ limits: defaultLimits.reading });
  const confusion = [
    [4_120, 31, 7],
    [96, 880, 12],
    [214, 40, 28],
  ];
  reader.push(new TextEncoder().encode(renderReport(['healthy', 'rust', 'mosaic virus'], confusion)));
  return { path, format: classificationReport.id, result: reader.end() };
}

/** One run a sample name: what the panel is drawn from in tests. */
export function sampleAnalysis(documents: readonly SourceDocument[], context = contextOf()): Analysis {
  return analyse(documents, context);
}

export function onlyRun(analysis: Analysis): RunAnalysis {
  const [run] = analysis.runs;
  if (run === undefined) throw new Error('The sample gives no run.');
  return run;
}

export const hostileLabels = [
  '<img src=x onerror="document.title=\'broken\'">',
  '<script>document.title="broken"</script>',
  `very long ${'label '.repeat(80)}`,
  'right\u202eto\u2066left\u200b',
  '__proto__',
  '\u001b[31mred\u0007',
];

/** The prediction tables of the samples, by the name of the sample. */
export function sampleTables(): Map<string, PredictionTable> {
  const many = Array.from({ length: 30 }, (_, index) => `species ${String(index + 1).padStart(2, '0')}`);
  return new Map([
    ['starting', sampleTable(lesions, lesionCounts, [0.94, 0.87, 0.75, 0.81, 0.12], { learnt: true })],
    ['twoClasses', twoClasses()],
    [
      'predictionsOnly',
      sampleTable(['cat', 'dog', 'fish'], [180, 110, 95], [0.9, 0.88, 0.86], { scores: false }),
    ],
    [
      'manyClasses',
      sampleTable(
        many,
        many.map((_, index) => 12 + 6 * index),
        many.map((_, index) => (index === 0 ? 0 : 0.35 + 0.02 * index)),
      ),
    ],
    [
      'hostile',
      sampleTable(
        hostileLabels,
        hostileLabels.map(() => 24),
        hostileLabels.map((_, index) => index / 6),
      ),
    ],
  ]);
}

/** The starting case compared with a later answer: better in the small classes, worse in two others. */
export function sampleComparison(): ComparisonState {
  const later = sampleTable(lesions, lesionCounts, [0.97, 0.85, 0.75, 0.44, 0.53], { learnt: true, seed: 5 });
  const result = comparePredictions(sampleTables().get('starting')!, later, defaultLimits);
  return comparisonState(result, ['runs/exp7/val_predictions.csv', 'runs/exp8/val_predictions.csv']);
}

/** Every state a person may meet, by the name of its picture. */
export function sampleAnalyses(): Map<string, Analysis> {
  const epochs = sampleEpochs(60, 205);
  const log = logDocument('runs/exp7/training.log', epochs);
  const counts = new Map(lesions.map((label, index) => [label, lesionCounts[index]!]));
  const tables = sampleTables();
  const table = tables.get('starting')!;
  const trained = new Map(lesions.map((label, index) => [label, [238, 180, 121, 90, 56][index]!]));
  const second = logDocument('runs/exp8/training.log', sampleEpochs(12, 205));
  const predictions = (path: string, name: string): Analysis =>
    sampleAnalysis([predictionDocument(path, tables.get(name)!)]);
  return new Map<string, Analysis>([
    [
      'starting',
      sampleAnalysis([
        logDocument('runs/exp7/training.log', endingAt(epochs, table)),
        predictionDocument('runs/exp7/val_predictions.csv', table),
        countsDocument('runs/exp7/class_counts.json', trained),
        second,
      ]),
    ],
    ['logOnly', sampleAnalysis([log])],
    ['logAndCounts', sampleAnalysis([log], contextOf({ declared: { classCounts: counts } }))],
    ['predictionsOnly', predictions('predictions.csv', 'predictionsOnly')],
    [
      'twoClasses',
      sampleAnalysis(
        [predictionDocument('fraud.csv', tables.get('twoClasses')!)],
        contextOf({
          declared: {
            costs: new Map([['fraud', new Map([['no fraud', 10]])]]),
            deploymentPrior: new Map([
              ['fraud', 0.02],
              ['no fraud', 0.98],
            ]),
          },
        }),
      ),
    ],
    ['manyClasses', predictions('species.csv', 'manyClasses')],
    ['classReport', sampleAnalysis([reportDocument('runs/exp9/classification_report.txt')])],
    ['hostile', predictions('<b>bold</b>\u202e.csv', 'hostile')],
  ]);
}
