/**
 * Every threshold, with its unit and its reason. They come in as an argument: nothing reads `defaultLimits` but the
 * places where an analysis is asked for (engine, tests).
 */
export interface Limits {
  /** Two-sided confidence level of all intervals. */
  readonly confidence: number;
  /** Halves of interval widths for which it is said how many more rows they take, ascending, in (0, 0.5). */
  readonly halfWidths: readonly number[];
  readonly resampling: ResamplingLimits;
  readonly decisions: DecisionLimits;
  readonly rules: RuleLimits;
  readonly evidence: EvidenceLimits;
  readonly reading: ReadingLimits;
  readonly discovery: DiscoveryLimits;
}

/** How rows are drawn anew for intervals without a formula. */
export interface ResamplingLimits {
  /** Resamples of a table: with 2,000 the ends of a 95 % interval move by about 2 % of its width from seed to seed. */
  readonly draws: number;
  /** Whole number in [0, 2⁵³) that the draws follow from: fixed, so that a file has one answer. */
  readonly seed: number;
  /** Elementary steps that one table may cost, 5 to 10 ns each; beyond them intervals come from standard errors. */
  readonly steps: number;
}

/** How thresholds are chosen and what they gain is measured. */
export interface DecisionLimits {
  /**
   * Rows of the rarer class below which no threshold is chosen: with 10 positive rows the best F1 of a file is 0.18
   * above the present one where other rows gain 0.08 (rule survey, D4); half of 20 still holds 10 to choose on.
   */
  readonly classRows: number;
  /** Distinct scores up to which each is a candidate; beyond it neighbouring ranks are taken together. */
  readonly scores: number;
  /** One in so many of the rows above (or below, of the nearer end) that a candidate may pass over: 1.6 %. */
  readonly resolution: number;
  /** Ways of halving the rows: the mean over 20 moves by a quarter of what one halving moves by. */
  readonly splits: number;
  /** Resamples over all halvings, at most and, where rows are many, at least. */
  readonly draws: readonly [most: number, least: number];
  /** Elementary steps that the resamples of one table may take, 5 ns each. */
  readonly steps: number;
  /** Gain in the rate that a threshold is chosen for, below which it is not worth a finding. */
  readonly gain: number;
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
  /** Accuracy above the largest class's share from which a lead that noise explains is not for a Warning. */
  readonly smallLead: number;
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
  /** Epochs at the end of a run whose median stands for the run; at most a third of it. */
  readonly lastEpochs: number;
  readonly loss: LossLimits;
  readonly log: LogLimits;
  /** Rows from which one answer for all of them is no matter of a handful. */
  readonly constantRows: number;
  /** Share of its own rows, and of all others, that one class gets from a model that tells no row from another. */
  readonly constantShare: number;
  /** Last epochs whose right rows are the rows of one class. */
  readonly constantEpochs: number;
  /** Standard errors between mean confidence and accuracy: the two-sided 99 % quantile of the normal distribution. */
  readonly confidenceErrors: number;
  /** Mean confidence minus accuracy below which a difference does not matter, however sure it is. */
  readonly confidenceGap: number;
  readonly predictions: PredictionRuleLimits;
  readonly runs: RunRuleLimits;
}

/** Thresholds of the rules about what stands in a prediction file; their rates are on the rules' pages. */
export interface PredictionRuleLimits {
  /** Error rate of a rule whose false alarm would send a person to look for a fault that is not there. */
  readonly strictAlpha: number;
  /** Accuracy that another reading of the predicted labels must add: random answers add 0.10 in 14 % of files, 0.20 in none. */
  readonly relabelGain: number;
  /** Rows below which labels are not said to be permuted. */
  readonly relabelRows: number;
  /** Cohen's kappa of the labels read anew: answers of one class for all reach 0, 3 of 4 right rows of two equal classes 0.5. */
  readonly relabelKappa: number;
  /** Share of rows whose predicted class may have another than the highest score before that is worth saying. */
  readonly otherAnswers: number;
  /** Quotient of the mean probability and the share of a class below which a shift, however sure, changes no decision. */
  readonly shiftFactor: number;
  /** Quotient of the answers and the rows of a class below which it counts as predicted about as often as it occurs. */
  readonly shareFactor: number;
  /** Share of the rows below which a class is rare: at a tenth, 0.90 of ROC AUC can go with 0.60 of average precision. */
  readonly rareShare: number;
  /** ROC AUC, lower bound, from which a person takes a ranking for good. */
  readonly rareArea: number;
  /** Average precision, upper bound, below which, on the average over the rows found, more answers are wrong than right. */
  readonly rarePrecision: number;
  readonly concentration: ConcentrationLimits;
  /** Rows of a file whose ids are compared: a text a row takes longer than reading all numbers of the file. */
  readonly sharedRowsMost: number;
}

