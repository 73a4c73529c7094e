import assert from 'node:assert/strict';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { Epoch } from '../../../src/core/trainingRun.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { adviceSnippet, adviceState } from '../../../src/report/panel/advice.ts';
import { curvesState } from '../../../src/report/panel/curves.ts';
import { findingHover } from '../../../src/report/hover.ts';
import { verdictOf } from '../../../src/report/sentences.ts';
import { runText } from '../../../src/report/text.ts';
import { tableOf } from '../rules/evidenceOf.ts';
import {
  onlyRun,
  sampleAnalyses,
  sampleAnalysis,
  logDocument,
  predictionDocument,
  sampleTable,
} from '../../ui/panel/samples.ts';
import { findingOf, runOf } from './sampleRun.ts';

type Value = Epoch['readings'][number]['value'];

const nan: Value = { notFinite: 'nan' };

/** A run of a log alone; each epoch by its training loss, validation loss and validation accuracy. */
function logOf(...epochs: readonly (readonly [Value, Value, number])[]): RunAnalysis {
  const made = epochs.map(([train, loss, accuracy], epoch): Epoch => {
    const line = epoch + 1;
    const span = { line, start: 0, end: 4 };
    return {
      epoch,
      line,
      readings: [
        { split: 'train', metric: 'loss', value: train, tolerance: 0, span },
        { split: 'validation', metric: 'loss', value: loss, tolerance: 0, span },
        { split: 'validation', metric: 'accuracy', value: accuracy, tolerance: 6e-8, span },
      ],
    };
  });
  return onlyRun(sampleAnalysis([logDocument('train.log', made)]));
}

function withCounts(run: RunAnalysis, validation: ReadonlyMap<string, number>): RunAnalysis {
  let value = 0;
  for (const rows of validation.values()) value += rows;
  return {
    ...run,
    rung: 'E1',
    classCounts: { validation },
    validationSize: { value, source: 'counts', exact: true },
  };
}

describe('the verdict on a log', () => {
  it('says what is known, what cannot be known, and which file would tell', () => {
    const { sentences } = verdictOf(onlyRun(sampleAnalyses().get('logOnly')!));
    assert.match(sentences[0]!, /^Cannot tell which classes are found: accuracy 0\.75/);
    assert.match(sentences[1]!, /always answering the largest class: no class counts/);
    assert.match(sentences[2]!, /prediction file .* would tell both, class counts only the second/);
  });

  it('gives the exact bounds that class counts allow', () => {
    const counts = new Map([
      ['a', 17],
      ['b', 27],
      ['c', 36],
      ['d', 54],
      ['e', 71],
    ]);
    const run = withCounts(logOf([1, 1, 0.6], [0.9, 0.9, 154 / 205]), counts);
    assert.equal(
      verdictOf(run).sentences[1],
      "Always answering 'e' would score accuracy 0.35 on these class counts; with 51 of 205 rows wrong, balanced accuracy lies between 0.56 and 0.86, and up to 2 of 5 classes may be missed completely.",
    );
    const sure = withCounts(logOf([1, 1, 0.6], [0.9, 0.9, 195 / 205]), counts);
    assert.match(verdictOf(sure).sentences[1]!, /no class can be missed completely/);
    const other = { ...run, validationSize: { value: 200, source: 'inferred' as const, exact: true } };
    assert.doesNotMatch(verdictOf(other).sentences[1]!, /balanced/);
  });

  it('says of a log without accuracy that it has none', () => {
    const run = logOf([1, 1, 0.5]);
    const epochs = run.epochs.map((epoch) => ({
      ...epoch,
      readings: epoch.readings.filter(({ metric }) => metric === 'loss'),
    }));
    assert.deepEqual(verdictOf({ ...run, epochs }).sentences, [
      'Cannot tell which classes are found: this log has no accuracy.',
      'A prediction file with one row per validation sample would tell.',
    ]);
  });

  it('says that a loss is no number any more, and from which epoch on', () => {
    const broken = verdictOf(logOf([1, 1, 0.5], [nan, 1, 0.5], [nan, nan, 0.4]));
    assert.equal(broken.kind, 'wrong');
    assert.match(broken.sentences[0]!, /^Training loss is not a number from epoch 1 on \(2 epochs\)/);
    assert.match(
      verdictOf(logOf([1, 1, 0.5], [1, nan, 0.5], [1, nan, 0.4])).sentences[0]!,
      /^Validation loss .* epoch 1 on/,
    );
  });

  it('says as a note that a loss was no number once', () => {
    const { kind, sentences } = verdictOf(logOf([nan, 1, 0.5], [1, 1, 0.5]));
    assert.equal(kind, 'cannotTell');
    assert.match(sentences[1]!, /^Training loss is not a number at epoch 0 .* finite again later/);
  });

  it('puts the loss that explains the others first', () => {
    const accuracies = [0.5, 0.9, 0.96, 0.96, 0.97, 0.98, 0.98];
    // The floor of a softmax applied twice over five classes, plus the error rate.
    const run = logOf(
      ...accuracies.map((accuracy) => [1.9048 - accuracy, 1.9048 - accuracy, accuracy] as const),
    );
    const { kind, sentences } = verdictOf(run);
    assert.equal(kind, 'warning');
    assert.match(sentences[0]!, /softmax were applied twice, over about 5 classes/);
  });
});

