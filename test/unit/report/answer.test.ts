import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { SourceDocument } from '../../../src/analysis/context.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import type { PredictionTable } from '../../../src/core/predictionTable.ts';
import type { Epoch } from '../../../src/core/trainingRun.ts';
import type { AnswerKind } from '../../../src/protocol/panel.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { rowsToBeat } from '../../../src/report/answer/majorityPart.ts';
import { inspectJson } from '../../../src/report/json.ts';
import { points } from '../../../src/report/numbers.ts';
import { verdictOf } from '../../../src/report/sentences.ts';
import { runText } from '../../../src/report/text.ts';
import {
  contextOf,
  lesionCounts,
  lesions,
  logDocument,
  onlyRun,
  predictionDocument,
  sampleAnalyses,
  sampleAnalysis,
  sampleEpochs,
  sampleTable,
} from '../../ui/panel/samples.ts';
import { runOf } from './sampleRun.ts';

type Value = Epoch['readings'][number]['value'];

/** The sentences of one kind, as they are read. */
function said(run: RunAnalysis, kind: AnswerKind): readonly string[] {
  return answerOf(run).find((group) => group.kind === kind)?.sentences ?? [];
}

function allOf(run: RunAnalysis): string {
  return answerOf(run)
    .flatMap(({ kind, sentences }) => sentences.map((sentence) => `${kind}: ${sentence}`))
    .join('\n');
}

/** A run of the sample project from some of its files. */
function sampleProject(run: 'run1' | 'softmax-twice', ...names: string[]): RunAnalysis {
  const documents = names.map((name): SourceDocument => {
    const url = new URL(`../../../media/sample/${run}/${name}`, import.meta.url);
    const bytes = new Uint8Array(readFileSync(url));
    const { chosen } = openReader({ name, bytes, complete: true }, {});
    assert.ok(chosen, name);
    chosen.reader.push(bytes);
    return { path: `${run}/${name}`, format: chosen.format.id, result: chosen.reader.end() };
  });
  return onlyRun(analyse(documents, contextOf()));
}

const log = 'training_log.csv';
const counts = 'class_counts.json';
const predictions = 'val_predictions.csv';

interface Logged {
  readonly loss?: Value;
  readonly accuracy?: number;
  readonly valLoss?: Value;
  readonly valAccuracy?: number;
}

function epochsOf(values: readonly Logged[], tolerance = 6e-8): Epoch[] {
  return values.map((value, epoch) => {
    const span = { line: epoch + 1, start: 0, end: 4 };
    const cells = [
      ['train', 'loss', value.loss],
      ['train', 'accuracy', value.accuracy],
      ['validation', 'loss', value.valLoss],
      ['validation', 'accuracy', value.valAccuracy],
    ] as const;
    return {
      epoch,
      line: epoch + 1,
      readings: cells.flatMap(([split, metric, cell]) =>
        cell === undefined ? [] : [{ split, metric, value: cell, tolerance, span }],
      ),
    };
  });
}

function logRun(
  values: readonly Logged[],
  more: { readonly counts?: readonly number[]; readonly format?: string } = {},
): RunAnalysis {
  const document = logDocument('train.csv', epochsOf(values));
  const declared =
    more.counts === undefined
      ? {}
      : { classCounts: new Map(more.counts.map((count, index) => [`c${index}`, count])) };
  return onlyRun(
    sampleAnalysis([{ ...document, format: more.format ?? document.format }], contextOf({ declared })),
  );
}

describe('the answer for the sample project', () => {
  it('from the log alone', () => {
    assert.equal(allOf(sampleProject('run1', log)), expected.alone);
  });

  it('from the log and class counts', () => {
    assert.equal(allOf(sampleProject('run1', log, counts)), expected.counts);
  });

  it('from the log and predictions', () => {
    assert.equal(allOf(sampleProject('run1', log, counts, predictions)), expected.predictions);
  });

  it('from a log of softmax applied twice and its predictions', () => {
    assert.equal(allOf(sampleProject('softmax-twice', log, counts, predictions)), expected.twice);
  });
});

