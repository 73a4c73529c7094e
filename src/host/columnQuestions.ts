import * as vscode from 'vscode';
import type { FileReport } from '../analysis/analysis.ts';
import type { ColumnOptions } from '../protocol/engine.ts';
import { clean } from '../report/clean.ts';
import { columnChoices, scoreChoices } from '../report/columnChoices.ts';
import type { ColumnChoice } from '../report/columnChoices.ts';

type Question = NonNullable<FileReport['question']>;

/** The answer that leaves scores unused. */
export const asTheyAre = '';

interface Item extends vscode.QuickPickItem {
  readonly answer: string;
}

/** Asks what a file does not say; undefined if the person stopped. */
export function askAbout(question: Question, path: string): Promise<string | undefined> {
  if (question.about === 'activation') return askActivation(question, path);
  return pick(columnChoices(question).map(itemOf), path, questions[question.about]);
}

/** Asks for the true class, the predicted class and the probabilities of a table; undefined if the person stopped. */
export async function askMapping(question: Question, path: string): Promise<ColumnOptions | undefined> {
  const actual = await pick(columnChoices(question).map(itemOf), path, questions.actual);
  if (actual === undefined) return undefined;
  const none: Item = { label: 'None: the class with the highest probability', answer: asTheyAre };
  const ofClasses = columnChoices({ ...question, candidates: [] }, [actual]).map(itemOf);
  const predicted = await pick([...ofClasses, none], path, questions.predicted);
  if (predicted === undefined) return undefined;
  const mapping = { actual, ...(predicted === asTheyAre ? {} : { predicted }) };
  const choices = scoreChoices(question, [actual, predicted]).map(itemOf);
  if (choices.length === 0) return mapping;
  const without: Item = { label: 'None', answer: asTheyAre };
  const scores = await pick(
    predicted === asTheyAre ? choices : [without, ...choices],
    path,
    'Which columns hold the probabilities?',
  );
  if (scores === undefined) return undefined;
  return { ...mapping, ...(scores === asTheyAre ? {} : { scores }) };
}

const questions: Readonly<Record<Exclude<Question['about'], 'activation'>, string>> = {
  actual: 'Which column holds the true class?',
  predicted: 'Which column holds the predicted class?',
  scores: 'Which column holds the score?',
};

/** What scores beyond [0, 1] are: logits, or nothing that probabilities can be made of. */
function askActivation({ candidates }: Question, path: string): Promise<string | undefined> {
  const [activation = 'softmax'] = candidates;
  const items: readonly Item[] = [
    {
      label: `They are logits: apply ${activation}`,
      detail: 'Then log loss, curves and calibration are computed.',
      answer: activation,
    },
    {
      label: 'Leave the scores out',
      detail: 'Recall, precision and F1 of each class need the predicted classes only.',
      answer: asTheyAre,
    },
  ];
  return pick(items, path, 'The scores are no probabilities. What are they?');
}

function itemOf({ value, label, detail, isLikely }: ColumnChoice): Item {
  return { label, description: isLikely ? 'likely' : '', detail, answer: value };
}

async function pick(items: readonly Item[], path: string, placeHolder: string): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(items, {
    title: clean(path),
    placeHolder,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return picked?.answer;
}