describe('the notes of the curves', () => {
  const notesOf = (run: RunAnalysis): readonly string[] => curvesState(run)!.notes;

  it('say nothing of one epoch, nor of a best epoch that is as good as another', () => {
    assert.deepEqual(notesOf(logOf([1, 1, 0.5])), []);
    assert.deepEqual(notesOf(logOf([1, 1, 0.35], [1, 0.9, 0.35])), [
      'Validation accuracy ended where it began, at 0.35, while validation loss went from 1.00 to 0.900.',
    ]);
  });

  it('count the rows between the best epochs where their number is sure', () => {
    const logged = logOf([1, 1, 0.5], [1, 0.7, 0.6], [1, 0.8, 0.65]);
    const run = { ...logged, validationSize: { value: 20, source: 'inferred' as const, exact: false } };
    assert.match(
      notesOf(run)[1]!,
      /^Accuracy is highest at epoch 2 \(0\.65\), loss lowest at epoch 1 \(accuracy there 0\.60\)\.$/,
    );
    const counted = withCounts(
      run,
      new Map([
        ['a', 100],
        ['b', 100],
      ]),
    );
    assert.match(notesOf(counted)[1]!, /accuracy there 0\.60, 10 of 200 rows fewer/);
  });

  it('name the first value that is no number', () => {
    assert.match(
      notesOf(logOf([1, 1, 0.5], [nan, 1, 0.5])).at(-1)!,
      /^The training loss of epoch 1 is not a finite number; the chart/,
    );
    assert.match(
      notesOf(logOf([nan, nan, 0.5])).at(-1)!,
      /^2 logged values .* the first the training loss of epoch 0/,
    );
  });
});

