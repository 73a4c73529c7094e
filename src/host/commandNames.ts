/** The commands of the extension, without their prefix `imbalanceLens.`. */
export const commandNames = [
  'evaluatePredictions',
  'comparePredictions',
  'mapColumns',
  'readAs',
  'openReport',
  'explainFinding',
  'muteFinding',
  'refresh',
  'showLog',
] as const;

export type CommandName = (typeof commandNames)[number];
