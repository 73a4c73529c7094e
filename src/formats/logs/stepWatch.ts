/** Watches the training steps at which the rows of a table stand. */
export interface StepWatch {
  /** True if a row is of a new epoch and no training step was made since the last one ended, where epochs take several. */
  standsStill(epoch: number, step: number): boolean;
}

/** What validates after a training counts an epoch and a step more: of epochs of one step nothing can be told. */
export function stepWatch(): StepWatch {
  let epoch: number | undefined;
  let lastStep = Number.NaN;
  let stepOfEpochBefore = Number.NaN;
  let takesSeveral = false;
  return {
    standsStill: (next, step) => {
      if (epoch !== undefined && next !== epoch) {
        takesSeveral ||= lastStep - stepOfEpochBefore > 1;
        stepOfEpochBefore = lastStep;
      }
      epoch = next;
      lastStep = step;
      return takesSeveral && step - stepOfEpochBefore <= 1 && step >= stepOfEpochBefore;
    },
  };
}
