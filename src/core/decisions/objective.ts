/** What a threshold is chosen for. `least` is the value that the other metric must keep. */
export type Objective =
  | { readonly kind: 'f1' | 'f2' | 'balancedAccuracy' | 'youdenJ' | 'cost' }
  | { readonly kind: 'recallAtPrecision' | 'precisionAtRecall'; readonly least: number };

/** Answers of a binary table by weight: the positive ones that are right and wrong, of so many rows of each class. */
export interface PositiveAnswers {
  readonly right: number;
  readonly wrong: number;
  readonly positives: number;
  readonly negatives: number;
}

/** Cost of one row of a binary table by actual and predicted class. */
export interface BinaryCosts {
  readonly missed: number;
  readonly found: number;
  readonly falseAlarm: number;
  readonly rejected: number;
}

const plain = ['f1', 'f2', 'balancedAccuracy', 'youdenJ', 'cost'] as const;

/** The words an objective is written with, in the command line and in the configuration. */
export const objectiveWords = [...plain, 'recall@precision=0.9', 'precision@recall=0.8'].join(', ');

/** Reads `f1`, `recall@precision=0.9` and so on; undefined for anything else. */
export function parseObjective(text: string): Objective | undefined {
  const word = text.trim();
  const kind = plain.find((known) => known.toLowerCase() === word.replaceAll('-', '').toLowerCase());
  if (kind !== undefined) return { kind };
  const [, wanted, kept, number = ''] = /^(recall|precision)@(recall|precision)=(\S+)$/.exec(word) ?? [];
  const least = Number(number);
  if (wanted === undefined || wanted === kept || !(least > 0 && least <= 1)) return undefined;
  return { kind: wanted === 'recall' ? 'recallAtPrecision' : 'precisionAtRecall', least };
}

/** The inverse of {@link parseObjective}. */
export function objectiveText(objective: Objective): string {
  if (objective.kind === 'recallAtPrecision') return `recall@precision=${objective.least}`;
  if (objective.kind === 'precisionAtRecall') return `precision@recall=${objective.least}`;
  return objective.kind;
}

/** In [0, 1]; 0 without positive rows. */
export function recallOf({ right, positives }: PositiveAnswers): number {
  return positives > 0 ? right / positives : 0;
}

/** In [0, 1]; undefined without positive answers. */
export function precisionOf({ right, wrong }: PositiveAnswers): number | undefined {
  return right + wrong > 0 ? right / (right + wrong) : undefined;
}

/** Cost a row. */
export function costOf(
  { right, wrong, positives, negatives }: PositiveAnswers,
  { missed, found, falseAlarm, rejected }: BinaryCosts,
): number {
  const sum =
    right * found + (positives - right) * missed + wrong * falseAlarm + (negatives - wrong) * rejected;
  return sum / (positives + negatives);
}

/**
 * The number that an objective looks at: for `cost` the cost a row, of which less is better, for all others a rate of
 * which more is better. A precision without positive answers counts as 0.
 */
export function objectiveValue(objective: Objective, answers: PositiveAnswers, costs: BinaryCosts): number {
  const { right, wrong, positives, negatives } = answers;
  switch (objective.kind) {
    case 'f1':
      return (2 * right) / (positives + right + wrong);
    case 'f2':
      return (5 * right) / (4 * positives + right + wrong);
    case 'balancedAccuracy':
      return (right / positives + 1 - wrong / negatives) / 2;
    case 'youdenJ':
      return right / positives - wrong / negatives;
    case 'recallAtPrecision':
      return recallOf(answers);
    case 'precisionAtRecall':
      return precisionOf(answers) ?? 0;
    case 'cost':
      return costOf(answers, costs);
  }
}

/** Whether the condition of an objective holds; true for one without. */
export function isKept(objective: Objective, answers: PositiveAnswers): boolean {
  if (objective.kind === 'recallAtPrecision') return (precisionOf(answers) ?? 0) >= objective.least;
  return objective.kind !== 'precisionAtRecall' || recallOf(answers) >= objective.least;
}

/**
 * By what thresholds are ranked, more is better: the value, or where the condition is missed something below all
 * values that comes the nearer to the condition the greater it is.
 */
export function preference(objective: Objective, answers: PositiveAnswers, costs: BinaryCosts): number {
  const value = objectiveValue(objective, answers, costs);
  if (objective.kind === 'cost') return -value;
  if (isKept(objective, answers)) return value;
  return (objective.kind === 'recallAtPrecision' ? (precisionOf(answers) ?? 0) : recallOf(answers)) - 2;
}
