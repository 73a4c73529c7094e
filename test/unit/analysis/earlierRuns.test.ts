import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { AnalysisContext, SourceDocument } from '../../../src/analysis/context.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import type { Finding } from '../../../src/core/finding.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';
import { answerOf } from '../../../src/report/answer.ts';
import { verdictOf } from '../../../src/report/sentences.ts';
import { rules } from '../../../src/rules/all.ts';
import { assertMessage } from '../rules/assertFinding.ts';

/** Id (absent for `''`), actual and predicted label. */
type Row = readonly [id: string, actual: string, predicted: string];

const context: AnalysisContext = { limits: defaultLimits, folderCounts: [], live: [], declared: {} };
const pairRules = [
  'not-the-same-rows',
  'class-regressed',
  'accuracy-up-macro-down',
  'difference-within-noise',
  'best-of-many',
];

function file(path: string, rows: readonly Row[], weights?: readonly number[]): SourceDocument {
  const hasIds = rows.every(([id]) => id !== '');
  const header = `${hasIds ? 'path,' : ''}y_true,y_pred${weights === undefined ? '' : ',sample_weight'}`;
  const lines = rows.map(([id, actual, predicted], index) =>
    [...(hasIds ? [id] : []), actual, predicted, ...(weights === undefined ? [] : [weights[index]])].join(
      ',',
    ),
  );
  const reader = predictionCsv.reader({ limits: defaultLimits.reading });
  reader.push(new TextEncoder().encode([header, ...lines, ''].join('\n')));
  return { path, format: predictionCsv.id, result: reader.end() };
}

/** Rows of each class, the first `found` of them right, by class; the names of the rows are their places. */
function rowsOf(
  classes: Readonly<Record<string, readonly [rows: number, found: number]>>,
  nameOf: (label: string, index: number) => string = (label, index) => `img/${label}_${index}.png`,
): Row[] {
  const labels = Object.keys(classes);
  return labels.flatMap((label, at) => {
    const [rows, found] = classes[label]!;
    const other = labels[(at + 1) % labels.length]!;
    return Array.from({ length: rows }, (_, index): Row => [
      nameOf(label, index),
      label,
      index < found ? label : other,
    ]);
  });
}

function runsOf(...documents: SourceDocument[]): readonly RunAnalysis[] {
  return analyse(documents, context).runs;
}

/** Ids of the pair rules that speak, with the runs they speak of. */
function said(...documents: SourceDocument[]): string[] {
  return runsOf(...documents).flatMap(({ id, findings }) =>
    findings
      .filter(({ rule, suppressedBy }) => pairRules.includes(rule) && suppressedBy === undefined)
      .map(({ rule }) => `${id} ${rule}`),
  );
}

function only(findings: readonly Finding[], rule: string): Finding {
  const found = findings.filter((one) => one.rule === rule);
  assert.equal(found.length, 1, rule);
  return found[0]!;
}

const good = rowsOf({ ash: [60, 52], elm: [34, 30], oak: [46, 40] });
const better = rowsOf({ ash: [60, 54], elm: [34, 30], oak: [46, 40] });
const elmLost = rowsOf({ ash: [60, 52], elm: [34, 15], oak: [46, 40] });

