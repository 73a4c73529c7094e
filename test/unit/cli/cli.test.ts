import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { textWidth } from '../../../src/report/textTable.ts';
import { complaints } from '../../support/complaints.ts';

const cli = resolve('src/cli.ts');
const sample = resolve('test/fixtures/workspace');

/** Class `a` is always found, `b` in 3 of 20 rows; the labels of `b` are answered with `a`. */
const predictions = [
  'y_true,y_pred',
  ...Array.from({ length: 80 }, () => 'a,a'),
  ...Array.from({ length: 20 }, (_, row) => (row < 3 ? 'b,b' : 'b,a')),
  '',
].join('\n');

function nodeArguments(words: readonly string[]): string[] {
  return ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', cli, ...words];
}

interface FindingDocument {
  readonly file: string;
  readonly suppressedBy?: string;
}

/** The fields of both documents that are looked at here. */
interface Documents {
  readonly run: string;
  readonly file: string;
  readonly rows: number;
  readonly rung: string;
  readonly sameTrainingAs?: string;
  readonly positiveClass: string;
  readonly confusionMatrix: number[][];
  readonly metrics: Record<
    string,
    { readonly value: number; readonly interval?: number[]; readonly method?: string }
  >;
  readonly findings: FindingDocument[];
  readonly problems: { readonly file: string; readonly line: number; readonly message: string }[];
  readonly files: { readonly path: string }[];
  readonly epochs: { readonly line: number }[];
  readonly classCounts: { readonly validation: Record<string, number> };
  readonly id: string;
  readonly kind: string;
  readonly text: string;
}

