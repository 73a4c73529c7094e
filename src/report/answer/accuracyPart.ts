import type { RunAnalysis } from '../../analysis/analysis.ts';
import { normalQuantile } from '../../core/normalQuantile.ts';
import type { ValidationSize } from '../../core/runEvidence.ts';
import type { Epoch, Reading } from '../../core/trainingRun.ts';
import { hasReportFile, isOfReport } from '../classText.ts';
import { numbers, points } from '../numbers.ts';
import { logConfidence } from '../panel/headline.ts';
import { isCountedByOutputs } from '../referenceLines.ts';
import { type AnswerGrounds, bestOf, type Sentence, validationValues, wholeRows } from './grounds.ts';

/** Rows by which one of two models must lead before any pairing of them passes a test: even 5 to 0 has p = 0.06. */
const leastLead = 6;

/** How many rows there are, what ± that means, and which differences between epochs are more than it. */
export function accuracyPart(grounds: AnswerGrounds): Sentence[] {
  return [...sizeSentences(grounds), ...riseSentences(grounds), ...leadSentences(grounds)];
}

function sizeSentences(grounds: AnswerGrounds): Sentence[] {
  const { accuracy, run } = grounds;
  const size = run.validationSize;
  if (run.evaluation === undefined && run.unnumbered === true) return finalSentences(grounds);
  if (run.evaluation === undefined && run.epochs.length > 0 && !run.epochs.some(hasHeldOut)) {
    const readings = run.epochs.flatMap((epoch) => epoch.readings);
    return [
      isOfUnknownRows(readings)
        ? { kind: 'unknown', text: 'The log does not say on which rows its values were measured.' }
        : { kind: 'is', text: 'Nothing in this log was measured on rows that the model was not trained on.' },
    ];
  }
  if (run.evaluation !== undefined) {
    if (accuracy?.rows === undefined) return [];
    const holder = !isOfReport(run.evaluation)
      ? 'The prediction file has'
      : !hasReportFile(run)
        ? `The ${run.unnumbered === true ? 'file' : 'log'} counts`
        : run.evaluation.ofMatrix === true
          ? 'The confusion matrix counts'
          : 'The classification report is of';
    const text = `${holder} ${rowsText(accuracy.rows)}${sureText(grounds)}.`;
    return [
      { kind: 'is', text },
      ...(run.predictions !== undefined || hasReportFile(run) ? [] : rowsOfFinalValues(run)),
    ];
  }
  if (size === undefined) {
    if (accuracy === undefined) return [];
    return [
      {
        kind: 'unknown',
        text: 'The log does not tell how many validation rows there are, so accuracy has no ± and no rise of it can be told from chance.',
      },
    ];
  }
  return sizeSentence(grounds, size);
}

function sizeSentence(grounds: AnswerGrounds, size: ValidationSize): Sentence[] {
  const { run } = grounds;
  const rows = rowsText(size.value, 'validation ');
  const sure = sureText(grounds);
  if (size.source === 'inferred') {
    return size.exact
      ? [{ kind: 'shows', text: `The steps of the logged accuracy show ${rows}${sure}.` }]
      : [
          {
            kind: 'may',
            text: `There may be up to ${rows}, by the steps of the logged accuracy; where a log averages batches there are fewer, so accuracy has no ±.`,
          },
        ];
  }
  if (size.source === 'log') {
    const place =
      run.told?.validationSize === undefined ? '' : ` (line ${numbers.count(run.told.validationSize + 1)})`;
    return [{ kind: 'is', text: `The log tells of ${rows}${place}${sure}.` }];
  }
  const source = size.source === 'counts' ? 'The class counts add up to' : 'The settings give';
  return [{ kind: 'is', text: `${source} ${rows}${sure}.` }];
}

/** What final values say of the rows that they were measured on, which their epochs cannot tell. */
function finalSentences(grounds: AnswerGrounds): Sentence[] {
  const { run, accuracy } = grounds;
  const readings = run.epochs.flatMap((epoch) => epoch.readings);
  const which = rowsOfFinalValues(run);
  if (which.length === 0 && readings.every(({ split }) => split === 'train' || split === undefined)) {
    return [{ kind: 'is', text: 'Nothing here was measured on rows that the model was not trained on.' }];
  }
  if (run.validationSize !== undefined) return [...which, ...sizeSentence(grounds, run.validationSize)];
  if (accuracy === undefined || which.length > 0) return which;
  return [
    {
      kind: 'unknown',
      text: 'The file does not tell how many validation rows there are, so accuracy has no ±.',
    },
  ];
}

