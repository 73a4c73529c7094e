import assert from 'node:assert/strict';
import type { ComparisonResult } from '../../../src/core/comparison/comparison.ts';
import type { ComparedFile } from '../../../src/host/comparisons.ts';
import { createComparisons } from '../../../src/host/comparisons.ts';
import type { RunView } from '../../../src/host/runs.ts';

const refused: ComparisonResult = { kind: 'refused', because: 'noRows', rows: [0, 5] };

/** A project whose files are what was last read of them. */
function projectOf(readings: Map<string, object>) {
  const project = { root: 'file:///work', readingOf: (path: string) => readings.get(path) };
  const file = (path: string): ComparedFile => ({ project, path }) as unknown as ComparedFile;
  const view = (id: string): RunView => ({ project, run: { id }, twins: [] }) as unknown as RunView;
  return { file, view };
}

describe('the comparisons of a window', () => {
  let readings: Map<string, object>;
  let asked: string[];
  let answers: (() => void)[];
  let changes: number;

  beforeEach(() => {
    readings = new Map([
      ['a.csv', {}],
      ['b.csv', {}],
      ['c.csv', {}],
    ]);
    asked = [];
    answers = [];
    changes = 0;
  });

  const comparisons = () =>
    createComparisons(
      {
        compare: (paths) => {
          asked.push(paths.join(' '));
          return new Promise((done) => answers.push(() => done(refused)));
        },
      },
      () => changes++,
    );
  const answerAll = async (): Promise<void> => {
    for (const answer of answers.splice(0)) answer();
    await new Promise((done) => setImmediate(done));
  };

  it('are made again when one of their files was read again, and not otherwise', async () => {
    const made = comparisons();
    const { file, view } = projectOf(readings);
    void made.set(view('run'), file('a.csv'), file('b.csv'));
    assert.equal(made.of(view('run')), undefined);
    await answerAll();
    assert.equal(made.of(view('run'))?.title, 'Compared with b.csv');
    made.update();
    readings.set('c.csv', {});
    made.update();
    assert.deepEqual([asked, changes], [['a.csv b.csv'], 1]);
    readings.set('b.csv', {});
    made.update();
    made.update();
    await answerAll();
    assert.deepEqual([asked.length, changes], [2, 2]);
  });

  it('say that a file is gone, and are not asked for then', async () => {
    const made = comparisons();
    const { file, view } = projectOf(readings);
    void made.set(view('run'), file('a.csv'), file('b.csv'));
    await answerAll();
    readings.delete('b.csv');
    made.update();
    await answerAll();
    assert.deepEqual(made.of(view('run'))?.sentences, ['b.csv is gone.']);
    assert.equal(asked.length, 1);
  });

  it('show only the newest of a run, and nothing of one that was removed', async () => {
    const made = comparisons();
    const { file, view } = projectOf(readings);
    void made.set(view('run'), file('a.csv'), file('b.csv'));
    void made.set(view('run'), file('a.csv'), file('c.csv'));
    void made.set(view('other'), file('b.csv'), file('c.csv'));
    await answerAll();
    assert.equal(made.of(view('run'))?.title, 'Compared with c.csv');
    assert.equal(made.of(view('other'))?.title, 'Compared with c.csv');
    readings.set('a.csv', {});
    made.update();
    made.remove(view('run'));
    await answerAll();
    assert.equal(made.of(view('run')), undefined);
  });
});