/** How the share of the loss on the worst rows is compared with the one that true probabilities would leave there. */
export interface ConcentrationLimits {
  /** Rows below which fewer than five are the worst ones. */
  readonly rows: number;
  /** The share of the rows that counts as the worst ones, as in the metric. */
  readonly worstShare: number;
  /** Times that all labels are drawn anew: with 99, the p-value of a share above all of theirs is 0.01. */
  readonly redraws: number;
  /** Share of the loss beyond that of the redraws, below which a difference, however sure, is for no one to see. */
  readonly excess: number;
  /** Rows, and scores of rows, that are drawn anew: 0.3 s at most; of larger files an even sample. */
  readonly rowsMost: number;
  readonly scoresMost: number;
  /** Rows that are named: as many as a person looks up. */
  readonly namedRows: number;
}

/** Thresholds of the rules about the prediction files of several runs; their rates are on the rules' pages. */
export interface RunRuleLimits {
  /** Rows of two files, or of all of a series, that are paired by their order; by their ids `sharedRowsMost`. */
  readonly pairedRowsMost: number;
  /** Share of the smaller file's ids that are also the other's: two random halves of one data set share 0.5. */
  readonly commonRows: number;
  /** Rows of the smaller file as a share of the larger's, where only class counts speak: splits drawn anew vary as well. */
  readonly commonCounts: number;
  /** Share of the rows of common ids that have the same label, where ids of the one file are missing in the other. */
  readonly commonLabels: number;
  /** Rows of a class by which two files differ by more than folds of equal shares do. */
  readonly fewerRows: number;
  /** Runs from which the best is one of many. */
  readonly many: number;
}

/**
 * Thresholds of the rules that read accuracies and class counts of a log; rates are fractions (rule survey, section 4).
 */
export interface LogLimits {
  /** Standard errors within which validation accuracy is at the majority share. */
  readonly chanceErrors: number;
  /** Training accuracy minus the majority share from which the training rows are clearly learned. */
  readonly chanceLearned: number;
  /** Epochs that this comparison needs. */
  readonly chanceEpochs: number;
  /** Training minus validation accuracy, lower bound, above which the gap is worth a word. */
  readonly trainGap: number;
  /** Lead of the best epoch over the last that invites to keep the best: half a point more or less does not. */
  readonly luckLead: number;
  /** Rows by which one of two models must lead before any pairing passes a test: even 5 to 0 has p = 0.06. */
  readonly luckRows: number;
  /** Half-width of the accuracy's interval above which the set is too small to choose between models. */
  readonly smallHalfWidth: number;
  /** Factor and margin (nats) over the median of the epochs before by which a training loss spikes. */
  readonly spikeFactor: number;
  readonly spikeMargin: number;
  /** Epochs before, whose median counts. */
  readonly spikeBefore: number;
  /** Spikes, at least, and as a share of the epochs. */
  readonly spikes: number;
  readonly spikeShare: number;
  /** Distinct values of two columns that must be equal, and of an accuracy that is no whole number of rows. */
  readonly equalValues: number;
  /** Tolerance of printing up to which one pair of equal values is no chance: four decimals. */
  readonly equalTolerance: number;
  /** Room of a number of right rows or outputs, as a share of one; wider printing cannot tell them from others. */
  readonly wholeRoom: number;
  /** p-value and effect size (Cramér's V) from which class shares of two splits differ. */
  readonly sharesP: number;
  readonly sharesEffect: number;
  /** Expected rows below which a class is put together with the other small ones in that test. */
  readonly sharesExpected: number;
}

/**
 * Thresholds of the rules that read loss curves, in nats where nothing else is said. Set on 171 labelled training runs
 * and kept for 120 held-out ones (rule survey, sections 4 and 7).
 */