describe('the command line', function () {
  this.timeout(180_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-'));
    writeFileSync(join(folder, 'val.csv'), predictions);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...words: string[]): { code: number | null; out: string; err: string[] } {
    const result = spawnSync(process.execPath, nodeArguments(words), { cwd: folder, encoding: 'utf8' });
    return {
      code: result.status,
      out: result.stdout,
      err: complaints(result.stderr),
    };
  }

  function json(out: string): Documents[] {
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Documents);
  }

  it('gives the same intervals every time, and those of another seed where one is named', () => {
    const intervals = [[], [], ['--seed', '7'], ['--seed', '1']].map((words) => {
      const { metrics } = json(run('evaluate', 'val.csv', '--json', ...words).out)[0]!;
      const { interval, method } = metrics['matthewsCorrelation']!;
      assert.equal(method, 'bca-bootstrap-or-mover-wilson');
      assert.equal(metrics['accuracy']!.method, 'wilson');
      return interval!;
    });
    assert.deepEqual(intervals[1], intervals[0]);
    assert.deepEqual(intervals[3], intervals[0]);
    assert.notDeepEqual(intervals[2], intervals[0]);
  });

  it('weighs errors by their distance where the classes have an order', () => {
    const { out, code } = run('evaluate', 'val.csv', '--json', '--ordered', 'b,none,a');
    assert.equal(code, 0);
    const { metrics } = json(out)[0]!;
    // Two classes are always equally far apart.
    const kappa = metrics['cohenKappa']!.value;
    for (const id of ['linearWeightedKappa', 'quadraticWeightedKappa']) {
      assert.ok(Math.abs(metrics[id]!.value - kappa) < 1e-12, id);
      assert.equal(metrics[id]!.interval?.length, 2);
    }
    const [incomplete] = json(run('evaluate', 'val.csv', '--json', '--ordered', 'low,b').out);
    assert.equal(incomplete!.metrics['linearWeightedKappa'], undefined);
    assert.deepEqual(
      incomplete!.problems.map(({ message }) => message),
      [
        "The declared order of the classes does not name 'a', so there is no weighted kappa. Name every class of the file in --ordered.",
      ],
    );
    for (const order of ['a', 'a,,b', 'a,b,a'])
      assert.deepEqual([run('evaluate', 'val.csv', '--ordered', order).code, order], [2, order]);
  });

  it('names class indices by a file of names in the folder or above it, whichever command reads the predictions', () => {
    const above = join(folder, 'named');
    mkdirSync(join(above, 'out'), { recursive: true });
    writeFileSync(join(above, 'class_indices.json'), '{"cat": 0, "bee": 1}');
    const rows = Array.from({ length: 30 }, (_, row) => (row % 3 === 0 ? '0,cat' : '1,bee'));
    for (const path of ['named/preds.csv', 'named/out/preds.csv']) {
      writeFileSync(join(folder, path), ['y_true,y_pred', ...rows, ''].join('\n'));
      const [evaluated] = json(run('evaluate', '--json', path).out);
      assert.deepEqual(evaluated!.confusionMatrix, [
        [20, 0],
        [0, 10],
      ]);
      const [inspected] = json(run('inspect', '--json', path).out);
      assert.deepEqual(inspected!.classCounts.validation, { bee: 20, cat: 10 });
      assert.deepEqual(
        inspected!.files.map((file) => file.path),
        [path],
      );
    }
    const all = json(run('inspect', '--json', 'named').out);
    assert.deepEqual(
      all.map(({ classCounts }) => classCounts.validation),
      [
        { bee: 20, cat: 10 },
        { bee: 20, cat: 10 },
      ],
    );
    assert.equal(run('compare', 'named/preds.csv', 'named/out/preds.csv').code, 0);
    rmSync(join(above, 'class_indices.json'));
    const unnamed = run('evaluate', 'named/preds.csv');
    assert.notEqual(unnamed.code, 0);
    assert.match(unnamed.err.join(' '), /holds numbers and "y_pred" names: which number is which class/);
  });

  it('says which definition a logged number follows', () => {
    const text = run('reconcile', 'val.csv', '--value', 'val_acc=0.575');
    assert.deepEqual([text.code, text.err], [0, []]);
    assert.match(text.out, /Fits exactly one of the \d+ values.*:\n\s+0\.57500 {2}balanced accuracy/s);
    for (const line of text.out.split('\n')) assert.ok(textWidth(line) <= 80, line);
    const { out } = run('reconcile', 'val.csv', '--json', '--value', 'acc=83%', '--value', 'f1=0.1');
    const { values } = JSON.parse(out) as {
      values: {
        verdict: string;
        fits: { value: number; definitions: { id: string }[] }[];
        nearest: unknown[];
      }[];
    };
    assert.deepEqual(
      values.map(({ verdict }) => verdict),
      ['one', 'none'],
    );
    assert.equal(values[0]!.fits[0]!.value, 0.83);
    assert.equal(values[0]!.fits[0]!.definitions[0]!.id, 'accuracy');
    assert.equal(values[1]!.nearest.length, 3);
    for (const [words, line] of [
      [['val.csv'], /reconcile needs a logged number/],
      [['--value', 'acc=1'], /reconcile needs a prediction file/],
      [['val.csv', 'val.csv', '--value', 'acc=1'], /takes one prediction file, not 2/],
      [['val.csv', '--value', 'acc=high'], /--value acc=high holds no number/],
      [['val.csv', '--value', 'acc=1', '--batch', '0'], /--batch 0 is not a number of rows/],
      [['none.csv', '--value', 'acc=1'], /none\.csv/],
    ] as const) {
      const wrong = run('reconcile', ...words);
      assert.deepEqual([wrong.code, wrong.out, wrong.err.length], [2, '', 1]);
      assert.match(wrong.err[0]!, line);
    }
    assert.match(run('evaluate', 'val.csv', '--batch', '3').err[0]!, /--batch belongs to reconcile/);
  });

  it('takes what it is told to evaluate for predictions, and says what is missing in them', () => {
    writeFileSync(join(folder, 'odd.csv'), 'x,Diagnose,KI\n1,krank,krank\n2,gesund,krank\n');
    writeFileSync(join(folder, 'table.feather'), 'ARROW1\0\0\0\0');
    const odd = run('evaluate', 'odd.csv');
    assert.deepEqual([odd.code, odd.out, odd.err.length], [2, '', 1]);
    assert.match(
      odd.err[0]!,
      /^imbalance-lens: odd\.csv: Has no column with the true class: .*Its columns: "x", "Diagnose", "KI"\.$/,
    );
    assert.match(
      run('evaluate', 'table.feather').err[0]!,
      /table\.feather: Is a Feather or Arrow file\. Not read\. Save/,
    );
    const named = run('evaluate', 'odd.csv', '--json', '--columns', 'actual=Diagnose,predicted=KI');
    assert.deepEqual([named.code, named.err], [0, []]);
    assert.deepEqual(json(named.out)[0]!.confusionMatrix, [
      [0, 1],
      [0, 1],
    ]);
    const wrong = run('evaluate', 'odd.csv', '--columns', 'actual=Diagnose,predicted=AI');
    assert.deepEqual(wrong.err, [
      'imbalance-lens: odd.csv: Has no column named "AI"; its columns are x, Diagnose, KI.',
    ]);
  });

  it('reads a file as the person says, on the command line or in the configuration', () => {
    const path = join(folder, 'as.csv');
    writeFileSync(path, 'epoch,accuracy,val_accuracy\n0,0.5,0.5\n1,0.75,0.5\n');
    assert.equal(run('inspect', 'as.csv').code, 0);
    assert.match(run('inspect', 'as.csv', '--read-as', 'kerasText').err.join(), /as\.csv/);
    assert.match(
      run('inspect', 'as.csv', '--read-as', 'no').err.join(),
      /--read-as no is not the id of a format/,
    );
    const settings = join(folder, 'read.json');
    const header = ['epoch', 'accuracy', 'val_accuracy'];
    for (const config of [
      { readAs: { 'as.csv': 'nothing' } },
      { headers: [{ header, readAs: 'nothing' }] },
    ]) {
      writeFileSync(settings, JSON.stringify(config));
      assert.match(
        run('inspect', 'as.csv', '--config', settings).err.join(),
        /as\.csv: Left alone, as was asked/,
      );
    }
    const other = run('inspect', 'as.csv', '--config', settings, '--read-as', 'epochCsv');
    assert.deepEqual([other.code, other.err], [0, []]);
  });

  it('says of class counts alone that they are', () => {
    writeFileSync(join(folder, 'class_counts.json'), '{"a": 20, "b": 5}');
    assert.deepEqual(run('inspect', 'class_counts.json').err, [
      'imbalance-lens: class_counts.json: class counts or names of classes alone. Inspect them with the log or the predictions that they belong to.',
    ]);
    rmSync(join(folder, 'class_counts.json'));
  });

  it('calls a run of files without a folder of their own by its main file', () => {
    writeFileSync(join(folder, 'f1_score.tsv'), 'step\tf1_score\n0\t0.8125\n');
    assert.equal(json(run('inspect', 'f1_score.tsv', '--json').out)[0]!.run, 'f1_score.tsv');
    assert.match(run('inspect', 'f1_score.tsv').out, /^f1_score\.tsv\n/);
  });

  it('evaluates labels where only the scores are in question, and says so', () => {
    writeFileSync(
      join(folder, 'two.csv'),
      'y_true,y_pred,prob_new,prob_old\n0,0,0.25,0.125\n1,1,0.75,0.625\n',
    );
    const { code, out, err } = run('evaluate', 'two.csv', '--json');
    assert.deepEqual([code, err], [0, []]);
    assert.match(
      json(out)[0]!.problems[0]!.message,
      /^Holds several sets of scores \(prob_new, prob_old\): say which/,
    );
  });

  it('takes labels that begin with a minus sign', () => {
    writeFileSync(join(folder, 'signs.csv'), 'y_true,y_pred\n-1,-1\n1,-1\n');
    const words = ['evaluate', 'signs.csv', '--json'];
    assert.equal(json(run(...words, '--positive', '-1').out)[0]!.positiveClass, '-1');
    assert.equal(run(...words, '--class-weights', '-1=2,1=3').code, 0);
    assert.equal(run(...words, '--positive', '').code, 2);
  });

  it('weighs answers to stated costs and class shares, of the command line before the configuration', () => {
    const costs = join(folder, 'costs.json');
    writeFileSync(costs, '{"b": {"a": 4}}');
    const config = join(folder, 'aims.json');
    writeFileSync(
      config,
      '{"deploymentPrior": {"a": 0.5, "b": 0.5}, "costs": {"b": {"a": 9}}, "objective": "x"}',
    );
    const { out, err } = run('evaluate', 'val.csv', '--json', '--config', config, '--costs', costs);
    const { decisions } = json(out)[0]! as unknown as {
      decisions: { presentCost: number; deployment: { accuracy: number; accuracyHere: number } };
    };
    // 17 of 20 rows of 'b' are answered with 'a', which costs 4 each.
    assert.deepEqual([decisions.presentCost, decisions.deployment.accuracyHere], [(17 * 4) / 100, 0.83]);
    assert.ok(Math.abs(decisions.deployment.accuracy - (1 + 3 / 20) / 2) < 1e-12);
    assert.match(err.join(), /"objective" must be one of f1, f2, /);
    const named = run('evaluate', 'val.csv', '--costs', 'x>b=2', '--deployment-prior', 'a=9,b=1');
    assert.match(named.out, /No cost is computed: the costs name 'x', which is no class here/);
    assert.match(named.out, /with the deployment shares 'a' 90\s%/);
  });

  it('writes no output file where nothing could be evaluated', () => {
    const { code, err } = run('evaluate', 'none.csv', '--json', '--output', 'none.jsonl');
    assert.deepEqual([code, err.length], [2, 1]);
    assert.throws(() => readFileSync(join(folder, 'none.jsonl')));
  });

  it('evaluates a prediction file: text for people, within 80 columns and without colour in a pipe', () => {
    const { code, out, err } = run('evaluate', 'val.csv');
    assert.deepEqual([code, err], [0, []]);
    assert.match(out, /^val\.csv\n\nAccuracy 0\.83 hides 'b': its recall is 0\.15 \(3 of 20, /);
    for (const line of out.split('\n')) assert.ok(textWidth(line) <= 80, line);
    assert.doesNotMatch(out, /\u001b/);
  });

  it('gives one JSON document a line and file, with paths as they were given', () => {
    const { code, out } = run('evaluate', '--json', 'val.csv', './val.csv');
    assert.equal(code, 0);
    const documents = json(out);
    assert.deepEqual(
      documents.map(({ file, rows }) => [file, rows]),
      [
        ['val.csv', 100],
        ['./val.csv', 100],
      ],
    );
    const [first] = documents;
    assert.deepEqual(first!.confusionMatrix, [
      [80, 0],
      [17, 3],
    ]);
    assert.equal(first!.metrics['accuracy']?.value, 0.83);
    assert.ok(first!.findings.every(({ file }) => file === 'val.csv'));
  });

  it('ends with 1 only for findings at or above --fail-on', () => {
    assert.equal(run('evaluate', 'val.csv', '--fail-on', 'warning').code, 1);
    assert.equal(run('evaluate', 'val.csv', '--fail-on', 'error').code, 0);
  });

  it('complains of an unusable file in one line and does the others', () => {
    writeFileSync(join(folder, 'notes.txt'), 'nothing of interest\n');
    const { code, out, err } = run('evaluate', 'missing.csv', 'notes.txt', 'val.csv', '--json');
    assert.equal(code, 2);
    assert.equal(json(out).length, 1);
    assert.equal(err.length, 2);
    assert.match(err[0]!, /missing\.csv/);
    assert.match(err[1]!, /notes\.txt/);
  });

  it('says what was left out of a log, and of a file in a folder why it is not read', () => {
    const runs = join(folder, 'ragged');
    mkdirSync(runs);
    const rows = ['epoch,accuracy,loss,val_accuracy,val_loss', '0,0.5121951,1.2,0.5170731,1.1', '1,0.6,1.1'];
    writeFileSync(join(runs, 'training.csv'), [...rows, '2,0.6195122,1.0,0.6048780,0.9', ''].join('\n'));
    const noTruth = 'id,y_pred,prob_a,prob_b\n' + '1,a,0.7,0.3\n2,b,0.4,0.6\n'.repeat(9);
    writeFileSync(join(runs, 'predictions.csv'), noTruth);
    const { code, out, err } = run('inspect', 'ragged', '--json');
    const [document] = json(out);
    assert.equal(code, 0);
    assert.deepEqual(
      document!.problems.map(({ file, line }) => [file, line]),
      [['ragged/training.csv', 3]],
    );
    assert.match(document!.problems[0]!.message, /^1 row left out: 3 cells below a header of 5/);
    assert.equal(err.length, 1);
    assert.match(err[0]!, /ragged\/predictions\.csv: /);
  });

  it('says what a named file is that it leaves in peace, and is silent about those of a folder', () => {
    const project = join(folder, 'others');
    mkdirSync(project);
    writeFileSync(join(project, 'results.csv'), 'model,accuracy\nsmall,0.5\nlarge,0.6\n');
    writeFileSync(
      join(project, 'train.log'),
      'Traceback (most recent call last):\n  File "a.py"\nKeyError: 1\n',
    );
    writeFileSync(join(project, 'people.csv'), 'name,age\nAda,36\n');
    const named = run('inspect', 'others/results.csv', 'others/train.log', 'others/people.csv');
    assert.equal(named.code, 2);
    assert.equal(named.err.length, 3);
    assert.match(
      named.err[0]!,
      /others\/results\.csv: Holds the final numbers \(accuracy\) of 2 models or runs/,
    );
    assert.match(named.err[1]!, /others\/train\.log: .* In line 3 a Python error stands: KeyError: 1\.$/);
    assert.match(named.err[2]!, /others\/people\.csv: not recognised as a training log/);
    const walked = run('inspect', 'others');
    assert.deepEqual(walked.err, ['imbalance-lens: others: no training log or prediction file found.']);
    assert.match(run('evaluate', 'others/results.csv').err[0]!, /Holds the final numbers/);
    assert.match(run('evaluate', 'others/people.csv').err[0]!, /Its columns: "name", "age"/);
    const columns = run('evaluate', 'others/results.csv', '--columns', 'actual=truth,predicted=model');
    assert.match(columns.err[0]!, /truth/);
  });

  it('says of a log that it is one, and how to look at it', () => {
    const { code, err } = run('evaluate', join(sample, 'training.log'));
    assert.equal(code, 2);
    assert.match(err.join('\n'), /is a training log.*imbalance-lens inspect/);
  });

  it('refuses words that it does not know with one line and exit code 2', () => {
    const wrong = [
      [],
      ['evalute', 'val.csv'],
      ['evaluate'],
      ['evaluate', '--whatever', 'val.csv'],
      ['evaluate', 'val.csv', '--format', 'docx'],
      ['evaluate', 'val.csv', '--fail-on', 'never'],
      ['evaluate', 'val.csv', '--confidence', '95'],
      ['evaluate', 'val.csv', '--half-width', '5'],
      ['evaluate', 'val.csv', '--columns', 'truth=x'],
      ['evaluate', 'val.csv', '--class-counts', 'a=1.5'],
      ['evaluate', 'val.csv', '--class-weights', 'no-such-file.json'],
      ['evaluate', 'val.csv', '--config', 'no-such-file.json'],
      ['evaluate', 'val.csv', '--costs', 'a>b=-1'],
      ['evaluate', 'val.csv', '--costs', 'a>b=1,a>b=2'],
      ['evaluate', 'val.csv', '--costs', 'ab=1'],
      ['evaluate', 'val.csv', '--costs', 'no-such-file.json'],
      ['evaluate', 'val.csv', '--deployment-prior', 'a=-0.1,b=1.1'],
      ['evaluate', 'val.csv', '--objective', 'accuracy'],
      ['metrics', '--objective', 'f1'],
      ['evaluate', 'val.csv', '--seed', 'x'],
      ['metrics', 'val.csv'],
    ];
    for (const words of wrong) {
      const { code, out, err } = run(...words);
      assert.deepEqual([code, out, err.length], [2, '', 1], `${words.join(' ')}: ${err.join('\n')}`);
      assert.match(err[0]!, /^imbalance-lens: .+\.$/);
    }
  });

  it('inspects a folder: the log, its predictions and its counts become one run', () => {
    const { code, out } = run('inspect', sample, '--json');
    assert.equal(code, 0);
    const [document, ...others] = json(out);
    assert.equal(others.length, 0);
    assert.equal(document!.rung, 'E3');
    assert.deepEqual(
      document!.files.map(({ path }) => path.startsWith(sample)),
      document!.files.map(() => true),
    );
    assert.equal(document!.epochs[0]!.line, 2);
  });

  it('lets one of two logs of one training answer for both', () => {
    const { code, out } = run('inspect', resolve('media/sample/run1'), '--json');
    assert.equal(code, 0);
    const [text, table] = json(out);
    assert.equal(text!.sameTrainingAs, resolve('media/sample/run1/training_log.csv'));
    assert.ok(
      text!.findings.length > 0 && text!.findings.every(({ suppressedBy }) => suppressedBy !== undefined),
    );
    assert.equal(table!.sameTrainingAs, undefined);
    assert.ok(table!.findings.some(({ suppressedBy }) => suppressedBy === undefined));
  });

  it('follows no link and passes over what a walk finds and no format knows', () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'readme.txt'), 'hello\n');
    symlinkSync(join(folder, 'val.csv'), join(inner, 'linked.csv'));
    const { code, out, err } = run('inspect', 'inner');
    assert.deepEqual([code, out], [2, '']);
    assert.deepEqual(err, [
      `imbalance-lens: inner: Links that lead out of the folder are not followed: ${join('inner', 'linked.csv')}; to see what one leads to, name it.`,
      'imbalance-lens: inner: no training log or prediction file found.',
    ]);
  });

  it('reads the newest runs of very many, and says in one line that there are others', () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let file = 0; file < 5_010; file++) {
      const path = join(many, `${file}.csv`);
      writeFileSync(path, file < 20 ? 'y_true,y_pred\na,a\nb,a\n' : '');
      utimesSync(path, 1_000_000 + file, 1_000_000 + file);
    }
    const { code, out, err } = run('inspect', 'many', '--json');
    assert.equal(code, 0);
    const ids = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { run: string }).run);
    assert.deepEqual(
      ids,
      Array.from({ length: 10 }, (_, index) => join('many', `${index + 10}.csv`)),
    );
    assert.equal(err.length, 1);
    assert.match(
      err[0]!,
      /many: Of 5,010 files .* the newest 5,000 are read.* To see others, name their folder\.$/,
    );
  });

  it('takes class counts for a log, from words or from a file', () => {
    writeFileSync(
      join(folder, 'counts.json'),
      JSON.stringify({ validation: { x: 30, y: 10 }, train: { x: 3 } }),
    );
    writeFileSync(
      join(folder, 'log.csv'),
      ['epoch,accuracy,loss,val_accuracy,val_loss', '0,0.5,0.7,0.725,0.6', '1,0.6,0.6,0.75,0.5', ''].join(
        '\n',
      ),
    );
    for (const counts of ['x=30,y=10', 'counts.json']) {
      const { out } = run('inspect', 'log.csv', '--json', '--class-counts', counts);
      assert.deepEqual(json(out)[0]!.classCounts.validation, { x: 30, y: 10 }, counts);
    }
  });

  it('reads the nearest configuration upwards, or the one that is named', () => {
    const deep = join(folder, 'a', 'b');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'p.csv'), predictions);
    writeFileSync(
      join(folder, 'a', '.imbalance-lens.json'),
      JSON.stringify({ positiveClass: { 'b/*.csv': 'a' } }),
    );
    assert.equal(json(run('evaluate', 'a/b/p.csv', '--json').out)[0]!.positiveClass, 'a');
    assert.equal(json(run('evaluate', 'a/b/p.csv', '--json', '--positive', 'b').out)[0]!.positiveClass, 'b');
    writeFileSync(join(folder, 'broken.json'), '{');
    assert.equal(run('evaluate', 'val.csv', '--config', 'broken.json').code, 2);
  });

  it('writes to a file when told, and to nothing else', () => {
    const { code, out } = run('evaluate', 'val.csv', '--json', '--output', 'report.json');
    assert.deepEqual([code, out], [0, '']);
    assert.equal(json(readFileSync(join(folder, 'report.json'), 'utf8'))[0]!.rows, 100);
    assert.equal(run('evaluate', 'val.csv', '--output', 'no/such/folder.txt').code, 2);
  });

  it('lists what it knows, and its version', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal(run('--version').out, `${manifest.version}\n`);
    assert.match(run('--help').out, /Exit codes: 0 fine/);
    assert.match(run('metrics').out, /^balancedAccuracy +labels +Balanced accuracy: /m);
    assert.match(run('rules').out, /^accuracy-hides-classes +warning/m);
    for (const entry of json(run('formats', '--json').out)) assert.ok(entry.id && entry.kind && entry.text);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, nodeArguments(['evaluate', ...Array<string>(3).fill('val.csv')]), {
      cwd: folder,
    });
    child.stdout.destroy();
    let complaints = '';
    child.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
    const code = await new Promise((done) => child.on('close', done));
    assert.deepEqual([code, complaints], [0, '']);
  });
});
