import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createModelClient } from '../../../src/engine/modelClient.ts';
import type { ModelClient } from '../../../src/engine/modelClient.ts';

const modulePath = resolve('test/support/modelHostile.ts');
const model = resolve('test/fixtures/models/softmax');
const folders = ['ant', 'bee', 'cow'];

describe('the process that runs a model', function () {
  this.timeout(60_000);
  let folder: string;
  let client: ModelClient;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-'));
    for (const name of ['fine', 'hang', 'abort']) writeFileSync(join(folder, name), name);
  });

  after(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    client = createModelClient({ modulePath, batchMs: 2_000 });
  });

  afterEach(() => client.dispose());

  it('opens a model and answers batches of images', async () => {
    const report = await client.open(model, { folders });
    assert.deepEqual(report.classes, ['cow', 'ant', 'bee']);
    const { scores, unread } = await client.predict([
      join(folder, 'fine'),
      join(folder, 'gone'),
      join(folder, 'fine'),
    ]);
    assert.deepEqual(scores, Float64Array.of(0.5, 0.25, 0.25, 0.5, 0.25, 0.25));
    assert.deepEqual(unread, [1]);
  });

  it('is stopped at the deadline, with a line that names the images', async () => {
    await client.open(model, { folders });
    const images = [join(folder, 'hang'), join(folder, 'fine')];
    await assert.rejects(
      client.predict(images),
      /^Error: Predicting .*hang to .*fine took longer than 2 s and was stopped\.$/,
    );
  });

  it('may end without taking its parent along', async () => {
    await client.open(model, { folders });
    await assert.rejects(
      client.predict([join(folder, 'abort')]),
      /ended the process that runs the model \(SIGABRT\)/,
    );
    await assert.rejects(client.predict([join(folder, 'fine')]), /ended the process/);
  });

  it('says in one line what is wrong with a model', async () => {
    await assert.rejects(client.open(folder, { folders }), /no model\.json in this folder\.$/);
    await assert.rejects(client.open(join(folder, 'none'), { folders }), /none: none does not exist/);
    await assert.rejects(client.predict([join(folder, 'fine')]), /No model is open/);
  });

  it('that cannot start says so', async () => {
    const dead = createModelClient({ modulePath: join(folder, 'no-such-file.js') });
    await assert.rejects(dead.open(model, { folders }), /did not start/);
    await dead.dispose();
  });
});
