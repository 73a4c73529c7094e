import type { Evaluation } from '../core/evaluation.ts';
import { valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';

/** Rows from which one answer for all of them is no matter of a handful. */
const constantRows = 20;

/** Says that all rows get the same answer, where they do: an identity of the file, whatever the rules found. */
export function constantAnswer(evaluation: Evaluation): string[] | undefined {
  const answered = evaluation.perClass.filter(({ predicted }) => predicted?.most !== 0);
  const present = evaluation.perClass.filter((one) => one.support > 0);
  const [only] = answered;
  if (answered.length !== 1 || only === undefined || present.length < 2 || evaluation.rows < constantRows) {
    return undefined;
  }
  const accuracy = valueOf(evaluation.metrics.get('accuracy'));
  // A report without accuracy may leave out classes, and rows that are predicted as them.
  if (accuracy === undefined) return undefined;
  const share = numbers.rate(accuracy.value);
  return [
    `Every row is predicted as ${numbers.label(only.label)}: accuracy ${share} is the share of that class.`,
    'Check the learning rate, the class weights and the preprocessing: this model tells no row from another.',
  ];
}
