import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outlineOf } from '../../../src/analysis/outlineOf.ts';
import { outlineTable } from '../../../src/core/outline.ts';
import { parseFromDataView } from '../../../src/protocol/dataView.ts';
import { dataState, loadingData } from '../../../src/report/dataState.ts';
import { analyseFolder } from '../../support/analyseFolder.ts';

const events = 'events.out.tfevents.1795892310.vm.3791.0';

describe('the view of a file without lines', () => {
  it('shows the evaluation of its run, and every series of it', async () => {
    const folder = fileURLToPath(new URL('../../fixtures/scalarRuns/pytorchLoop', import.meta.url));
    const { analysis, documents } = await analyseFolder(folder);
    const document = documents.find(({ path }) => path === events)!;
    const outline = outlineOf(document.result)!;
    const bytes = readFileSync(join(folder, events)).length;
    const state = dataState({ path: events, bytes, outline, run: analysis.runs[0]! });
    assert.equal(state.title, events);
    assert.equal(state.subtitle, `TensorBoard events · ${(bytes / 1000).toFixed(2)} kB`);
    assert.equal(state.verdict?.word, 'Cannot tell');
    assert.deepEqual(state.action, { type: 'openReport', text: 'Open report' });
    assert.deepEqual(state.notes, []);
    const [table] = state.tables;
    assert.equal(table?.title, 'Series');
    assert.equal(
      table.rows.every(({ cells }) => cells.length === table.header.length - 1),
      true,
    );
    const accuracy = table.rows.find(({ label }) => label === 'Accuracy/val');
    assert.deepEqual(
      accuracy?.cells.map(({ text }) => text),
      ['6', '0', '5', '0.2629', '0.4948'],
    );
  });

  it('says why a file is not evaluated, asks what only a person knows, and counts what it does not show', () => {
    const rows = outlineTable('rows', ['a', 'b\u001b[0m'], [['x', 0.1234567891]], 3000);
    const question = { about: 'actual', columns: ['a', 'b'], candidates: ['a'], sample: [] } as const;
    const problem = { kind: 'refused', message: 'Has no column with the true class.' } as const;
    const report = { path: 'f.parquet', problems: [problem], question };
    const state = dataState({ path: 'f.parquet', bytes: 999, report, outline: { tables: [rows] } });
    assert.deepEqual(state.notes, ['Has no column with the true class.']);
    assert.deepEqual(state.action, { type: 'evaluate', text: 'Choose columns…' });
    assert.equal(state.subtitle, '999 bytes');
    assert.deepEqual(state.tables, [
      {
        title: 'First rows',
        header: ['Row', 'a', 'b'],
        rows: [{ label: '1', cells: [{ text: 'x' }, { text: '0.1234568' }] }],
        note: '1 of 3,000 rows are shown.',
      },
    ]);
    const scores = dataState({
      path: 'f',
      bytes: 1,
      report: { ...report, question: { ...question, about: 'activation' } },
    });
    assert.equal(scores.action?.text, 'Say what the scores are…');
  });

  it('says that nothing is evaluated where the file has no fault, and why it cannot be shown', () => {
    assert.deepEqual(dataState({ path: 'x.npy', bytes: 1 }).notes, ['Nothing in it is evaluated.']);
    const failed = dataState({ path: 'x.npy', bytes: 1, outline: { failed: 'It took too long.' } });
    assert.deepEqual(failed.notes, ['It took too long.']);
    assert.deepEqual(failed.tables, []);
    assert.equal(loadingData('a/b/x.npy').title, 'x.npy');
  });

  it('takes three intents from its page and nothing else', () => {
    for (const type of ['ready', 'openReport', 'evaluate'])
      assert.deepEqual(parseFromDataView({ type, more: 1 }), { type });
    for (const message of [undefined, null, 'ready', {}, { type: 'open' }, { type: ['ready'] }])
      assert.equal(parseFromDataView(message), undefined);
  });
});
