import type { Finding } from '../../core/finding.ts';
import { classNameSnippets, orderedRowsSnippets } from '../answerSnippets.ts';
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
