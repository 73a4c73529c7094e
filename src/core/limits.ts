/**
 * Every threshold, with its unit and its reason. They come in as an argument: nothing reads `defaultLimits` but the
 * places where an analysis is asked for (engine, tests).
 */
export interface Limits {
  /** Two-sided confidence level of all intervals. */
  readonly confidence: number;
  readonly rules: RuleLimits;
  readonly evidence: EvidenceLimits;
  readonly reading: ReadingLimits;
  readonly discovery: DiscoveryLimits;
}

export interface RuleLimits {
  /** Family-wise error rate of one rule in one file. */
  readonly alpha: number;
  /** Standard errors to a one-sided bound of a difference: the 95 % quantile of the normal distribution. */
  readonly boundErrors: number;
  /** Accuracy minus balanced accuracy, lower bound, above which accuracy hides classes. */
  readonly hiddenGap: number;
  /** Balanced accuracy minus chance, lower bound, above which a low accuracy understates the model. */
  readonly understatedGain: number;
  /** Rows of a class below which "never predicted" is not a judgement (rule of three: 9 rows bound recall at 0.28). */
  readonly neverPredictedRows: number;
  /** Recall that no class should fall below, at most; the rule uses the smaller of this and half the balanced accuracy. */
  readonly lowRecall: number;
  /** Epochs from which a live run may be judged (before it, healthy runs fire by the dozen: rule survey, section 3). */
  readonly settledEpochs: number;
  /** Epochs without an improvement of the best validation loss by `settledImprovement` that make a live run settled. */
  readonly settledWindow: number;
  /** Relative improvement of the best validation loss. */
  readonly settledImprovement: number;
  /** Epochs at the end of a run whose median stands for the run. */
  readonly lastEpochs: number;
}

export interface EvidenceLimits {
  /**
   * A validation size is inferred up to this share of 1/tolerance: without the cap, logs of three decimals gave a
   * wrong size in 32 % of simulated runs of 50 epochs (rule survey, section 0).
   */
  readonly inferredCap: number;
  /** Chance that a smaller size fits every logged accuracy by accident, above which nothing is inferred. */
  readonly inferredChance: number;
  /** Distinct accuracies that an inference needs. */
  readonly inferredValues: number;
  /** Nats by which the losses of a file and of its epoch may differ: scores are often written with 4 decimals. */
  readonly lossMatch: number;
  /** Nats by which they differ where the scores are written in full: Keras sums in float32. */
  readonly exactLossMatch: number;
}

export interface ReadingLimits {
  /** Characters of one CSV cell; an unclosed quote would else swallow the file (CPython's own limit). */
  readonly cellBytes: number;
  /** Bytes of one line of a log or of JSON lines. */
  readonly lineBytes: number;
  readonly columns: number;
  /** Distinct labels; above it the column is an id and not a class. */
  readonly classes: number;
  /** Bytes of a JSON document that is read as a whole. */
  readonly jsonBytes: number;
  /** Bytes at the start of a file by which it is recognised. */
  readonly headBytes: number;
}

export interface DiscoveryLimits {
  /** Entries of folders that are looked at: the walk stays below a second or two on a network drive. */
  readonly entries: number;
  /** Candidate files that are opened. */
  readonly files: number;
  /** Folders below the root: `mlruns` and `lightning_logs` nest 4 to 6 deep. */
  readonly depth: number;
  /** Text files that every class folder needs: run folders hold one or two logs each and would pass for classes. */
  readonly textFilesPerClass: number;
}

export const defaultLimits: Limits = {
  confidence: 0.95,
  rules: {
    alpha: 0.05,
    boundErrors: 1.6448536269514722,
    hiddenGap: 0.05,
    understatedGain: 0.05,
    neverPredictedRows: 9,
    lowRecall: 0.5,
    settledEpochs: 8,
    settledWindow: 4,
    settledImprovement: 0.01,
    lastEpochs: 5,
  },
  evidence: {
    inferredCap: 0.25,
    inferredChance: 0.01,
    inferredValues: 3,
    lossMatch: 0.002,
    exactLossMatch: 1e-5,
  },
  reading: {
    cellBytes: 131_072,
    lineBytes: 1_048_576,
    columns: 4_096,
    classes: 1_000,
    jsonBytes: 67_108_864,
    headBytes: 65_536,
  },
  discovery: {
    entries: 200_000,
    files: 500,
    depth: 12,
    textFilesPerClass: 5,
  },
};
