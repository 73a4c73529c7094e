import assert from 'node:assert/strict';
import { analyse } from '../../../src/analysis/analyse.ts';
import { classNamesFor, isNamesPath } from '../../../src/analysis/classNames.ts';
import { joinArrays } from '../../../src/analysis/joinArrays.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { createSession } from '../../../src/engine/session.ts';
import type { Session } from '../../../src/engine/session.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { contextOf } from '../../support/engineContext.ts';
import { MemorySource } from '../../support/engineMemorySource.ts';

function sourceOf(text: string): MemorySource {
  const source = new MemorySource();
  source.text = text;
  return source;
}

const indices = '{"cat": 0, "bee": 1, "ant": 2}';
/** True classes by index, predicted ones by name: right in all but the last row. */
const mixed = 'y_true,y_pred\n0,cat\n1,bee\n2,ant\n2,ant\n1,cat\n';
/** Scores by index, classes by name. */
const numbered = 'y_true,y_pred,p_0,p_1,p_2\ncat,cat,0.8,0.1,0.1\nbee,bee,0.1,0.8,0.1\nant,ant,0.1,0.1,0.8\n';

async function labelsOf(session: Session, path: string): Promise<readonly string[] | undefined> {
  const { runs } = await session.analyse(contextOf(), [path]);
  return runs[0]?.evaluation?.labels;
}

function session(): Session {
  return createSession({ openReader, join: joinArrays, analyse });
}

describe('the class names of a prediction file', () => {
  const names = ['cat', 'bee'];

  it('are those of the files in its folder, else of the one above, if these agree', () => {
    const file = (path: string, own = names) => ({ path, names: own });
    assert.equal(classNamesFor('a/b/p.csv', [file('a/b/class_indices.json')]), names);
    assert.equal(classNamesFor('a/b/p.csv', [file('a/classes.txt')]), names);
    assert.equal(classNamesFor('p.csv', [file('labels.txt')]), names);
    assert.equal(classNamesFor('a/b/p.csv', [file('labels.txt'), file('a/c/labels.txt')]), undefined);
    const others = [file('a/labels.txt', ['x', 'y']), file('a/b/labels.txt')];
    assert.equal(classNamesFor('a/b/p.csv', others), names);
    assert.equal(
      classNamesFor('a/p.csv', [file('a/labels.txt', ['x', 'y']), file('a/config.json')]),
      undefined,
    );
    assert.deepEqual(
      classNamesFor('a/p.csv', [file('a/labels.txt', [...names]), file('a/config.json')]),
      names,
    );
  });

  it('come from files that are called so', () => {
    for (const path of [
      'class_indices.json',
      'a/labels.txt',
      'm/config.json',
      'data.yaml',
      'label_encoder.json',
      'id2label.json',
    ]) {
      assert.ok(isNamesPath(path), path);
    }
    for (const path of ['mapping.json', 'settings.yaml', 'classes.csv', 'classes/readme.txt']) {
      assert.ok(!isNamesPath(path), path);
    }
  });
});

describe('a session with a file of class names', () => {
  it('reads indices by their names, whichever file is opened first', async () => {
    for (const first of ['class_indices.json', 'preds.csv']) {
      const own = session();
      const open = (path: string) => own.open(path, sourceOf(path === 'preds.csv' ? mixed : indices), {});
      await open(first);
      await open(first === 'preds.csv' ? 'class_indices.json' : 'preds.csv');
      assert.deepEqual(await labelsOf(own, 'preds.csv'), ['ant', 'bee', 'cat'], first);
      const { runs } = await own.analyse(contextOf(), ['preds.csv']);
      assert.equal(runs[0]!.evaluation!.metrics.get('accuracy')!.kind, 'value');
    }
  });

  it('reads numbered scores by them and assumes no order', async () => {
    const own = session();
    await own.open('out/preds.csv', sourceOf(numbered), {});
    const before = await own.analyse(contextOf(), ['out/preds.csv']);
    assert.match(before.files[0]!.problems[0]!.message, /numbered and the classes have names/);
    await own.open('labels.txt', sourceOf('cat\nbee\nant\n'), {});
    const after = await own.analyse(contextOf(), ['out/preds.csv']);
    assert.deepEqual(after.files[0]!.problems, []);
    assert.equal(after.runs[0]!.evaluation!.hasScores, true);
  });

  it('follows them while they change, and forgets them when they are gone', async () => {
    const own = session();
    const source = sourceOf(indices);
    await own.open('class_indices.json', source, {});
    await own.open('preds.csv', sourceOf(mixed), {});
    assert.deepEqual(await labelsOf(own, 'preds.csv'), ['ant', 'bee', 'cat']);
    source.text = '{"cat": 0, "bee": 1, "fox": 2, "ant": 3}';
    await own.append('class_indices.json');
    assert.deepEqual(await labelsOf(own, 'preds.csv'), ['ant', 'bee', 'cat', 'fox']);
    own.close('class_indices.json');
    // Indices beside names that nothing translates are not compared.
    assert.equal(await labelsOf(own, 'preds.csv'), undefined);
  });

  it('takes what a person declared before them, and reads nothing again that they cannot change', async () => {
    const own = session();
    const plain = sourceOf('y_true,y_pred\ncat,cat\nbee,cat\n');
    await own.open('plain.csv', plain, {});
    await own.open('preds.csv', sourceOf(mixed), { classNames: ['cat', 'bee', 'fox', 'ant'] });
    const { bytesRead } = plain;
    await own.open('class_indices.json', sourceOf(indices), {});
    assert.deepEqual(await labelsOf(own, 'plain.csv'), ['bee', 'cat']);
    assert.equal(plain.bytesRead, bytesRead);
    assert.ok((await labelsOf(own, 'preds.csv'))!.includes('fox'));
  });

  it('compares two files by them', async () => {
    const own = session();
    await own.open('a.csv', sourceOf(mixed), {});
    await own.open('b.csv', sourceOf(mixed.replace('1,cat', '1,bee')), {});
    await own.open('class_indices.json', sourceOf(indices), {});
    const compared = await own.compare(['a.csv', 'b.csv'], defaultLimits);
    assert.notEqual(compared.kind, 'refused');
  });
});
