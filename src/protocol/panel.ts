/**
 * Messages between the host and the report panel. The panel gets whole states, already worded and rounded, with the
 * raw fractions that drawing needs; it sends intents that name things by index only. What it sends is foreign input.
 */

export interface PanelState {
  readonly phase: 'loading' | 'empty' | 'failed' | 'ready';
  /** What a phase without a report says, or why a report is out of date. */
  readonly notice?: { readonly kind: 'information' | 'stale' | 'error'; readonly text: string };
  readonly runs: readonly { readonly title: string }[];
  readonly selectedRun: number;
  readonly report?: ReportState;
  /** What the host wants back when VS Code restores the panel: the panel keeps it and looks at none of it. */
  readonly restore?: { readonly run: string; readonly root: string };
}

export interface ReportState {
  readonly title: string;
  readonly subtitle: string;
  readonly verdict: VerdictState;
  /** The rungs of evidence, lowest first. */
  readonly ladder: readonly { readonly text: string; readonly known: boolean }[];
  readonly rung: string;
  readonly headline: readonly HeadlineState[];
  /** What the run's files say, in sentences; groups without any are left out. */
  readonly answer: readonly AnswerGroupState[];
  readonly definitions: readonly { readonly term: string; readonly text: string }[];
  readonly findings: readonly FindingState[];
  /** How many findings are not shown, and why; absent where all are. */
  readonly hiddenFindings?: string;
  readonly comparison?: ComparisonState;
  readonly classes?: ClassesState;
  readonly allMetrics?: AllMetricsState;
  readonly matrix?: MatrixState;
  readonly curves?: CurvesState;
  readonly precisionRecall?: PrecisionRecallState;
  readonly calibration?: CalibrationState;
  readonly decisions?: DecisionsState;
  readonly advice?: AdviceState;
  readonly provenance: ProvenanceState;
}

export type VerdictKind = 'wrong' | 'misleads' | 'warning' | 'cannotTell' | 'fine';

export interface VerdictState {
  readonly kind: VerdictKind;
  /** The kind in two to five words: never colour alone. */
  readonly word: string;
  readonly sentences: readonly string[];
  /** The cell of the confusion matrix that shows it best. */
  readonly cell?: { readonly actual: number; readonly predicted: number; readonly text: string };
}

/** How sure sentences are: exact, a test passed, not excluded, not to be known, and which file would tell. */
export type AnswerKind = 'is' | 'shows' | 'may' | 'unknown' | 'settles';

export interface AnswerGroupState {
  readonly kind: AnswerKind;
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Positions between 0 and 1 on one axis. */
export interface BarState {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly chance?: number;
}

/** One number as a person reads it. */
export interface QuantityState {
  readonly text: string;
  readonly interval?: string;
  readonly chance?: string;
  readonly bar?: BarState;
  /** Why there is no number. */
  readonly undefinedBecause?: string;
}

export interface HeadlineState extends QuantityState {
  readonly title: string;
  readonly notes: readonly string[];
  /** True for an accuracy that a finding says not to go by. */
  readonly misleading: boolean;
}

export interface FindingState {
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly severityWord: string;
  readonly message: string;
  readonly rule: string;
  /** `train.log:31`. */
  readonly place: string;
}

export interface ClassesState {
  /** Worst recall first. */
  readonly rows: readonly ClassRowState[];
  readonly hasAveragePrecision: boolean;
  readonly caption: string;
  /** What `moreRows` says, where a row has it. */
  readonly note?: string;
}

export interface ClassRowState {
  readonly label: string;
  readonly support: string;
  readonly found: string;
  readonly recall: QuantityState;
  readonly precision: QuantityState;
  readonly f1: QuantityState;
  readonly averagePrecision?: QuantityState;
  /** `±10 points: 62 more rows`, where its recall is not known so well. */
  readonly moreRows?: string;
}

/** Every metric of the evaluation, each with what its value means here. */
export interface AllMetricsState {
  /** `38 metrics of 205 rows, and those of each class; 95 % intervals`. */
  readonly summary: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly MetricRowState[] }[];
  readonly ofClasses: {
    /** The metrics of a class, in the order of `values`. */
    readonly metrics: readonly MetricNameState[];
    /** Lowest recall first. */
    readonly classes: readonly { readonly label: string; readonly values: readonly MetricValueState[] }[];
    /** What is left out, if not every class is here. */
    readonly note?: string;
  };
}

export interface MetricNameState {
  readonly title: string;
  readonly definition: string;
}

export interface MetricValueState {
  readonly quantity: QuantityState;
  /** How the interval was computed. */
  readonly method?: string;
  readonly meaning: string;
}

export interface MetricRowState extends MetricNameState, MetricValueState {}

export interface MatrixState {
  readonly labels: readonly MatrixLabelState[];
  /** Rows are actual classes. */
  readonly cells: readonly (readonly MatrixCellState[])[];
  /** What was folded together, if the matrix does not show every class. */
  readonly note?: string;
}

export interface MatrixLabelState {
  readonly label: string;
  /** Class index by which rows are asked for; absent for classes folded together, and where there are no rows. */
  readonly index?: number;
  readonly support: string;
  readonly predicted: string;
}

