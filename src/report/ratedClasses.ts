import type { RunAnalysis } from '../analysis/analysis.ts';
import type { RateEvaluation } from '../core/evaluation.ts';
import type { AnswerGroupState, ClassesState, HeadlineState } from '../protocol/panel.ts';
import { clean } from './clean.ts';
import { metricTitle, metricValue, valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';
import { quantityState, withoutChance } from './panel/quantity.ts';
import { textTable } from './textTable.ts';

/** Of what stands in a column whose numbers the file does not give. */
const none = '–';
const means = ['accuracy', 'macroRecall', 'macroPrecision', 'macroF1'] as const;

type RatedClass = RateEvaluation['perClass'][number];

/** Lowest recall first, in the order of the file where they are equal; without one last. */
function worstFirst({ perClass }: RateEvaluation): readonly RatedClass[] {
  const recall = ({ metrics }: RatedClass): number => valueOf(metrics.get('recall'))?.value ?? 2;
  return [...perClass].sort((a, b) => recall(a) - recall(b));
}

/** The verdict on rates by class without numbers of rows. */
export function ratedVerdict(rates: RateEvaluation): readonly string[] {
  const [worst] = worstFirst(rates);
  const lowest = valueOf(worst?.metrics.get('recall'));
  const mean = valueOf(rates.metrics.get('macroRecall'));
  const beside = mean === undefined ? '' : `, the mean over the classes ${numbers.rate(mean.value)}`;
  return [
    'Cannot tell whether accuracy misleads: the file gives rates of each class, but not how many rows they are of.',
    ...(worst === undefined || lowest === undefined
      ? []
      : [`The lowest recall is ${numbers.rate(lowest.value)} (${numbers.label(worst.label)})${beside}.`]),
  ];
}

/** What the numbers leave open, and what would settle it. */
export function ratedAnswer(): AnswerGroupState[] {
  return [
    {
      kind: 'unknown',
      title: 'What these files cannot show',
      sentences: [
        'Accuracy, the share of the largest class, and how sure each recall is: all of them need the number of rows of each class.',
      ],
    },
    {
      kind: 'settles',
      title: 'What would settle it',
      sentences: [
        'The numbers of rows (the supports), or a prediction file with the true and the predicted class of each row.',
      ],
    },
  ];
}

/** What the file holds, and which file would tell more. */
export const ratedRung =
  'Known: recall, precision and F1 of each class as the file gives them, without numbers of rows. A prediction file (val_predictions.csv) would add these, and with them accuracy, intervals and which class the missed rows were taken for.';

/** The means over the classes and the lowest recall. */
export function ratedHeadline(rates: RateEvaluation): HeadlineState[] {
  const cards = means.map((id): HeadlineState => ({
    ...withoutChance(quantityState(id, rates.metrics.get(id))),
    title: metricTitle(id),
    notes: [],
    misleading: false,
  }));
  const [worst] = worstFirst(rates);
  const lowest: HeadlineState = {
    ...withoutChance(quantityState('recall', worst?.metrics.get('recall'))),
    title: 'Lowest recall',
    notes: worst === undefined ? [] : [numbers.label(worst.label)],
    misleading: false,
  };
  return [...cards, lowest];
}

/** The classes with their rates, lowest recall first. */
export function ratedClasses(rates: RateEvaluation): ClassesState {
  return {
    rows: worstFirst(rates).map(({ label, metrics }) => ({
      label: clean(label),
      support: none,
      found: none,
      recall: withoutChance(quantityState('recall', metrics.get('recall'))),
      precision: withoutChance(quantityState('precision', metrics.get('precision'))),
      f1: withoutChance(quantityState('f1', metrics.get('f1'))),
    })),
    hasAveragePrecision: false,
    caption: 'Lowest recall first; the file does not say how many rows each class has.',
  };
}

/** The same as a table for a terminal. */
export function ratedLines({ classRates }: RunAnalysis, width: number, most: number): readonly string[] {
  if (classRates === undefined) return [];
  const value = ({ metrics }: RatedClass, id: string): string => {
    const rate = valueOf(metrics.get(id));
    return rate === undefined ? none : metricValue(id, rate.value);
  };
  const ranked = worstFirst(classRates);
  const rows = ranked
    .slice(0, most)
    .map((one) => [clean(one.label), ...['recall', 'precision', 'f1'].map((id) => value(one, id))]);
  const lines = textTable(
    ['Class', 'Recall', 'Precision', 'F1'].map((title, index) => ({
      title,
      align: index === 0 ? 'left' : 'right',
    })),
    rows,
    width,
    3,
  );
  const more = ranked.length - rows.length;
  return more > 0 ? [...lines, `${numbers.count(more)} more, none of lower recall.`] : lines;
}