describe('the newest run of a series', () => {
  it('is compared with the one before it, numbers by their value', () => {
    const [first, second, third] = runsOf(
      file('runs/exp10/val.csv', better),
      file('runs/exp9/val.csv', good),
      file('runs/exp8/val.csv', elmLost),
    );
    assert.deepEqual(
      [first, second].map((run) => run!.earlier),
      [undefined, undefined],
    );
    assert.equal(third!.earlier?.id, 'runs/exp9/val.csv');
    const { evidence, names, location, related } = only(third!.findings, 'difference-within-noise');
    assert.deepEqual(names['earlier'], ['runs/exp9']);
    assert.deepEqual([evidence['onlyHere'], evidence['onlyThere'], evidence['rows']], [2, 0, 140]);
    assert.equal(location.file, 'runs/exp10/val.csv');
    assert.equal(related[0]!.location.file, 'runs/exp9/val.csv');
  });

  it('is none among other names, folds, and predictions of training rows', () => {
    for (const [a, b] of [
      ['run1/val.csv', 'softmax-twice/val.csv'],
      ['fold1/val.csv', 'fold2/val.csv'],
      ['train_preds_1.csv', 'train_preds_2.csv'],
    ] as const)
      assert.deepEqual(said(file(a, good), file(b, elmLost)), []);
  });

  it('is not judged while it learns', () => {
    const log = (path: string): SourceDocument => {
      const text = 'epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1,0.6,0.9\n1,0.6,0.9,0.65,0.8\n';
      const { chosen } = openReader({ name: 'log.csv', bytes: Buffer.from(text), complete: true }, {});
      chosen!.reader.push(Buffer.from(text));
      return { path, format: chosen!.format.id, result: chosen!.reader.end() };
    };
    const documents = [
      log('exp1/log.csv'),
      file('exp1/val.csv', good),
      log('exp2/log.csv'),
      file('exp2/val.csv', elmLost),
    ];
    const live = analyse(documents, { ...context, live: ['exp2/log.csv'] }).runs;
    const over = analyse(documents, context).runs;
    assert.ok(live.every(({ earlier }) => earlier === undefined));
    assert.equal(over.filter(({ earlier }) => earlier !== undefined).length, 1);
  });

  it('tells nothing by a file whose answers are not to be gone by', () => {
    const constant = good.map(([id, actual]): Row => [id, actual, 'ash']);
    assert.deepEqual(said(file('e1.csv', constant), file('e2.csv', good)), []);
    assert.deepEqual(said(file('e1.csv', good), file('e2.csv', constant)), []);
    const renamed = new Map([
      ['ash', 'elm'],
      ['elm', 'oak'],
      ['oak', 'ash'],
    ]);
    const permuted = good.map(([id, actual, predicted]): Row => [id, actual, renamed.get(predicted)!]);
    assert.deepEqual(said(file('e1.csv', permuted), file('e2.csv', good)), []);
    assert.deepEqual(said(file('e1.csv', good), file('e2.csv', permuted)), []);
  });

  it('has no findings by importance weights, and says nothing of equal files', () => {
    const weights = good.map((_, row) => 0.25 + (row % 3) / 2);
    assert.deepEqual(said(file('e1.csv', good, weights), file('e2.csv', elmLost, weights)), []);
    assert.deepEqual(said(file('e1.csv', good), file('e2.csv', good)), []);
  });

  it('keeps its own verdict, and says in the answer what the comparison tells', () => {
    const answer = (before: readonly Row[], now: readonly Row[]): string[] => {
      const run = runsOf(file('runs/exp6/val.csv', before), file('runs/exp7/val.csv', now))[1]!;
      return answerOf(run).flatMap(({ kind, sentences }) =>
        sentences.filter((text) => text.includes('exp6')).map((text) => `${kind}: ${text}`),
      );
    };
    assert.deepEqual(answer(good, better), [
      "may: That 'runs/exp7' gets 2 more of 140 rows right than 'runs/exp6' (2 only here, 0 only there) may be chance: the two cannot be told apart by accuracy.",
    ]);
    assert.deepEqual(answer(good, elmLost), [
      "shows: 'runs/exp7' gets 15 fewer of 140 rows right than 'runs/exp6' (0 only here, 15 only there): more than chance explains.",
    ]);
    assert.deepEqual(answer(good, good), [
      "is: 'runs/exp7' and 'runs/exp6' get the same 122 of 140 rows right.",
    ]);
    const half = rowsOf({ ash: [60, 52], elm: [34, 18], oak: [46, 40] });
    const mended = (run: RunAnalysis): boolean =>
      answerOf(run).some(({ sentences }) => sentences.some((text) => text.includes('nothing to mend')));
    assert.deepEqual(runsOf(file('e1.csv', good), file('e2.csv', half)).map(mended), [true, false]);
    const lost = runsOf(file('e1.csv', good), file('e2.csv', good.slice(8)))[1]!;
    only(lost.findings, 'not-the-same-rows');
    assert.notEqual(verdictOf(lost).kind, 'wrong');
    assert.equal(lost.earlier, undefined);
  });
});

describe('a class that is lost', () => {
  it('is named, with accuracy up and balanced accuracy down where small classes pay', () => {
    const before = rowsOf({ ash: [120, 88], elm: [14, 13], oak: [46, 40] });
    const after = rowsOf({ ash: [120, 112], elm: [14, 4], oak: [46, 40] });
    const { findings } = runsOf(file('e1.csv', before), file('e2.csv', after))[1]!;
    const { evidence, names } = only(findings, 'class-regressed');
    assert.deepEqual(names['classes'], ['elm']);
    assert.deepEqual([evidence['found'], evidence['earlierFound'], evidence['rows']], [4, 13, 14]);
    const exchange = only(findings, 'accuracy-up-macro-down');
    assert.deepEqual(exchange.names['lost'], ['elm']);
    assert.deepEqual([exchange.evidence['riseShown'], exchange.evidence['fallShown']], [1, 1]);
    assert.ok(findings.every(({ rule }) => rule !== 'difference-within-noise'));
  });

  it('is not said of a class that is found more often, nor of 5 rows of 17', () => {
    assert.ok(
      !said(file('e1.csv', elmLost), file('e2.csv', good)).some((text) => text.includes('regressed')),
    );
    const before = rowsOf({ ash: [60, 50], elm: [17, 14] });
    const after = rowsOf({ ash: [60, 50], elm: [17, 9] });
    assert.deepEqual(said(file('e1.csv', before), file('e2.csv', after)), ['e2.csv difference-within-noise']);
  });
});