export interface MatrixCellState {
  readonly count: string;
  readonly empty: boolean;
  readonly ofActual: string;
  readonly ofPredicted: string;
  readonly shareOfActual: number;
  readonly shareOfPredicted: number;
  readonly shareOfLargest: number;
}

/** What the log holds over its epochs; without charts, values that no epoch goes with. */
export interface CurvesState {
  readonly title: string;
  /** How many epochs there are; a position on the x axis is an epoch's index, `0 … epochs - 1`. */
  readonly epochs: number;
  /** The positions that are drawn, ascending; at most 4,000. */
  readonly positions: readonly number[];
  readonly xTicks: readonly { readonly at: number; readonly text: string }[];
  readonly charts: readonly ChartState[];
  readonly notes: readonly string[];
  /** What the reference lines and curves are. */
  readonly definitions: readonly { readonly term: string; readonly text: string }[];
  /**
   * One row for each of `positions`, the first cell the epoch as the file writes it; without charts one row for each value,
   * the first cell its name.
   */
  readonly table: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export interface ChartState {
  readonly title: string;
  /** One sentence that says what the chart shows. */
  readonly description: string;
  readonly low: number;
  readonly high: number;
  readonly yTicks: readonly { readonly at: number; readonly text: string }[];
  readonly series: readonly SeriesState[];
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  /** Reference lines that change with the epochs. */
  readonly bounds: readonly BoundState[];
  readonly marks: readonly { readonly at: number; readonly value: number; readonly text: string }[];
  /** The reference lines that are not drawn, with their values: they would flatten the curves. */
  readonly outside?: string;
}

export interface BoundState {
  readonly kind: 'ownAccuracy' | 'impossible';
  /** Its name with its last value. */
  readonly text: string;
  /** One value for each of `positions`, null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface SeriesState {
  readonly name: string;
  readonly split: 'train' | 'validation' | 'test';
  /** One value for each of `positions`, null where there is none. */
  readonly values: readonly (number | null)[];
  /** The last value. */
  readonly end: string;
}

/** The classes whose precision-recall curves can be drawn; the panel asks for the curves themselves. */
export interface PrecisionRecallState {
  /** Lowest average precision first, classes without one last. */
  readonly classes: readonly PrecisionRecallClassState[];
  readonly caption: string;
  /** Changes whenever the curves may have changed. */
  readonly version: string;
}

export interface PrecisionRecallClassState {
  readonly label: string;
  /** `17 rows`. */
  readonly rows: string;
  readonly averagePrecision: QuantityState;
  /** The share of the class among the rows: the precision of answering every row with it. */
  readonly prevalence: number;
  readonly prevalenceText: string;
  /** Where the predicted labels stand, where both are defined. */
  readonly predicted?: { readonly recall: number; readonly precision: number };
  /** One sentence that says what the curve shows. */
  readonly description: string;
}

/** The curves of some of the classes of a `PrecisionRecallState`. */
export interface PrecisionRecallCurvesState {
  readonly version: string;
  readonly curves: readonly PrecisionRecallCurveState[];
  /** Why curves cannot be shown. */
  readonly failed?: string;
}

export interface PrecisionRecallCurveState {
  /** Index into the state's `classes`. */
  readonly position: number;
  /** Points by rising recall; between two of them precision is that of the later one. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  /** A row for each point: threshold, precision, recall. */
  readonly table: readonly (readonly [string, string, string])[];
}

/** How often probabilities come true. */
export interface CalibrationState {
  /** What the diagrams show; or, without any, why there are none and what would be needed. */
  readonly caption: string;
  /** Of the predicted classes first, then of single classes. */
  readonly diagrams: readonly ReliabilityDiagramState[];
  /** Which classes have a diagram, where not all. */
  readonly leftOut?: string;
}

export interface ReliabilityDiagramState {
  /** What the list to choose from calls it. */
  readonly name: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** The gap, the calibration error beside its noise floor, how many bins lie outside the band. */
  readonly sentences: readonly string[];
  /** One sentence that says what the drawing shows. */
  readonly description: string;
  /** By rising confidence. */
  readonly bins: readonly ReliabilityBinState[];
  /** How many rows the largest bin holds. */
  readonly largest: string;
  /** One row for each of `bins`. */
  readonly table: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** One bin, everything but the text in [0, 1]. */
export interface ReliabilityBinState {
  readonly from: number;
  readonly to: number;
  /** Mean probability. */
  readonly confidence: number;
  /** Share that came true, with its interval. */
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Where the share would lie if the probabilities were true. */
  readonly bandLow: number;
  readonly bandHigh: number;
  /** Rows, of those of the largest bin. */
  readonly share: number;
}

/** Curves drawn at once: more are asked for. */
export const curvesAtOnce = 12;

/** The run's prediction file compared with another of the same rows. */
export interface ComparisonState {
  readonly title: string;
  /** Which file is which. */
  readonly files: string;
  /** The verdict first, or why there is none. */
  readonly sentences: readonly string[];
  readonly tables: readonly CellTableState[];
  readonly notes: readonly string[];
}

/** What other thresholds and answers would do. */
export interface DecisionsState {
  readonly sentences: readonly string[];
  /** The present answers first. */
  readonly tables: readonly CellTableState[];
  /** What the numbers rest on. */
  readonly notes: readonly string[];
}

/** A table of texts. */
export interface CellTableState {
  readonly title: string;
  /** One more than a row has cells: the first is that of the row labels. */
  readonly header: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly CellState[] }[];
}

export interface CellState {
  readonly text: string;
  readonly range?: string;
}

/** What may be done, in order of evidence; without steps only the sentences that say why there is nothing to do. */
export interface AdviceState {
  readonly sentences: readonly string[];
  readonly steps: readonly AdviceStepState[];
  /** What is not listed, and why. */
  readonly leftOut?: string;
}

export interface AdviceStepState {
  readonly title: string;
  /** What the file's rows say of it, in a few words. */
  readonly tag?: { readonly text: string; readonly helps: boolean };
  readonly points: readonly { readonly term: string; readonly text: string }[];
  /** Cells of the confusion matrix to look at. */
  readonly cells: readonly { readonly actual: number; readonly predicted: number; readonly text: string }[];
  readonly snippets: readonly SnippetState[];
}

export interface SnippetState {
  /** What `copySnippet` names it by: its place among all snippets of the report. */
  readonly index: number;
  /** The library it is written for. */
  readonly title: string;
  /** The code, cut where it is very long. */
  readonly code: string;
}

export interface ProvenanceState {
  readonly files: readonly {
    readonly path: string;
    readonly role: string;
    readonly format: string;
  }[];
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  /** Rows left out and lines not read; `line` is zero-based, `file` an index into `files`. */
  readonly problems: readonly { readonly text: string; readonly file?: number; readonly line?: number }[];
}

/** The rows of one cell of the confusion matrix. */
export interface RowsState {
  readonly actual: number;
  readonly predicted: number;
  readonly title: string;
  /** What the numbers of the rows are. */
  readonly caption?: string;
  /** Rows in the cell beyond the ones listed, in words; absent where all are listed. */
  readonly more?: string;
  /** Of how many of the rows listed there are images, where not of all. */
  readonly pictures?: string;
  /** Why they cannot be shown. */
  readonly failed?: string;
  /** Index into the report's files. */
  readonly file: number;
  readonly items: readonly {
    /** Zero-based. */
    readonly line: number;
    /** `Line 12`. */
    readonly place: string;
    readonly text: string;
    readonly id?: string;
    readonly score?: string;
    /** Address of an image that the panel may load. */
    readonly image?: string;
  }[];
}

export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  | { readonly type: 'rows'; readonly rows: RowsState }
  | { readonly type: 'precisionRecall'; readonly curves: PrecisionRecallCurvesState };

export const copyTargets = ['summary', 'loggingSnippet', 'classWeights'] as const;
export type CopyTarget = (typeof copyTargets)[number];

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'selectRun'; readonly run: number }
  | { readonly type: 'openFile'; readonly file: number; readonly line: number }
  | { readonly type: 'openFinding'; readonly finding: number }
  | { readonly type: 'showRows'; readonly actual: number; readonly predicted: number }
  | { readonly type: 'showCurves'; readonly from: number }
  /** `row` is the place in the list of rows that the panel got last. */
  | { readonly type: 'openImage'; readonly row: number }
  | { readonly type: 'copySnippet'; readonly snippet: number }
  | { readonly type: 'removeComparison' }
  | { readonly type: 'explain'; readonly rule: string }
  | { readonly type: 'copy'; readonly what: CopyTarget };