export interface LossLimits {
  /** Loss above the own-accuracy line by this factor and margin is mis-scaled and not just noisy. */
  readonly ownFactor: number;
  readonly ownMargin: number;
  /** The same margin for training loss, whose accuracy is an average while weights move. */
  readonly trainMargin: number;
  /** Epochs whose training loss and accuracy exclude each other: dropout and moving weights blur one. */
  readonly impossibleTrainEpochs: number;
  /** Share of the least possible loss where a writer may average batch means of unequal batches. */
  readonly batchMeansShare: number;
  /** Room of a loss below the floor of a softmax applied twice, and its range above: 1 and a little for printing. */
  readonly floorRoom: number;
  readonly floorRange: number;
  /**
   * Classes up to which label smoothing by 0.2 comes near that floor (lowest losses 0.33 and 0.31 for 2 classes, 0.49 and
   * 0.55 for 3, 0.57 and 0.74 for 4, 0.66 and 0.90 for 5). With so few, or an unknown number, or in a run that still
   * falls past such values, a loss must lie above the own-accuracy line by this factor and margin; else by those of any
   * mis-scaled loss.
   */
  readonly floorAlikeClasses: number;
  readonly floorFactor: number;
  readonly floorMargin: number;
  /** Last epochs that are read, at least, and as a share of the run. */
  readonly floorEpochs: number;
  readonly floorShare: number;
  /** Distance of the estimated number of classes from the known one: absolute, and as a share of it. */
  readonly classesDistance: number;
  readonly classesShare: number;
  /** Where it is not known: distance from a whole number. The interquartile range, absolute and as a share, always. */
  readonly wholeDistance: number;
  readonly spread: number;
  readonly spreadShare: number;
  /** Epochs that a comparison of early and late loss needs, and its windows as shares of the run. */
  readonly lagEpochs: number;
  readonly lagEarly: readonly [from: number, to: number];
  readonly lagLate: number;
  /** Rise of accuracy, absolute and in standard errors, from which loss should have fallen with it. */
  readonly lagRise: number;
  readonly lagErrors: number;
  /** Fall of the own-accuracy line that is large enough to ask for its share. */
  readonly lagDrop: number;
  /** Share of that fall below which loss lags. */
  readonly lagRatio: number;
  /** Epochs after the lowest loss, at least, and as a share of the run. */
  readonly risingEpochs: number;
  readonly risingShare: number;
  /** Factor, margin and number of standard errors by which loss must have risen. */
  readonly risingFactor: number;
  readonly risingMargin: number;
  readonly risingErrors: number;
  /** Fall of accuracy, and number of rows, within which it held. */
  readonly heldAccuracy: number;
  readonly heldRows: number;
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
  /**
   * Nats by which a logged loss and the log loss of the softmax of the probabilities may differ: that loss changes by
   * less than the probabilities do, so three printed decimals and 100 rows move it by 3e-5 (standard error), float32
   * sums by 1e-5. A loss that comes this near by chance does so once in 5,000 epochs of the same accuracy.
   */
  readonly twiceLossMatch: number;
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
  /** Bytes of a binary file that is read as a whole, and of what it inflates to. */
  readonly arrayBytes: number;
  /** Bytes at the start of a file by which it is recognised. */
  readonly headBytes: number;
  /**
   * Bytes by which a text is recognised as a log or a report that its first `headBytes` do not show to be one: real logs
   * begin with arguments and the summary of a network. To look at more takes longer for every large text of a project.
   */
  readonly farHeadBytes: number;
}

export interface DiscoveryLimits {
  /** Entries of folders that are looked at: half a million names take a second on a disk, a minute on a slow network drive. */
  readonly entries: number;
  /** Candidate files that are opened, the newest: 1,000 runs of three to five files. All of them stay in memory. */
  readonly files: number;
  /** Files of one folder that are those of one run: taken whole or not at all. A fuller folder holds many runs. */
  readonly together: number;
  /** Folders below the root: `mlruns` and `lightning_logs` nest 4 to 6 deep. */
  readonly depth: number;
  /** Text files that every class folder needs: run folders hold one or two logs each and would pass for classes. */
  readonly textFilesPerClass: number;
  /** Bytes of a NumPy or Parquet file, which is read as a whole, that is opened without being named: as of JSON. */
  readonly wholeBytes: number;
  /** Symbolic links of which it is looked up whether they lead out of the folder. */
  readonly links: number;
}