/** What is not known of the rows where no value of a file says them. */
function rowsOfFinalValues({ epochs, unnumbered, evaluation }: RunAnalysis): Sentence[] {
  if (unnumbered !== true || !isOfUnknownRows(epochs.flatMap(({ readings }) => readings))) return [];
  const many = evaluation === undefined ? ', nor on how many' : '';
  return [
    { kind: 'unknown', text: `The file does not say on which rows these values were measured${many}.` },
  ];
}

function isOfUnknownRows(readings: readonly Reading[]): boolean {
  return readings.every(({ split, metric }) => split === undefined || metric === 'learningRate');
}

function hasHeldOut({ readings }: Epoch): boolean {
  return readings.some(({ split }) => split === 'validation' || split === 'test');
}

function rowsText(rows: number, word = ''): string {
  return `${numbers.count(rows)} ${word}${rows === 1 ? 'row' : 'rows'}`;
}

/** `: one row is 0.34 points of accuracy, and 0.86 is known to ±4 points (95 %)`. */
function sureText({ accuracy, isBroken }: AnswerGrounds): string {
  const { value, interval, rows, isAbout } = accuracy ?? {};
  if (value === undefined || interval === undefined || rows === undefined || rows < 2 || isBroken) return '';
  if (isAbout === true) {
    return `, but accuracy ${numbers.rate(value)} is no whole number of them: it is a mean over batches or over outputs, or of other rows`;
  }
  const confidence = numbers.percent(logConfidence);
  const [low, high] = interval;
  const one = `: one row is ${points(1 / rows)} of accuracy, and`;
  // At the ends the interval lies on one side.
  return value > 0 && value < 1
    ? `${one} ${numbers.rate(value)} is known to ±${points((high - low) / 2)} (${confidence})`
    : `${one} the ${confidence} interval of ${numbers.rate(value)} is ${numbers.interval(low, high)}`;
}

/** Validation accuracies as right rows, where it is sure of how many; whole where each is a whole number of them. */
function loggedRows({ epochs, run, isBroken }: AnswerGrounds) {
  const size = run.validationSize;
  if (isBroken || size?.exact !== true || isCountedByOutputs(run)) return undefined;
  const readings = validationValues(epochs, 'accuracy');
  if (readings.length < 2) return undefined;
  const whole = readings.every(({ reading }) => wholeRows(reading, size.value) !== undefined);
  const values = readings.map((one) => ({ ...one, value: Math.round(one.value * size.value) }));
  return { values, rows: size.value, whole };
}

/**
 * True if `first` and `second` right rows of the same rows differ by more than chance, whichever rows they are: of two
 * models no more rows can disagree than both have wrong, or both have right.
 */
function differ(first: number, second: number, rows: number, comparisons: number): boolean {
  const most = Math.min(first + second, 2 * rows - first - second, rows);
  const errors = normalQuantile((1 - logConfidence) / (2 * comparisons));
  return (first - second) ** 2 > errors * errors * most && Math.abs(first - second) >= leastLead;
}

function riseSentences(grounds: AnswerGrounds): Sentence[] {
  const logged = loggedRows(grounds);
  if (logged === undefined) return [];
  const { values, rows, whole } = logged;
  const [first, last] = [values[0]!.value, values.at(-1)!.value];
  if (first === last) return [];
  const change = Math.abs(last - first);
  const size = `${points(change / rows)}${whole ? ` (${rowsText(change)})` : ''}`;
  const verb = last > first ? 'rose' : 'fell';
  return differ(first, last, rows, 1)
    ? [
        {
          kind: 'shows',
          text: `From the first epoch to the last, accuracy ${verb} by ${size}: more than chance explains.`,
        },
      ]
    : [
        {
          kind: 'may',
          text: `That accuracy ${verb} by ${size} from the first epoch to the last may be chance.`,
        },
      ];
}

function leadSentences(grounds: AnswerGrounds): Sentence[] {
  const logged = loggedRows(grounds);
  if (logged?.whole !== true || grounds.run.epochsLeftOut !== undefined) return [];
  const { values, rows } = logged;
  const best = bestOf(values, 1)!;
  const last = values.at(-1)!;
  const lead = best.value - last.value;
  if (lead <= 0) return [];
  const text = `Epoch ${best.epoch} gets ${rowsText(lead)} more right than the last`;
  if (differ(best.value, last.value, rows, values.length)) {
    return [
      { kind: 'shows', text: `${text}: more than chance explains, also of the best of so many epochs.` },
    ];
  }
  const why =
    lead < leastLead
      ? `a lead of fewer than ${leastLead} passes no paired test`
      : 'only the predictions of both epochs could tell';
  return [{ kind: 'may', text: `${text}; that may be luck: ${why}.` }];
}