describe('how many rows there are', () => {
  const rising = [40, 55, 61, 70, 73, 82].map((right) => ({ valAccuracy: right / 97 }));

  it('is shown by the steps of accuracy, exact by counts, at most a bound where batches are averaged', () => {
    assert.match(
      said(logRun(rising), 'shows')[0]!,
      /^The steps of the logged accuracy show 97 validation rows: one row is 1 point /,
    );
    const known = logRun(rising, { counts: [50, 47] });
    assert.match(
      said(known, 'is')[0]!,
      /^The class counts add up to 97 validation rows: .* 0\.85 is known to ±7\.2 points/,
    );
    const bound = {
      ...logRun(rising),
      validationSize: { value: 97, source: 'inferred' as const, exact: false },
    };
    assert.match(said(bound, 'may')[0]!, /^There may be up to 97 validation rows/);
    assert.deepEqual(said(bound, 'shows'), []);
    assert.match(
      said(logRun([{ valAccuracy: 0.5 }]), 'unknown')[0]!,
      /does not tell how many validation rows/,
    );
  });

  it('gives no rows to an accuracy that is no whole number of them', () => {
    const run = logRun(
      [0.5, 0.8031, 0.8031].map((valAccuracy) => ({ valAccuracy })),
      { counts: [60, 40] },
    );
    assert.match(said(run, 'is')[0]!, /0\.80 is no whole number of them/);
    assert.match(said(run, 'shows').join('\n'), /rose by 30 points: more than chance/);
    assert.match(said(run, 'shows').join('\n'), /^About 80 of 100 rows are right/m);
  });

  it('tells a rise from chance whichever rows they are, and a lead of few rows never', () => {
    const risen = logRun([{ valAccuracy: 0.5 }, { valAccuracy: 0.9 }, { valAccuracy: 0.88 }], {
      counts: [60, 40],
    });
    assert.match(said(risen, 'shows')[0]!, /rose by 38 points \(38 rows\): more than chance/);
    assert.match(
      said(risen, 'may')[0]!,
      /^Epoch 1 gets 2 rows more right than the last; that may be luck: a lead of fewer than 6 /,
    );
    const flat = logRun([{ valAccuracy: 0.8 }, { valAccuracy: 0.83 }], { counts: [60, 40] });
    assert.match(said(flat, 'may')[0]!, /^That accuracy rose by 3 points \(3 rows\) .* may be chance/);
    const fallen = logRun([{ valAccuracy: 0.95 }, { valAccuracy: 0.4 }], { counts: [60, 40] });
    assert.match(said(fallen, 'shows')[0]!, /accuracy fell by 55 points/);
    assert.match(
      said(fallen, 'shows')[1]!,
      /^Epoch 0 gets 55 rows more right than the last: more than chance/,
    );
  });
});

describe('what it takes to beat the largest class', () => {
  it('is the fewest right rows that are significantly more', () => {
    assert.equal(rowsToBeat(71 / 205, 205), 83);
    assert.equal(rowsToBeat(0.5, 4), undefined);
    assert.equal(rowsToBeat(0.5, 5), 5);
  });

  it('is shown, or may not be so', () => {
    assert.match(
      said(runOf(['a', 'b'], [60, 40], [0.9, 0.8]), 'shows').join('\n'),
      /86 of 100 rows are right; always answering 'a' gets 60, and from 69 on/,
    );
    assert.match(
      said(runOf(['a', 'b'], [60, 40], [0.8, 0.4]), 'may').join('\n'),
      /64 of 100 rows are right; .* only from 69 on it would be more than chance/,
    );
    assert.match(
      said(runOf(['a', 'b'], [2, 2], [1, 1]), 'may').join('\n'),
      /^Even 4 right rows of 4 would not be told/m,
    );
    assert.doesNotMatch(allOf(runOf(['a', 'b'], [60, 0], [0.9, 0])), /always answering/);
  });
});

