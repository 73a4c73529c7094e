import { chiSquareTail } from '../core/chiSquareTail.ts';
import { totalCount } from '../core/classCounts.ts';
import type { Finding } from '../core/finding.ts';
import type { Limits, LogLimits } from '../core/limits.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import type { Location } from '../core/span.ts';
import { placeIn } from '../core/trainingRun.ts';
import { headerCell } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'split-class-mismatch';
/** Classes that the sentence names. */
const named = 3;

type Counts = ReadonlyMap<string, number>;

/**
 * Training and validation rows are not of the same classes, or not in the same shares.
 *
 * Reads the class counts of both. A class that has rows in one and none in the other is a Warning, an identity of the
 * counts. Else Information if a χ² test of the shares has p < 0.001 and Cramér's V ≥ 0.1; classes of fewer than five expected
 * rows are put together for it. Silent where each side has classes that the other has not: then the same classes may
 * go by two names. Silent where either side has fewer than two classes.
 */
export const splitClassMismatch: Rule = {
  id,
  title: 'Training and validation have other classes',
  severity: 'warning',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: [],
  check,
  say: message,
  sayRelated: () => '',
};

function check(evidence: RunEvidence, limits: Limits): Finding | undefined {
  const { train, validation } = evidence.classCounts;
  const location = placeOf(evidence);
  if (train === undefined || validation === undefined || location === undefined) return undefined;
  const trained = present(train);
  const validated = present(validation);
  if (trained.size < 2 || validated.size < 2) return undefined;
  const rows = { trainRows: totalCount(trained), validationRows: totalCount(validated) };
  const unseen = [...trained.keys()].filter((label) => !validated.has(label));
  const untrained = [...validated.keys()].filter((label) => !trained.has(label));
  if (unseen.length > 0 && untrained.length > 0) return undefined;
  const absent = unseen.length > 0 ? unseen : untrained;
  if (absent.length > 0) {
    const has = unseen.length > 0 ? trained : validated;
    const classes = absent.sort((a, b) => has.get(b)! - has.get(a)! || (a < b ? -1 : 1));
    return {
      rule: id,
      severity: 'warning',
      verb: 'is',
      location,
      evidence: {
        ...rows,
        absent: classes.length,
        present: has.get(classes[0]!)!,
        none: 0,
        fromTrain: unseen.length > 0 ? 0 : 1,
        moreClasses: Math.max(0, classes.length - named),
        classes: Math.max(trained.size, validated.size),
      },
      names: { classes },
      related: [],
    };
  }
  return sharesFinding(trained, validated, rows, location, limits.rules.log);
}

function present(counts: Counts): Map<string, number> {
  return new Map([...counts].filter(([, count]) => count > 0));
}

/** The start of the log or of the predictions: the counts may be folders and have no place of their own. */
function placeOf({ log, predictions }: RunEvidence): Location | undefined {
  const first = log?.run.epochs[0]?.readings;
  const reading = first?.find(({ split }) => split === 'validation') ?? first?.[0];
  if (log !== undefined && reading !== undefined) return placeIn(log, reading);
  return predictions === undefined ? undefined : headerCell(predictions);
}

function sharesFinding(
  trained: Counts,
  validated: Counts,
  rows: { readonly trainRows: number; readonly validationRows: number },
  location: Location,
  limits: LogLimits,
): Finding | undefined {
  const { trainRows, validationRows } = rows;
  const pairs = [...trained].map(([label, count]) => ({
    label,
    train: count,
    validation: validated.get(label)!,
  }));
  const test = shareTest(pairs, rows, limits.sharesExpected);
  if (test === undefined || test.effect < limits.sharesEffect || test.p >= limits.sharesP) return undefined;
  const change = ({ train, validation }: (typeof pairs)[number]): number =>
    validation / validationRows - train / trainRows;
  const most = pairs.reduce((a, b) => (Math.abs(change(b)) > Math.abs(change(a)) ? b : a));
  return {
    rule: id,
    severity: 'information',
    verb: 'shows',
    location,
    evidence: {
      ...rows,
      trainShare: most.train / trainRows,
      validationShare: most.validation / validationRows,
      effect: test.effect,
      equal: new Set(validated.values()).size === 1 ? 1 : 0,
      classes: trained.size,
    },
    names: { classes: [most.label] },
    related: [],
  };
}

/** Pearson's χ² of the 2×K table with the small classes put together; undefined where fewer than two groups are left. */
function shareTest(
  pairs: readonly { readonly train: number; readonly validation: number }[],
  { trainRows, validationRows }: { readonly trainRows: number; readonly validationRows: number },
  least: number,
): { p: number; effect: number } | undefined {
  const rows = trainRows + validationRows;
  const smaller = Math.min(trainRows, validationRows) / rows;
  const isSmall = (pair: (typeof pairs)[number]): boolean => (pair.train + pair.validation) * smaller < least;
  const rest = pairs.filter(isSmall);
  const groups = pairs.filter((pair) => !isSmall(pair));
  if (rest.length > 0) {
    groups.push({
      train: rest.reduce((sum, { train }) => sum + train, 0),
      validation: rest.reduce((sum, { validation }) => sum + validation, 0),
    });
  }
  if (groups.length < 2) return undefined;
  let square = 0;
  for (const { train, validation } of groups) {
    const together = train + validation;
    square += (train - (together * trainRows) / rows) ** 2 / ((together * trainRows) / rows);
    square += (validation - (together * validationRows) / rows) ** 2 / ((together * validationRows) / rows);
  }
  return { p: chiSquareTail(square, groups.length - 1), effect: Math.sqrt(square / rows) };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { absent, fromTrain, present: rows, moreClasses, trainShare, validationShare, equal } = evidence;
  const labels = names['classes'] ?? [];
  const [worst = ''] = labels;
  if (absent === undefined) {
    const meaning =
      equal === 1
        ? 'Validation has as many rows of each class, so its accuracy is balanced accuracy and not that on rows as they come'
        : 'Accuracy on one set is not to be expected on the other';
    return (
      `${say.label(worst)} is ${say.percent(trainShare!)} of the training rows and ${say.percent(validationShare!)} of the validation rows: ` +
      `the class shares differ by more than chance. ${meaning}. Split by class (stratify) unless this is meant.`
    );
  }
  const others = labels.slice(1, named).map((label) => say.label(label));
  const more = moreClasses! > 0 ? ` and ${say.count(moreClasses!)} more` : '';
  const also = others.length === 0 ? '' : ` Also ${others.join(', ')}${more}.`;
  if (fromTrain === 1) {
    return (
      `${say.label(worst)} has ${say.count(rows!)} validation rows and ${say.count(evidence['none']!)} training rows: ` +
      `the model cannot have learned it.${also} Put rows of it into training, or leave the class out of both.`
    );
  }
  return (
    `${say.label(worst)} has ${say.count(rows!)} training rows and ${say.count(evidence['none']!)} validation rows: ` +
    `no number of this run says whether it is found.${also} Shuffle before you split, or split by class (stratify); ` +
    `in Keras validation_split takes the last rows as they lie.`
  );
}