describe('predictions of no logged epoch', () => {
  const labels = ['a', 'b'];
  const table = sampleTable(labels, [60, 40], [0.9, 0.8]);
  const log = logOf([1, 0.6, 0.5], [1, 0.5, 0.6]);
  const together = (path: string): RunAnalysis =>
    onlyRun(sampleAnalysis([logDocument('train.log', log.epochs), predictionDocument(path, table)]));

  it('lead the verdict, which then calls nothing fine', () => {
    const { kind, sentences } = verdictOf(together('preds.csv'));
    assert.equal(kind, 'cannotTell');
    assert.equal(
      sentences[0],
      'Accuracy 0.86 over 100 rows is that of no logged epoch (0.50–0.60): these predictions are of another run, of other weights or of other rows. Write them again with the weights of a logged epoch, or keep them in a folder of their own.',
    );
    assert.match(
      sentences[1]!,
      /^By themselves these rows have balanced accuracy 0\.85, lowest recall 0\.80 \('b'/,
    );
    assert.equal(sentences.length, 2);
  });

  it('call the rows wrong where they are in another order than their labels, and judge no class', () => {
    const shuffled = sampleTable(labels, [60, 40], [0.6, 0.4]);
    const better = logOf([0.5, 0.9, 0.88], [0.4, 0.8, 0.9], [0.4, 0.8, 0.91]);
    const files = [logDocument('train.log', better.epochs), predictionDocument('preds.csv', shuffled)];
    const run = onlyRun(sampleAnalysis(files));
    const { kind, sentences } = verdictOf(run);
    assert.equal(kind, 'wrong');
    assert.equal(sentences.length, 1);
    assert.match(sentences[0]!, /^Accuracy 0\.52 over 100 rows, 0\.90 in the log: labels and answers/);
    const answer = answerOf(run).flatMap((group) => group.sentences);
    assert.ok(answer.every((sentence) => !/recall|largest class|always answering/.test(sentence)));
    assert.equal(adviceState(run)?.steps[0]?.title, 'Write the predictions in the order of the labels');
    const repaired = adviceState(run)!.steps[0]!.snippets.map(({ title }) => title);
    assert.deepEqual(repaired, ['Keras', 'PyTorch']);
  });

  it('call labels wrong that stand for other classes, and give the names back', () => {
    const table = tableOf([
      [2, 58],
      [38, 2],
    ]);
    const run = onlyRun(sampleAnalysis([predictionDocument('preds.csv', table)]));
    const { kind, sentences } = verdictOf(run);
    assert.deepEqual([kind, sentences.length], ['wrong', 1]);
    assert.match(sentences[0]!, /^Accuracy 0\.04 becomes 0\.96 if predicted 'class b' is read as 'class a'/);
    assert.match(adviceSnippet(run, 0)!, /"class b": "class a"/);
    assert.match(adviceSnippet(run, 0)!, /class_indices/);
  });

  it('are expected of test rows', () => {
    assert.equal(verdictOf(together('test_preds.csv')).kind, 'fine');
  });

  it('are not put into a hover as if they were of the epoch', () => {
    const run = together('preds.csv');
    const location = { file: 'train.log', span: { line: 2, start: 0, end: 4 } };
    assert.match(
      findingHover(run, findingOf({ location }), []),
      /^Predictions of preds\\\.csv, 100 rows, \*\*not of epoch 1\*\*/,
    );
  });

  it('are named in the text with the epoch that they match, or none', () => {
    const text = runText(together('preds.csv'), 'x', { width: 120, colour: false });
    assert.match(text, /^train\.log \(log\), preds\.csv \(predictions, of no epoch of the log\)$/m);
  });
});

describe('a model of one answer', () => {
  it('is called so, and its accuracy hides nothing', () => {
    const table = tableOf([
      [50, 0],
      [50, 0],
    ]);
    const run = onlyRun(sampleAnalysis([predictionDocument('val.csv', table)]));
    const { kind, sentences } = verdictOf(run);
    assert.equal(kind, 'misleads');
    assert.match(
      sentences[0]!,
      /^Every row is predicted as 'class a': accuracy 0\.50 is the share of that class \(100 rows\)\. /,
    );
  });

  it('hides no class where its accuracy is no better than that', () => {
    const run = runOf(['a', 'b', 'c'], [50, 30, 20], [0.5, 0.5, 0]);
    const finding = findingOf({ rule: 'never-predicted-class', names: { classes: ['c'] } });
    assert.match(
      verdictOf({ ...run, findings: [finding] }).sentences[0]!,
      /^Accuracy 0\.40 does not show 'c'/,
    );
  });
});

describe('a finding that the verdict is', () => {
  it('is not said twice in the text', () => {
    const run = runOf(['a', 'b', 'c'], [1288, 453, 171], [0.48, 0.96, 1]);
    const text = runText(run, 'x', { width: 80, colour: false });
    assert.equal(text.match(/understates this model/g)?.length, 1);
    assert.match(text, /^information accuracy-not-above-majority .*\n {2}As said above\.$/m);
  });
});
