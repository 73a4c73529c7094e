import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readArguments } from '../../../src/cli/arguments.ts';
import { findImages } from '../../../src/cli/imageFolders.ts';
import { tensorflowLoads } from '../../support/tensorflowLoads.ts';
import { complaints } from '../../support/complaints.ts';

const cli = resolve('src/cli.ts');
const fixture = resolve('test/fixtures/models');
const expected = JSON.parse(readFileSync(join(fixture, 'expected.json'), 'utf8')) as Record<
  'softmax' | 'sigmoid',
  Record<string, number[]>
>;

describe('the command predict', function () {
  this.timeout(120_000);
  let folder: string;
  let native: boolean;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'imbalance-lens-'));
    cpSync(fixture, folder, { recursive: true });
    native = tensorflowLoads();
    if (!native)
      process.stdout.write('    @tensorflow/tfjs-node does not load here: models are refused, not run.\n');
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...words: string[]): { code: number | null; out: string; err: string[] } {
    const given = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', cli, ...words];
    const result = spawnSync(process.execPath, given, { cwd: folder, encoding: 'utf8' });
    return {
      code: result.status,
      out: result.stdout,
      err: complaints(result.stderr),
    };
  }

  /** Runs a model where that can be done; where not, sees to it that the one line says so. */
  function predict(...words: string[]): ReturnType<typeof run> | undefined {
    const result = run('predict', ...words);
    if (native) return result;
    assert.deepEqual([result.code, result.out, result.err.length], [2, '', 1], result.err.join('\n'));
    assert.match(
      result.err[0]!,
      /^imbalance-lens: Running a model needs TensorFlow, and @tensorflow\/tfjs-node (?:is not installed here|does not load).*npm (?:install|rebuild) @tensorflow\/tfjs-node.*\.$/,
    );
    return undefined;
  }

  /** The probabilities of a file by image, in the order of its columns; no name in it needs quotes. */
  function scoresIn(csv: string): { header: string; scores: Map<string, number[]> } {
    const [header = '', ...lines] = csv.trimEnd().split('\n');
    const cells = lines.map((line) => line.split(','));
    return { header, scores: new Map(cells.map(([path = '', , , ...scores]) => [path, scores.map(Number)])) };
  }

  function assertExpected(csv: string, wanted: Record<string, number[]>): void {
    const { scores } = scoresIn(csv);
    assert.deepEqual([...scores.keys()].sort(), Object.keys(wanted).sort());
    for (const [path, values] of Object.entries(wanted)) {
      const differences = values.map((value, index) => Math.abs(value - scores.get(path)![index]!));
      assert.ok(Math.max(...differences) <= 1e-5, `${path}: ${scores.get(path)!.join(' ')}`);
    }
  }

  it('gives the probabilities of an independent forward pass, for every kind of image', () => {
    const result = predict('softmax', 'val', '--output', 'softmax.csv');
    if (result === undefined) return;
    assert.deepEqual([result.code, result.out], [0, '']);
    const csv = readFileSync(join(folder, 'softmax.csv'), 'utf8');
    assert.match(csv, /^image,y_true,y_pred,prob_cow,prob_ant,prob_bee\n/);
    assertExpected(csv, expected.softmax);
    assert.match(result.err[0]!, /1 image of 14 could not be read and is left out: val\/cow\/broken\.png/);
    assert.match(result.err[1]!, /13 predictions written.*imbalance-lens evaluate softmax\.csv/);
    assert.equal(result.err.length, 2);
  });

  it('makes two classes of one sigmoid output, and says what it assumed', () => {
    const result = predict('sigmoid/model.json', 'val');
    if (result === undefined) return;
    assert.equal(result.code, 0);
    assert.match(result.out, /^image,y_true,y_pred,prob_ant,prob_cow\n/);
    assertExpected(result.out, expected.sigmoid);
    assert.match(
      result.err.join('\n'),
      /scaled by 1\/255.*\n.*never predicted: bee.*\n.*broken\.png.*\n.*resized to 6 x 6 \(bilinear\)/,
    );
  });

  it('gives a file that evaluate reads at once', () => {
    if (predict('softmax', 'val', '--output', 'again.csv') === undefined) return;
    const { code, out, err } = run('evaluate', 'again.csv', '--json');
    assert.deepEqual([code, err], [0, []]);
    const document = JSON.parse(out) as {
      rows: number;
      classes: string[];
      metrics: Record<string, { value?: number }>;
    };
    assert.deepEqual([document.rows, [...document.classes].sort()], [13, ['ant', 'bee', 'cow']]);
    assert.equal(typeof document.metrics['logLoss']?.value, 'number');
  });

  it('refuses logits unless the activation is named, and gives the same probabilities then', () => {
    cpSync(join(folder, 'softmax'), join(folder, 'logits'), { recursive: true });
    const file = join(folder, 'logits/model.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"activation": "softmax"', '"activation": "linear"'),
    );
    const refused = predict('logits', 'val');
    if (refused === undefined) return;
    assert.deepEqual([refused.code, refused.out, refused.err.length], [2, '', 1]);
    assert.match(refused.err[0]!, /logits: .*--activation softmax\.$/);
    assertExpected(predict('logits', 'val', '--activation', 'softmax')!.out, expected.softmax);
  });

  it('refuses a layer that TensorFlow.js does not know', () => {
    cpSync(join(folder, 'softmax'), join(folder, 'lambda'), { recursive: true });
    const file = join(folder, 'lambda/model.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('"class_name": "Dropout"', '"class_name": "Lambda"'),
    );
    const refused = predict('lambda', 'val');
    if (refused === undefined) return;
    assert.deepEqual([refused.code, refused.err.length], [2, 1]);
    assert.match(refused.err[0]!, /^imbalance-lens: lambda: .*\(Lambda\)/);
  });

  it('leaves no tensor behind after a batch', function () {
    if (predict('softmax', 'val') === undefined) return;
    const script = resolve('test/support/countTensors.ts');
    const images = [...Object.keys(expected.softmax), 'val/cow/broken.png'];
    const words = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, 'softmax', ...images];
    const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
    const [before, after] = JSON.parse(stdout) as [number, number];
    assert.ok(before > 0);
    assert.equal(after, before);
  });

  it('refuses in one line what needs no TensorFlow to be wrong', () => {
    cpSync(join(folder, 'softmax'), join(folder, 'remote'), { recursive: true });
    const file = join(folder, 'remote/model.json');
    const json = readFileSync(file, 'utf8');
    writeFileSync(file, json.replace('group1-shard2of2.bin', 'http://localhost:9/w.bin'));
    const wrong: [string[], RegExp][] = [
      [['none', 'val'], /none does not exist/],
      [['val', 'val'], /val: there is no model\.json/],
      [['remote', 'val'], /remote: .*outside its folder/],
      [['softmax', 'none'], /^imbalance-lens: none: there is no such/],
      [['softmax', 'val', '--output', 'no/such/file.csv'], /cannot be written/],
    ];
    for (const [words, reason] of wrong) {
      const { code, out, err } = run('predict', ...words);
      assert.deepEqual([code, out, err.length], [2, '', 1], `${words.join(' ')}: ${err.join('\n')}`);
      assert.match(err[0]!, reason, words.join(' '));
    }
  });

  it('understands its words, and no others', () => {
    const args = readArguments([
      'predict',
      'm',
      'd',
      '--scale',
      '1/4',
      '--classes',
      'a, b',
      '--activation',
      'sigmoid',
    ]);
    assert.deepEqual(
      [args.command, args.paths, args.scale, args.classes, args.activation],
      ['predict', ['m', 'd'], 0.25, ['a', 'b'], 'sigmoid'],
    );
    const wrong: [string[], RegExp][] = [
      [['predict', 'm'], /needs a model and a folder/],
      [['predict', 'm', 'd', 'e'], /needs a model and a folder/],
      [['predict', 'm', 'd', '--scale', '0'], /--scale 0/],
      [['predict', 'm', 'd', '--scale', '1/'], /--scale 1\//],
      [['predict', 'm', 'd', '--scale', '1/0'], /--scale 1\/0/],
      [['predict', 'm', 'd', '--classes', 'a,,b'], /--classes/],
      [['predict', 'm', 'd', '--activation', 'relu'], /--activation relu/],
      [['evaluate', 'x.csv', '--classes', 'a,b'], /--classes belongs to predict/],
    ];
    for (const [words, reason] of wrong) assert.throws(() => readArguments(words), reason, words.join(' '));
  });
});

describe('the images of class folders', () => {
  it('are found class by class, in string order, with names from the data folder on', async () => {
    const { classes, images, inner } = await findImages(join(fixture, 'val/'));
    assert.deepEqual(classes, ['ant', 'bee', 'cow']);
    assert.deepEqual(inner, []);
    assert.deepEqual(
      images.map(({ name }) => name).filter((name) => name.startsWith('val/cow/')),
      ['broken.png', 'grey.png', 'larger.PNG', 'moving.gif', 'plain.jpeg', 'plain.jpg'].map(
        (name) => `val/cow/${name}`,
      ),
    );
    assert.ok(
      images.every(({ path, name, actual }) => path.endsWith(name) && name.startsWith(`val/${actual}/`)),
    );
  });

  it('are refused in one line where there are none, with what there is', async () => {
    await assert.rejects(findImages(join(fixture, 'val/ant')), /its images lie beside each other/);
    await assert.rejects(findImages(resolve('test/fixtures')), /but more folders/);
    await assert.rejects(findImages(join(fixture, 'softmax')), /no class folders with images/);
    await assert.rejects(findImages(join(fixture, 'none')), /no such file or folder/);
  });
});
