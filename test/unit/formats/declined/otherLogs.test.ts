import assert from 'node:assert/strict';
import { openReader } from '../../../../src/analysis/openReader.ts';

/** What is said of a file of this text that a person names. */
function said(text: string): string {
  const start = { name: 'train.log', bytes: Buffer.from(text), complete: true };
  const { chosen, problems } = openReader(start, {});
  assert.equal(chosen, undefined);
  return problems.map(({ kind, message }) => `${kind}: ${message}`).join('\n');
}

describe('logs of trainings that are not read', () => {
  const cases: Record<string, [text: string, sentence: RegExp]> = {
    'a detector': [
      '{"iteration": 19, "fast_rcnn/cls_accuracy": 0.9, "total_loss": 1.9}\n',
      /^refused: Is the log of a detector: it holds no accuracy of a classifier\./,
    ],
    'a detector without that number': [
      '{"lr": 0.1, "loss": 1.5, "loss_bbox": 0.5, "step": 50}\n{"coco/bbox_mAP": 0.3, "step": 1}\n',
      /^refused: Is the log of a detector: it holds losses and average precisions of boxes/,
    ],
    'linear models': [
      '-- Epoch 1\nNorm: 50.64, NNZs: 8, Bias: -10.7, T: 450, Avg. loss: 13.68, Objective: 13.8\n',
      /SGD models print: .* These are no epochs of one classifier\. Not read\./,
    ],
    CatBoost: [
      '0:\tlearn: 0.55\ttest: 0.56\tbest: 0.56 (0)\ttotal: 16ms\tremaining: 16s\n',
      /do not name their metric: it may be one of a regression\. Not read\. Read catboost_info/,
    ],
    'a score of unknown kind': [
      'Iteration 1, loss = 3.1\nValidation score: 0.412345\n',
      /accuracy of a classifier or the R² of a regressor\. Not read\./,
    ],
    'losses alone': [
      'Iteration 1, loss = 3.1\nIteration 2, loss = 2.8\n',
      /no accuracy: a classifier and a regressor print the same\. Not read\./,
    ],
    'another pipeline of spaCy': [
      'E    #       LOSS NER  ENTS_F  SCORE \n---  ------  --------  ------  ------\n  0       0     45.00   10.00    0.10\n',
      /^refused: Is spaCy's table of a training without text categories/,
    ],
  };
  for (const [what, [text, sentence]] of Object.entries(cases)) {
    it(`says what it is: ${what}`, () => assert.match(said(text), sentence));
  }

  it('says nothing of a text that is no log', () => assert.equal(said('Dear diary\n'), ''));
});