describe('what the loss is worth', () => {
  it('is told for every number of classes where that is not known', () => {
    const run = logRun([{ valLoss: 0.9, valAccuracy: 0.8 }]);
    const [text] = said(run, 'is');
    assert.match(
      text!,
      /below a uniform guess \(ln K\) only from K = 3 classes on, and with up to 8 classes above what/,
    );
    assert.match(said(logRun([{ valLoss: 0.1 }]), 'is')[0]!, /for any number of classes K\.$/);
    assert.match(
      said(logRun([{ valLoss: 90 }]), 'is')[0]!,
      /above a uniform guess \(ln K\) for any usual number/,
    );
  });

  it('stands among class shares, a uniform guess and its own accuracy', () => {
    const run = logRun([{ valLoss: 1.03, valAccuracy: 0.5 }], { counts: [60, 30, 10] });
    assert.match(
      said(run, 'is').join('\n'),
      /unweighted cross-entropy, validation loss 1\.03 is above 0\.898 \(always forecasting the class shares\), below 1\.04 \(the same labels .* 1\.10 \(a uniform guess, ln 3\)\.$/m,
    );
    assert.doesNotMatch(said(run, 'is').join('\n'), /tell more than the class shares/);
  });

  it('is given a row and by class with probabilities, each beside its own yardstick', () => {
    const text = said(runOf(['a', 'b'], [90, 10], [0.9, 0.5]), 'is').join('\n');
    assert.match(
      text,
      /^Log loss is \S+ a row \(always forecasting the class shares: 0\.325\); with each class counting the same it is \S+ \(uniform guess, ln 2: 0\.693\)\.$/m,
    );
  });

  it('speaks of Keras only where Keras wrote the log', () => {
    const values = [{ loss: 0.5, valLoss: 0.3 }];
    assert.match(
      said(logRun(values, { format: 'kerasText' }), 'unknown').join('\n'),
      /Keras applies class_weight to the training loss only/,
    );
    assert.doesNotMatch(allOf(logRun(values)), /Keras/);
    assert.match(allOf(logRun(values.map(() => ({ loss: 0.5, valLoss: 0.25 })))), /Keras/);
  });
});

describe('why a loss is high', () => {
  const held = (loss: number, valLoss: number): Logged[] =>
    Array.from({ length: 6 }, () => ({ loss, accuracy: 0.95, valLoss, valAccuracy: 0.8 }));

  it('excludes what the numbers exclude, each by what', () => {
    const run = logRun(held(0.1, 1.8), { counts: [20, 20, 20, 20, 20], format: 'kerasText' });
    const [text] = said(run, 'shows').filter((sentence) =>
      sentence.startsWith('What does not keep the loss up'),
    );
    assert.match(
      text!,
      /dropout or too little training \(training loss 0\.100 fits training accuracy 0\.95\)/,
    );
    assert.match(
      text!,
      /label smoothing of 0\.1 \(training loss 0\.100 is below its least, 0\.390 for weights of mean 1\)/,
    );
    assert.match(text!, /class weights \(Keras/);
    assert.doesNotMatch(text!, /softmax/);
    const open = said(run, 'may').find((sentence) => sentence.startsWith('What keeps'));
    assert.equal(
      open,
      'What keeps the loss up may be over-confidence on rows that are wrong; or softmax applied twice.',
    );
  });

  it('names no dropout, smoothing or softmax where trees were boosted', () => {
    const run = logRun(held(0.6, 1.8), { counts: [20, 20, 20, 20, 20], format: 'boostingText' });
    const open = said(run, 'may').find((sentence) => sentence.startsWith('What keeps'));
    assert.equal(
      open,
      'What keeps the loss up may be over-confidence on rows that are wrong; too few rounds; or class weights.',
    );
    assert.doesNotMatch(allOf(run), /dropout|smoothing|softmax|cannot be compared/);
  });

  it('leaves smoothing open while training loss is above what it allows', () => {
    const run = logRun(held(0.7, 2.51), { counts: [20, 20, 20, 20, 20] });
    assert.match(
      said(run, 'shows').join('\n'),
      /softmax applied twice \(validation loss was 2\.51, above its most, 1\.90\)/,
    );
    assert.match(
      said(run, 'may').join('\n'),
      /dropout or too little training; label smoothing; or class weights or a penalty/,
    );
  });

  it('says for which numbers of classes softmax may be applied twice where that is not known', () => {
    assert.match(
      said(logRun(held(0.1, 1.4)), 'may').join('\n'),
      /softmax applied twice, if there are 3 to 9 classes/,
    );
    const wide = [...held(0.1, 0.4), ...held(0.1, 3)];
    assert.match(
      said(logRun(wide), 'shows').join('\n'),
      /softmax applied twice \(validation loss 0\.400 to 3\.00 fits no number of classes\)/,
    );
  });

  it('is silent where the loss is low for its accuracy', () => {
    assert.doesNotMatch(allOf(logRun(held(0.2, 0.5), { counts: [20, 20, 20, 20, 20] })), /keep.* the loss/);
  });
});

describe('what accuracy hides', () => {
  it('is the lowest class by each measure, with its rows and interval', () => {
    const text = said(runOf(['a', 'b', 'c'], [60, 40, 20], [0.95, 0.8, 0.5]), 'is').join('\n');
    assert.match(
      text,
      /^Lowest by class: recall 0\.50 \('c', 10 of 20, 0\.30–0\.70\); precision 0\.\d\d \('c', 10 of \d+ answers, \S+–\S+\); F1 0\.\d\d \('c', \S+–\S+\); average precision 0\.\d\d \('c', 0\.17 of the rows, \S+–\S+\)\.$/m,
    );
  });

  it('is nothing where all is right, and not told where one answer is given to all', () => {
    const perfect = runOf(['a', 'b'], [30, 20], [1, 1]);
    assert.match(allOf(perfect), /is: Every row of every class is right/);
    assert.match(allOf(perfect), /95\u202f% interval of 1\.00 is 0\.93–1\.00/);
    assert.doesNotMatch(allOf(runOf(['a', 'b'], [30, 20], [1, 0])), /Lowest by class/);
  });

  it('is bounded without predictions: by counts, or by the number of wrong rows', () => {
    const wrong = logRun([40, 55, 61, 70, 73, 82].map((right) => ({ valAccuracy: right / 97 })));
    assert.match(said(wrong, 'may').join('\n'), /^Any class of up to 15 rows may be missed completely/m);
    const equal = logRun([{ valAccuracy: 0.5 }, { valAccuracy: 0.7 }], { counts: [50, 50] });
    assert.match(
      said(equal, 'is').join('\n'),
      /equally many validation rows, so balanced accuracy is accuracy/,
    );
  });

  it('says what the verdict or a finding says by reference at most', () => {
    for (const [name, analysis] of sampleAnalyses()) {
      const run = onlyRun(analysis);
      const verdict = verdictOf(run).sentences;
      for (const { sentences } of answerOf(run))
        for (const sentence of sentences) assert.ok(!verdict.includes(sentence), `${name}: ${sentence}`);
    }
  });
});

describe('what weights and resampling would do', () => {
  it('is nothing where no class is missed, and comes after looking and the threshold where one is', () => {
    assert.match(
      said(runOf(['a', 'b'], [90, 30], [0.9, 0.9]), 'shows').join('\n'),
      /3\.00 times the rows of the smallest, yet none is missed/,
    );
    const missed = said(runOf(['a', 'b'], [90, 30], [0.95, 0.2]), 'may').join('\n');
    assert.match(
      missed,
      /^Look first at the missed rows of 'b', then move the threshold; at this ratio of 3\.00 class weights and, last, resampling/m,
    );
    assert.match(missed, /raise the probabilities of the small classes/);
  });

  it('cannot be told from a log, unless the classes are of one size', () => {
    const values = [{ valAccuracy: 0.5 }, { valAccuracy: 0.7 }];
    assert.match(
      said(logRun(values, { counts: [80, 20] }), 'unknown').join('\n'),
      /a ratio of 4\.00 .* is no reason by itself/,
    );
    assert.match(said(logRun(values, { counts: [50, 50] }), 'is').join('\n'), /about the same size/);
    assert.match(said(logRun(values), 'unknown').join('\n'), /that takes the recall of each class/);
  });
});

describe('what would settle it', () => {
  it('is one row a sample for a log, probabilities for labels, more rows for a class of few', () => {
    assert.match(
      said(logRun([{ valAccuracy: 0.5 }]), 'settles')[0]!,
      /^A file with one row per validation sample, written after epoch 0 \(id, actual label, predicted label, one probability per class\)/,
    );
    assert.match(
      said(runOf(['a', 'b'], [30, 20], [1, 0.9], false), 'settles')[0]!,
      /^One probability per class/,
    );
    assert.match(
      said(runOf(['a', 'b'], [60, 8], [1, 0.5]), 'settles')[0]!,
      /^More rows of 'b' settle its recall, which 8 rows leave at 0\.22–0\.78\.$/,
    );
  });

  it('names the epochs of lowest loss and highest accuracy where they differ', () => {
    const run = logRun([
      { valLoss: 0.4, valAccuracy: 0.6 },
      { valLoss: 0.5, valAccuracy: 0.7 },
    ]);
    assert.match(said(run, 'settles')[1]!, /epoch 0 \(lowest loss\) and epoch 1 \(highest accuracy\)/);
  });

  it('concludes nothing from numbers that are wrong', () => {
    const run = logRun(
      Array.from({ length: 8 }, (_, epoch) => ({
        loss: epoch < 3 ? 1 : ({ notFinite: 'nan' } as const),
        valLoss: epoch < 3 ? 1 : ({ notFinite: 'nan' } as const),
        valAccuracy: epoch < 3 ? 0.6 : 0.3,
      })),
      { counts: [70, 30] },
    );
    assert.deepEqual(said(run, 'shows'), []);
    assert.deepEqual(said(run, 'is'), ['The class counts add up to 100 validation rows.']);
    assert.deepEqual(said(run, 'settles'), []);
  });
});

describe('every answer', () => {
  const accuracy = fc.option(
    fc.oneof(
      fc.integer({ min: 0, max: 40 }).map((right) => right / 40),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { nil: undefined },
  );
  const loss = fc.option(
    fc.oneof(
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.constantFrom<Value>({ notFinite: 'nan' }, { notFinite: 'inf' }),
    ),
    { nil: undefined },
  );
  const epochs = fc
    .array(fc.record({ loss, accuracy, valLoss: loss, valAccuracy: accuracy }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((values) =>
      epochsOf(
        values.map((value) =>
          Object.fromEntries(Object.entries(value).filter(([, cell]) => cell !== undefined)),
        ) as Logged[],
      ),
    );
  const table = fc
    .record({
      sizes: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 5 }),
      recalls: fc.array(fc.constantFrom(0, 0.3, 0.9, 1), { minLength: 5, maxLength: 5 }),
      scores: fc.boolean(),
    })
    .filter(({ sizes }) => sizes.some((size) => size > 0))
    .map(({ sizes, recalls, scores }) =>
      sampleTable(
        sizes.map((_, index) => `c${index}`),
        sizes,
        recalls,
        { scores },
      ),
    );
  const classCounts = fc
    .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
    .map((sizes) => new Map(sizes.map((size, index) => [`c${index}`, size])));
  const none = { nil: undefined };
  const runs = fc
    .tuple(fc.option(epochs, none), fc.option(table, none), fc.option(classCounts, none), fc.boolean())
    .filter(([log, predicted]) => log !== undefined || predicted !== undefined)
    .map(([logged, predicted, counted, isText]) => analysed(logged, predicted, counted, isText));

  function analysed(
    logged: readonly Epoch[] | undefined,
    predicted: PredictionTable | undefined,
    counted: ReadonlyMap<string, number> | undefined,
    isText: boolean,
  ): RunAnalysis[] {
    const documents = [
      ...(logged === undefined
        ? []
        : [{ ...logDocument('run/train.log', logged), format: isText ? 'kerasText' : 'epochText' }]),
      ...(predicted === undefined ? [] : [predictionDocument('run/val_predictions.csv', predicted)]),
    ];
    const declared = counted === undefined ? {} : { classCounts: counted };
    return [...sampleAnalysis(documents, contextOf({ declared })).runs];
  }

  it('has no word of a program, no number of more digits than it knows, and verbs by its kind', () => {
    fc.assert(
      fc.property(runs, (found) => {
        for (const run of found) for (const group of answerOf(run)) assertGroup(group);
      }),
      { numRuns: 400 },
    );
    for (const analysis of sampleAnalyses().values())
      for (const run of analysis.runs) for (const group of answerOf(run)) assertGroup(group);
  });

  function assertGroup({ kind, sentences }: { kind: AnswerKind; sentences: readonly string[] }): void {
    assert.ok(sentences.length > 0);
    assert.equal(new Set(sentences).size, sentences.length);
    for (const sentence of sentences) {
      assert.doesNotMatch(sentence, /NaN|[Ii]nfinity|undefined|null|not a number|\[object|\s\s/, sentence);
      assert.match(sentence, /^[A-Z0-9].*\.$/s, sentence);
      assert.ok(sentence.length <= 420, sentence);
      // Labels and thousands apart, and `0.998` and `0.0012`, which say how near to 1 and 0 they are.
      for (const [digits] of sentence.replaceAll(/'[^']*'/g, '').matchAll(/\d+\.\d+/g)) {
        const significant = digits.replace('.', '').replace(/^0*9*0*/, '');
        assert.ok(significant.length <= 4, `${digits} in: ${sentence}`);
      }
      if (kind === 'may') assert.match(sentence, /\bmay\b|\bwould\b/, sentence);
      if (kind === 'is' || kind === 'shows') assert.doesNotMatch(sentence, /\bmay\b/, sentence);
      if (kind === 'unknown') assert.match(sentence, /\b(?:no|No|cannot|not|nothing)\b/, sentence);
      if (kind === 'settles') assert.match(sentence, /\bsettles?\b/, sentence);
    }
  }

  it('is in the text under its headings, and in the JSON by kind', () => {
    const run = onlyRun(sampleAnalyses().get('starting')!);
    const text = runText(run, 'x', { width: 2_000, colour: false });
    const { answer } = inspectJson(run) as { answer: Record<string, readonly string[]> };
    for (const { kind, title, sentences } of answerOf(run)) {
      assert.ok(text.includes(`${title}\n  ${sentences[0]!}\n`), title);
      assert.deepEqual(answer[kind], sentences);
    }
  });

  it('says nothing of the epochs where the predictions are those of none of them', () => {
    const predicted = sampleTable(lesions, lesionCounts, [0.2, 0.2, 0.2, 0.2, 0.2]);
    const [run] = analysed(sampleEpochs(20, 205), predicted, undefined, true);
    assert.equal(run!.match?.epochIndices.length, 0);
    assert.doesNotMatch(allOf(run!), /epoch/i);
  });

  it('writes differences in points with two digits', () => {
    assert.deepEqual([0.38, 0.0392, 0.01, 1 / 293, 1 / 56_961].map(points), [
      '38 points',
      '3.9 points',
      '1 point',
      '0.34 points',
      '0.0018 points',
    ]);
  });
});

const expected = {
  alone: `is: If it is plain cross-entropy, validation loss 0.867 is below a uniform guess (ln K) only from K = 3 classes on, and with up to 32 classes above what the same labels would score with one confidence of 0.86.
shows: The steps of the logged accuracy show 293 validation rows: one row is 0.34 points of accuracy, and 0.86 is known to ±3.9 points (95\u202f%).
shows: From the first epoch to the last, accuracy rose by 38 points (111 rows): more than chance explains.
shows: What does not keep the loss up: dropout or too little training (training loss 0.211 fits training accuracy 0.92); class weights (Keras' class_weight reaches the training loss only).
may: Epoch 32 gets 1 row more right than the last; that may be luck: a lead of fewer than 6 passes no paired test.
may: Any class of up to 40 rows may be missed completely: that many rows are wrong.
may: What keeps the loss up may be over-confidence on rows that are wrong; label smoothing; or softmax applied twice, if there are 3 or 4 classes.
unknown: No log shows whether its validation rows were also trained on, or whether their labels are right.
unknown: The levels of loss and val_loss cannot be compared: Keras applies class_weight to the training loss only, and dropout and augmentation act only there.
unknown: Whether class weights or resampling would help cannot be told: that takes the recall of each class.
settles: A file with one row per validation sample, written after epoch 39 (id, actual label, predicted label, one probability per class) settles which classes are found and whether the probabilities hold.
settles: Two such files, of epoch 21 (lowest loss) and epoch 32 (highest accuracy), settle which of them to keep.`,
  counts: `is: The class counts add up to 293 validation rows: one row is 0.34 points of accuracy, and 0.86 is known to ±3.9 points (95\u202f%).
is: If it is plain cross-entropy, validation loss 0.867 is below 1.50 (always forecasting the class shares) and 1.61 (a uniform guess, ln 5): the probabilities tell more than the class shares do.
shows: From the first epoch to the last, accuracy rose by 38 points (111 rows): more than chance explains.
shows: 253 of 293 rows are right; always answering 'stroke' gets 102, and from 116 on it is more than chance.
shows: What does not keep the loss flat while accuracy rises: dropout or too little training (training loss 0.211 fits training accuracy 0.92); label smoothing of 0.1 (training loss 0.211 is below its least, 0.390 for weights of mean 1); softmax applied twice (validation loss was 0.795, below its least, 0.905); class weights (Keras' class_weight reaches the training loss only).
may: Epoch 32 gets 1 row more right than the last; that may be luck: a lead of fewer than 6 passes no paired test.
may: What keeps the loss flat while accuracy rises may be over-confidence on rows that are wrong.
unknown: No log shows whether its validation rows were also trained on, or whether their labels are right.
unknown: The levels of loss and val_loss cannot be compared: Keras applies class_weight to the training loss only, and dropout and augmentation act only there.
unknown: Whether class weights or resampling would help cannot be told: a ratio of 4.25 between the largest and the smallest class is no reason by itself, a missed class is.
settles: A file with one row per validation sample, written after epoch 39 (id, actual label, predicted label, one probability per class) settles which classes are found and whether the probabilities hold.
settles: Two such files, of epoch 21 (lowest loss) and epoch 32 (highest accuracy), settle which of them to keep.`,
  predictions: `is: The prediction file has 293 rows: one row is 0.34 points of accuracy, and 0.86 is known to ±3.9 points (95\u202f%).
is: Lowest by class: recall 0.85 ('stroke', 87 of 102, 0.77–0.91); precision 0.78 ('double-ring', 21 of 27 answers, 0.59–0.89); F1 0.82 ('double-ring', 0.69–0.91); average precision 0.78 ('ring', 0.13 of the rows, 0.63–0.88).
is: Log loss is 0.867 a row (always forecasting the class shares: 1.50); with each class counting the same it is 0.826 (uniform guess, ln 5: 1.61).
is: The same predicted labels, each with one confidence of 0.86, would score 0.588: it is the probabilities, not the labels, that keep the loss up.
shows: From the first epoch to the last, accuracy rose by 38 points (111 rows): more than chance explains.
shows: 253 of 293 rows are right; always answering 'stroke' gets 102, and from 116 on it is more than chance.
shows: What keeps the loss flat while accuracy rises: over-confidence on rows that are wrong (confidence-off).
shows: What does not: dropout or too little training (such a model is too modest); a second softmax, a penalty, smoothing or class weights in the validation loss (it is the log loss of the file's probabilities, 0.867).
shows: The largest class has 4.25 times the rows of the smallest, yet none is missed by more than chance: class weights and resampling have nothing to mend, and would not make the probabilities less sure.
may: Epoch 32 gets 1 row more right than the last; that may be luck: a lead of fewer than 6 passes no paired test.
unknown: No such file shows whether these rows were also trained on, or whether their labels are right. The 24 rows of 'double-ring' cannot show how far its probabilities hold.
unknown: The levels of loss and val_loss cannot be compared: Keras applies class_weight to the training loss only, and dropout and augmentation act only there.
settles: Predictions of the same rows from epoch 21, where loss is lowest, settle which of the two to keep.`,
  twice: `is: The prediction file has 293 rows: one row is 0.34 points of accuracy, and 0.81 is known to ±4.5 points (95\u202f%).
is: Lowest by class: recall 0.75 ('curve', 58 of 77, 0.65–0.84); precision 0.72 ('loop', 42 of 58 answers, 0.60–0.82); F1 0.77 ('loop', 0.67–0.85); average precision 0.81 ('curve', 0.26 of the rows, 0.71–0.88).
is: Log loss is 2.81 a row (always forecasting the class shares: 1.50); with each class counting the same it is 2.37 (uniform guess, ln 5: 1.61).
is: The same predicted labels, each with one confidence of 0.81, would score 0.743: it is the probabilities, not the labels, that keep the loss up.
is: The logged loss 1.09 is not the log loss of the file's probabilities, 2.81: another softmax lies between them (softmax-applied-twice).
shows: From the first epoch to the last, accuracy rose by 65 points (190 rows): more than chance explains.
shows: 238 of 293 rows are right; always answering 'stroke' gets 102, and from 116 on it is more than chance.
shows: The largest class has 4.25 times the rows of the smallest, yet none is missed by more than chance: class weights and resampling have nothing to mend, and would not make the probabilities less sure.
may: Epoch 21 gets 1 row more right than the last; that may be luck: a lead of fewer than 6 passes no paired test.
unknown: No such file shows whether these rows were also trained on, or whether their labels are right. The 24 rows of 'double-ring' cannot show how far its probabilities hold.
unknown: The levels of loss and val_loss cannot be compared: Keras applies class_weight to the training loss only, and dropout and augmentation act only there.`,
};
