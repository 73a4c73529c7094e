import { type AccuracyBounds, accuracyBounds } from '../../core/accuracyBounds.ts';
import { totalCount } from '../../core/classCounts.ts';
import type { ClassEvaluation, Evaluation } from '../../core/evaluation.ts';
import { isKnown } from '../../core/countRange.ts';
import { foundWords } from '../../rules/foundWords.ts';
import { foundText, worstFirst } from '../classText.ts';
import { constantAnswer } from '../constantAnswer.ts';
import { metricInterval, valueOf } from '../metricText.ts';
import { numbers } from '../numbers.ts';
import { type AnswerGrounds, isSaid, type Sentence } from './grounds.ts';

/** What accuracy hides: the worst class by each measure, or the bounds that its errors leave. */
export function classesPart(grounds: AnswerGrounds): Sentence[] {
  const { run, isBroken } = grounds;
  if (isBroken) return [];
  if (run.evaluation !== undefined) return ofEvaluation(run.evaluation);
  return run.epochs.length === 0 ? [] : boundSentences(grounds);
}

function ofEvaluation(evaluation: Evaluation): Sentence[] {
  const present = evaluation.perClass.filter(({ support }) => support > 0);
  if (present.length < 2 || constantAnswer(evaluation) !== undefined) return [];
  if (present.every((one) => one.found.least === one.support && one.predicted?.most === one.support)) {
    return [{ kind: 'is', text: 'Every row of every class is right, so accuracy hides nothing here.' }];
  }
  const parts = [
    recallText(evaluation),
    ...precisionText(evaluation),
    ...f1Text(evaluation),
    ...rankingText(evaluation),
  ];
  return [{ kind: 'is', text: `Lowest by class: ${parts.join('; ')}.` }];
}

function recallText(evaluation: Evaluation): string {
  const [worst] = worstFirst(evaluation);
  return `recall ${withEvidence('recall', worst!.evaluation, foundText(worst!))}`;
}

/** `0.78 ('double-ring', 21 of 27, 0.59–0.89)`. */
function withEvidence(id: string, one: ClassEvaluation, evidence?: string): string {
  const measured = one.metrics.get(id);
  const interval = metricInterval(id, measured);
  const parts = [
    numbers.label(one.label),
    ...(evidence === undefined ? [] : [evidence]),
    ...(interval === undefined ? [] : [interval]),
  ];
  return `${numbers.rate(valueOf(measured)!.value)} (${parts.join(', ')})`;
}

/** The class of the lowest value; of equals the one with more rows. */
function lowest(
  evaluation: Evaluation,
  valueIn: (one: ClassEvaluation) => number | undefined,
): { one: ClassEvaluation } | undefined {
  return evaluation.perClass
    .flatMap((one) => {
      const value = one.support > 0 ? valueIn(one) : undefined;
      return value === undefined ? [] : [{ one, value }];
    })
    .sort((a, b) => a.value - b.value || b.one.support - a.one.support)[0];
}

function precisionText(evaluation: Evaluation): string[] {
  const found = lowest(evaluation, ({ metrics, predicted }) =>
    predicted !== undefined && predicted.least > 0 ? valueOf(metrics.get('precision'))?.value : undefined,
  );
  if (found === undefined) return [];
  const { found: right, predicted } = found.one;
  const evidence =
    predicted !== undefined && isKnown(predicted)
      ? `${foundWords(right, predicted.least, numbers.count)} answers`
      : undefined;
  return [`precision ${withEvidence('precision', found.one, evidence)}`];
}

function f1Text(evaluation: Evaluation): string[] {
  const found = lowest(evaluation, ({ metrics }) => valueOf(metrics.get('f1'))?.value);
  return found === undefined ? [] : [`F1 ${withEvidence('f1', found.one)}`];
}

/** Average precision as a share of the way from its chance level to 1. */
function rankingText(evaluation: Evaluation): string[] {
  const found = lowest(evaluation, ({ metrics }) => {
    const measured = valueOf(metrics.get('averagePrecision'));
    if (measured?.chance === undefined || measured.chance >= 1) return undefined;
    return (measured.value - measured.chance) / (1 - measured.chance);
  });
  if (found === undefined) return [];
  const rows = evaluation.perClass.reduce((sum, { support }) => sum + support, 0);
  const evidence = `${numbers.rate(found.one.support / rows)} of the rows`;
  return [`average precision ${withEvidence('averagePrecision', found.one, evidence)}`];
}

/** Bounds that neither the verdict nor a finding gives already. */
function boundSentences(grounds: AnswerGrounds): Sentence[] {
  const { run, findings, accuracy } = grounds;
  const rule = 'accuracy-permits-missed-class';
  const finding = findings.get(rule);
  if (finding !== undefined) {
    const { missable, classes } = finding.evidence;
    const many = `${numbers.count(missable!)} of ${numbers.count(classes!)} classes`;
    return isSaid(grounds, 'alanced accuracy lies between')
      ? []
      : [{ kind: 'may', text: `Up to ${many} may be missed completely (${rule}).` }];
  }
  if (accuracy?.right === undefined || accuracy.isAbout === true) return [];
  const wrong = accuracy.rows! - accuracy.right;
  const counts = run.classCounts.validation;
  if (counts !== undefined) {
    const bounds = totalCount(counts) === accuracy.rows ? accuracyBounds(counts.values(), wrong) : undefined;
    return bounds === undefined || wrong === 0 ? [] : ofBounds(grounds, bounds, wrong);
  }
  if (wrong < 2) return [];
  return [
    {
      kind: 'may',
      text: `Any class of up to ${numbers.count(wrong)} rows may be missed completely: that many rows are wrong.`,
    },
  ];
}

function ofBounds(
  grounds: AnswerGrounds,
  { low, high, missable }: AccuracyBounds,
  wrong: number,
): Sentence[] {
  if (high - low < 1e-9) {
    const text = 'All classes have equally many validation rows, so balanced accuracy is accuracy.';
    return [{ kind: 'is', text }];
  }
  if (isSaid(grounds, 'alanced accuracy lies between')) return [];
  const missed =
    missable === 0
      ? 'no class can be missed completely'
      : `${numbers.count(missable)} of the classes may be missed completely`;
  const text = `With ${numbers.count(wrong)} wrong rows, balanced accuracy may be anywhere from ${numbers.rate(low)} to ${numbers.rate(high)}; ${missed}.`;
  return [{ kind: 'may', text }];
}