describe('rows that are not the same', () => {
  const other = 'e2.csv not-the-same-rows';
  const running = (rows: readonly Row[]): Row[] => rows.map(([, ...labels], at) => [`${at}`, ...labels]);
  const nameless = (rows: readonly Row[]): Row[] => rows.map(([, ...labels]) => ['', ...labels]);
  const changed = (rows: readonly Row[], times: number): Row[] =>
    rows.map(([id, actual, predicted], at) => [id, at < times ? 'oak' : actual, predicted]);
  const severityOf = (a: readonly Row[], b: readonly Row[]): string | undefined =>
    runsOf(file('e1.csv', a), file('e2.csv', b))[1]!.findings.find(({ rule }) => rule === 'not-the-same-rows')
      ?.severity;

  it('are found by ids: some are missing on either side, or have another label', () => {
    assert.equal(severityOf(good, good.slice(8)), 'error');
    assert.equal(severityOf(good.slice(8), good), 'error');
    assert.equal(severityOf(good, changed(good, 3)), 'error');
    const { findings } = runsOf(file('e1.csv', good), file('e2.csv', changed(good, 3)))[1]!;
    const { names, evidence } = only(findings, 'not-the-same-rows');
    assert.deepEqual([names['id'], names['labels']], [['img/ash_0.png'], ['ash', 'oak']]);
    assert.equal(evidence['differing'], 3);
  });

  it('are a matter of information where only the class counts speak', () => {
    assert.equal(severityOf(nameless(good), nameless(good).slice(4)), 'information');
    assert.equal(severityOf(running(good), running(good).slice(4)), 'information');
    assert.equal(severityOf(nameless(good), nameless(good).slice(1)), undefined);
    assert.equal(severityOf(nameless(good), nameless(good).slice(30)), undefined);
  });

  it('are no matter where files are of other data', () => {
    const elsewhere = rowsOf(
      { ash: [60, 52], elm: [34, 30], oak: [46, 40] },
      (label, at) => `b/${label}_${at}.png`,
    );
    const half = good.map(([id, ...labels], at): Row => [at % 2 === 0 ? id : `b/${id}`, ...labels]);
    // The same names for other rows: names that are counted anew.
    const shuffled = good.map(([id], at): Row => [id, good[(at * 37) % 140]![1], 'ash']);
    for (const rows of [elsewhere, half, shuffled, running(changed(good, 3))])
      assert.ok(!said(file('e1.csv', good), file('e2.csv', rows)).includes(other));
    assert.ok(
      !said(file('e1.csv', running(good)), file('e2.csv', running(changed(good, 3)))).includes(other),
    );
  });
});

describe('the best of many', () => {
  /** Files of these right rows of 100, in two classes, that disagree in as many rows as they can. */
  const series = (rights: readonly number[]): SourceDocument[] =>
    rights.map((right, at) => {
      const rows = Array.from({ length: 100 }, (_, row): Row => {
        const isRight = (row + at * 17) % 100 < right;
        const actual = row % 2 === 0 ? 'cat' : 'dog';
        return [`img/${row}.png`, actual, isRight ? actual : actual === 'cat' ? 'dog' : 'cat'];
      });
      return file(`e${at + 1}.csv`, rows);
    });
  const best = (rights: readonly number[]): string[] =>
    said(...series(rights)).filter((text) => text.includes('best-of-many'));

  it('is said of the best of five, by its rows and the median', () => {
    assert.deepEqual(best([80, 81, 83, 80, 79]), ['e3.csv best-of-many']);
    const run = runsOf(...series([80, 81, 83, 80, 79]))[2]!;
    const { evidence } = only(run.findings, 'best-of-many');
    assert.deepEqual(
      [evidence['runs'], evidence['rows'], evidence['right'], evidence['median']],
      [5, 100, 83, 80],
    );
  });

  it('is not said of four, of equal ones, of a clear lead, and of other rows', () => {
    assert.deepEqual(best([80, 81, 83, 80]), []);
    assert.deepEqual(best([80, 80, 80, 80, 80]), []);
    assert.deepEqual(best([80, 81, 99, 80, 79]), []);
    const [first, ...others] = series([80, 81, 83, 80, 79]);
    const elsewhere = file('e1.csv', rowsOf({ cat: [70, 60], dog: [30, 20] }));
    assert.ok(first !== undefined);
    assert.ok(!said(elsewhere, ...others).some((text) => text.includes('best-of-many')));
  });
});

describe('rules about two runs', () => {
  it('hold their evidence in their messages, whatever the answers', () => {
    const answers = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('a', 'b', 'c'),
      ),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(answers, fc.nat(3), (rows, dropped) => {
        const one = rows.map(([actual, predicted], at): Row => [`r${at}`, actual, predicted]);
        const other = rows.map(([actual, , predicted], at): Row => [`r${at}`, actual, predicted]);
        const runs = runsOf(file('e1.csv', one), file('e2.csv', other.slice(dropped)));
        for (const finding of runs.flatMap(({ findings }) => findings)) {
          if (!pairRules.includes(finding.rule)) continue;
          assertMessage(
            rules.find(({ id }) => id === finding.rule)!,
            finding,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