/** Indices and lines are 32-bit in every reader; rule ids are kebab-case and the longest has 29 characters. */
const largestIndex = 2 ** 31 - 1;
const rulePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+){0,9}$/;
const ruleLength = 64;

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestIndex;
}

function isRule(value: unknown): value is string {
  return typeof value === 'string' && value.length <= ruleLength && rulePattern.test(value);
}

/** The intent in a message of the panel, copied field by field, or undefined for anything else. */
export function parseFromPanel(message: unknown): FromPanel | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, run, file, line, finding, actual, predicted, from, row, snippet, rule, what } =
    message as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'removeComparison':
      return { type };
    case 'selectRun':
      return isIndex(run) ? { type, run } : undefined;
    case 'openFile':
      return isIndex(file) && isIndex(line) ? { type, file, line } : undefined;
    case 'openFinding':
      return isIndex(finding) ? { type, finding } : undefined;
    case 'showRows':
      return isIndex(actual) && isIndex(predicted) ? { type, actual, predicted } : undefined;
    case 'showCurves':
      return isIndex(from) ? { type, from } : undefined;
    case 'openImage':
      return isIndex(row) ? { type, row } : undefined;
    case 'copySnippet':
      return isIndex(snippet) ? { type, snippet } : undefined;
    case 'explain':
      return isRule(rule) ? { type, rule } : undefined;
    case 'copy': {
      const target = copyTargets.find((known) => known === what);
      return target === undefined ? undefined : { type, what: target };
    }
    default:
      return undefined;
  }
}
