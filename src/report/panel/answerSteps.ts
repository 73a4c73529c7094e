import type { Finding } from '../../core/finding.ts';
import { classNameSnippets, logitOffsetSnippets, orderedRowsSnippets } from '../answerSnippets.ts';
import { numbers } from '../numbers.ts';
import type { AdviceStep } from './adviceGrounds.ts';

/** Names for answers that stand for other classes. */
export function classNameStep({ evidence, names }: Finding): AdviceStep {
  return {
    title: "Name the answers in the model's own class order",
    points: [
      {
        term: 'Here',
        text: `${numbers.count(evidence['pairs']!)} classes are named as others: read anew, accuracy is ${numbers.rate(evidence['after']!)} instead of ${numbers.rate(evidence['before']!)}.`,
      },
      {
        term: 'Why',
        text: 'Folders are numbered in the order of their names as text, labels elsewhere by value or by first appearance: one list of classes in another order is enough.',
      },
      {
        term: 'Then',
        text: 'Write the file again. The weights need no new training, unless they were trained on labels named so.',
      },
    ],
    cells: [],
    snippets: classNameSnippets(names['answers'] ?? [], names['meanings'] ?? []),
  };
}

/** One order for labels and answers. */
export function orderedRowsStep({ evidence }: Finding): AdviceStep {
  return {
    title: 'Write the predictions in the order of the labels',
    points: [
      {
        term: 'Here',
        text: `Labels and answers of ${numbers.count(evidence['rows']!)} rows agree no more than by chance; accuracy in the log is ${numbers.rate(evidence['logged']!)}.`,
      },
      {
        term: 'Then',
        text: 'Predict again without shuffling, or keep labels and answers of one pass together. The weights need no new training.',
      },
    ],
    cells: [],
    snippets: orderedRowsSnippets(evidence['rows']!),
  };
}

/** Offsets that bring the mean probability of each class to its share; undefined where none were found. */
export function logitOffsetStep({ evidence, names }: Finding): AdviceStep | undefined {
  const labels = names['offsetClasses'];
  if (labels === undefined) return undefined;
  const offsets = labels.map((_, index) => evidence[index === 0 ? 'offset' : `offset${index + 1}`]!);
  const [first = ''] = names['classes'] ?? [];
  return {
    title: 'Add an offset to the logit of each class',
    points: [
      {
        term: 'Here',
        text: `It brings the mean probability of ${numbers.label(first)} from ${numbers.rate(evidence['mean']!)} to its share of ${numbers.rate(evidence['share']!)}, and those of the other classes to theirs.`,
      },
      {
        term: 'Labels',
        text: 'Predicted labels change: fewer answers for classes whose probability was too high. Where the recall of small classes matters more than risks, keep the labels as they are and use the offsets for the probabilities only.',
      },
      {
        term: 'Not',
        text: 'It mends class shares, not a model that is too sure of itself: look at the confidence again afterwards.',
      },
    ],
    cells: [],
    snippets: logitOffsetSnippets(labels, offsets, evidence['rows']!),
  };
}