export const defaultLimits: Limits = {
  confidence: 0.95,
  // Five points are what two models often differ by, ten what tells a class that is mostly found from one that is not.
  halfWidths: [0.05, 0.1],
  resampling: {
    draws: 2_000,
    seed: 1,
    steps: 40_000_000,
  },
  decisions: {
    classRows: 20,
    scores: 2_000,
    resolution: 64,
    splits: 20,
    draws: [500, 100],
    steps: 20_000_000,
    gain: 0.02,
  },
  rules: {
    alpha: 0.05,
    boundErrors: 1.6448536269514722,
    hiddenGap: 0.05,
    understatedGain: 0.05,
    smallLead: 0.02,
    neverPredictedRows: 9,
    lowRecall: 0.5,
    settledEpochs: 8,
    settledWindow: 4,
    settledImprovement: 0.01,
    lastEpochs: 5,
    loss: {
      ownFactor: 1.05,
      ownMargin: 0.02,
      trainMargin: 0.05,
      impossibleTrainEpochs: 2,
      batchMeansShare: 0.75,
      floorRoom: 0.001,
      floorRange: 1.01,
      floorAlikeClasses: 4,
      floorFactor: 1.3,
      floorMargin: 0.1,
      floorEpochs: 5,
      floorShare: 0.2,
      classesDistance: 0.25,
      classesShare: 0.06,
      wholeDistance: 0.1,
      spread: 0.15,
      spreadShare: 0.03,
      lagEpochs: 12,
      lagEarly: [0.1, 0.3],
      lagLate: 0.2,
      lagRise: 0.03,
      lagErrors: 2,
      lagDrop: 0.05,
      lagRatio: 0.35,
      risingEpochs: 5,
      risingShare: 0.1,
      risingFactor: 1.1,
      risingMargin: 0.02,
      risingErrors: 3,
      heldAccuracy: 0.01,
      heldRows: 2,
    },
    log: {
      chanceErrors: 2,
      chanceLearned: 0.2,
      chanceEpochs: 5,
      trainGap: 0.1,
      luckLead: 0.02,
      luckRows: 6,
      smallHalfWidth: 0.1,
      spikeFactor: 1.5,
      spikeMargin: 0.05,
      spikeBefore: 3,
      spikes: 2,
      spikeShare: 0.05,
      equalValues: 3,
      equalTolerance: 5.1e-5,
      wholeRoom: 0.02,
      sharesP: 0.001,
      sharesEffect: 0.1,
      sharesExpected: 5,
    },
    constantRows: 20,
    constantShare: 0.995,
    constantEpochs: 3,
    confidenceErrors: 2.5758293035489004,
    confidenceGap: 0.03,
    predictions: {
      strictAlpha: 0.01,
      relabelGain: 0.2,
      relabelRows: 20,
      relabelKappa: 0.4,
      otherAnswers: 0.01,
      shiftFactor: 1.25,
      shareFactor: 1.5,
      rareShare: 0.1,
      rareArea: 0.85,
      rarePrecision: 0.5,
      concentration: {
        rows: 100,
        worstShare: 0.05,
        redraws: 99,
        excess: 0.02,
        rowsMost: 20_000,
        scoresMost: 400_000,
        namedRows: 5,
      },
      sharedRowsMost: 200_000,
    },
    runs: {
      pairedRowsMost: 1_000_000,
      commonRows: 0.8,
      commonCounts: 0.95,
      commonLabels: 0.99,
      fewerRows: 2,
      many: 5,
    },
  },
  evidence: {
    inferredCap: 0.25,
    inferredChance: 0.01,
    inferredValues: 3,
    lossMatch: 0.002,
    exactLossMatch: 1e-5,
    twiceLossMatch: 1e-4,
  },
  reading: {
    cellBytes: 131_072,
    lineBytes: 1_048_576,
    columns: 4_096,
    classes: 1_000,
    jsonBytes: 67_108_864,
    arrayBytes: 268_435_456,
    headBytes: 65_536,
    farHeadBytes: 262_144,
  },
  discovery: {
    entries: 500_000,
    files: 5_000,
    together: 50,
    depth: 12,
    textFilesPerClass: 5,
    wholeBytes: 67_108_864,
    links: 100,
  },
};
