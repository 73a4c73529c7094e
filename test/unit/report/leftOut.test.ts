import assert from 'node:assert/strict';
import type { LeftOut } from '../../../src/analysis/leftOut.ts';
import { leftOutText, olderText } from '../../../src/report/leftOutText.ts';

const all: LeftOut = {
  older: { taken: 4_998, found: 61_200 },
  large: { count: 3, first: 'eval/y_pred.npy', bytes: 300 * 1_048_576 },
  links: { count: 1, first: 'runs' },
  deep: { count: 2, first: 'a/b/c' },
  unreadable: { count: 1, first: 'secret' },
  entries: 500_000,
};

describe('what a walk passed over', () => {
  it('is said in one line, each with what to do about it', () => {
    assert.equal(
      leftOutText(all, 'editor'),
      'Of 61,200 files that may be logs or predictions the newest 4,998 are read, those of a run together. ' +
        'To see others, open their folder by itself, or list what is not to be read in the setting imbalanceLens.files.exclude. ' +
        'Only the first 500,000 entries of folders were looked at; to see a folder that is missing, open it by itself. ' +
        'Not read, because a file of its kind is read as a whole: eval/y_pred.npy (300 MB) and 2 more; Evaluate Predictions reads one. ' +
        'Links that lead out of the folder are not followed: runs; to see what one leads to, open it by itself. ' +
        'Folders that lie too deep are not looked into: a/b/c and 1 more; to see one, open it by itself. ' +
        'Folders that this user may not read: secret; check their permissions.',
    );
  });

  it('speaks of the setting only in the editor, which has it', () => {
    const line = leftOutText(all, 'commandLine');
    assert.doesNotMatch(line, /setting|Evaluate Predictions|open/);
    assert.match(line, /To see others, name their folder\./);
    assert.match(line, /name one to read it/);
  });

  it('says nothing of more runs where there are none', () => {
    assert.equal(olderText({ links: all.links! }, 'editor'), undefined);
    assert.match(olderText(all, 'editor') ?? '', /^Of 61,200 files/);
  });

  it('shows a hostile name on one line', () => {
    const line = leftOutText({ links: { count: 1, first: 'a\nb\u001b[31m\u202e' } }, 'editor');
    assert.doesNotMatch(line, /[\n\u001b\u202e]/);
  });
});
