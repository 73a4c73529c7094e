import assert from 'node:assert/strict';
import { chooseClasses } from '../../../src/models/chooseClasses.ts';

const folders = ['cow', 'ant', 'bee'];

describe('the classes of a model', () => {
  it('are those of the strongest source, which needs no note', () => {
    const asked = ['bee', 'cow', 'ant'];
    const preprocessing = ['cow', 'bee', 'ant'];
    const indices = ['cow', 'ant', 'bee'];
    assert.deepEqual(chooseClasses({ asked, preprocessing, indices, folders }, 3), {
      classes: asked,
      notes: [],
    });
    assert.deepEqual(chooseClasses({ preprocessing, indices, folders }, 3).classes, preprocessing);
    assert.deepEqual(chooseClasses({ indices, folders }, 3).classes, indices);
  });

  it('are the sorted folders where nothing names them, and that is said', () => {
    const { classes, notes } = chooseClasses({ folders }, 3);
    assert.deepEqual(classes, ['ant', 'bee', 'cow']);
    assert.match(notes.join('\n'), /^Class order: .*ant, bee, cow.*--classes says otherwise\.$/);
  });

  it('must be as many as the model tells apart', () => {
    assert.throws(
      () => chooseClasses({ folders }, 5),
      /5 classes apart, but there are 3 class folders \(ant, bee, cow\)/,
    );
    assert.throws(() => chooseClasses({ folders: ['a'] }, 2), /there are 1 class folder \(a\)/);
    assert.throws(
      () => chooseClasses({ asked: ['x', 'y'], folders }, 3),
      /--classes names 2 classes \(x, y\)/,
    );
    assert.throws(
      () => chooseClasses({ indices: ['x'], folders }, 3),
      /class_indices\.json names 1 class \(x\)/,
    );
  });

  it('must differ, and one of them at least must have a folder', () => {
    assert.throws(() => chooseClasses({ asked: ['ant', 'ant', 'cow'], folders }, 3), /'ant' twice/);
    assert.throws(() => chooseClasses({ preprocessing: ['ant', '', 'cow'], folders }, 3), /empty/);
    assert.throws(() => chooseClasses({ asked: ['Ant', 'Bee', 'Cow'], folders }, 3), /no class folder/);
  });

  it('may miss a folder, which is said: its images are never predicted right', () => {
    const { notes } = chooseClasses({ asked: ['ant', 'cow'], folders }, 2);
    assert.match(notes.join('\n'), /^Not among the model's classes, so never predicted: bee\.$/);
  });
});
