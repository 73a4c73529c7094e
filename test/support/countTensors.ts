import { readFileSync } from 'node:fs';
import { openModel } from '../../src/models/openModel.ts';
import { loadTensorflow } from '../../src/models/tensorflow.ts';

/** Prints the number of tensors in memory after one batch of the given images, and after two more. */
const [folder, ...images] = process.argv.slice(2);
const model = await openModel(
  folder!,
  { folders: ['ant', 'bee', 'cow'] },
  {
    files: {
      list: (path) => Promise.resolve(path.endsWith('.json') ? undefined : ['model.json']),
      read: (path) => Promise.resolve(readFileSync(path)),
    },
    runtime: loadTensorflow,
    readClassIndices: () => [],
  },
);
const counts: number[] = [];
for (let batch = 0; batch < 3; batch++) {
  await model.predict(images);
  counts.push(model.tensorCount());
}
process.stdout.write(JSON.stringify([counts[0], counts[2]]));
