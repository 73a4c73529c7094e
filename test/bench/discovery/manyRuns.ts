import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds since 1970 at which the oldest run was written; each later one is a minute younger. */
const firstWritten = 1_750_000_000;

/** The three files of a run, by name: a log, its class counts and predictions in which one class is never found. */
export function filesOfRun(index: number): ReadonlyMap<string, string> {
  const level = 0.6 + (index % 37) / 200;
  const epochs = Array.from({ length: 20 }, (_, epoch) => {
    const share = 1 - Math.exp(-epoch / 4);
    const values = [level * share, 1.6 - share, (level - 0.02) * share, 1.65 - share].map((value) =>
      value.toFixed(6),
    );
    return [epoch, ...values].join(',');
  });
  const rows = Array.from({ length: 200 }, (_, row) => {
    const actual = row % 20 === 0 ? 'rare' : row % 3 === 0 ? 'dog' : 'cat';
    const predicted = (row * 7 + index) % 11 === 0 ? 'dog' : actual === 'rare' ? 'cat' : actual;
    return `${row},${actual},${predicted}`;
  });
  return new Map([
    ['training.log', ['epoch,accuracy,loss,val_accuracy,val_loss', ...epochs, ''].join('\n')],
    ['val_predictions.csv', ['id,y_true,y_pred', ...rows, ''].join('\n')],
    ['class_counts.json', JSON.stringify({ train: { cat: 640, dog: 310, rare: 50 } })],
  ]);
}

/** Writes `runs` folders of three files below `root`, the last one the newest; gives the path of the newest. */
export function writeRuns(root: string, runs: number): string {
  let folder = '';
  for (let index = 0; index < runs; index++) {
    folder = `runs/exp${String(index).padStart(4, '0')}`;
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, text] of filesOfRun(index)) {
      writeFileSync(join(root, folder, name), text);
      const written = firstWritten + 60 * index;
      utimesSync(join(root, folder, name), written, written);
    }
  }
  return folder;
}

/** Writes empty files below `root` as a project has them beside its runs: pictures in class folders, and sources. */
export function writeOthers(root: string, files: number): void {
  const pictures = Math.floor(files * 0.7);
  const place = (index: number): string =>
    index < pictures
      ? `data/${index % 5 === 0 ? 'val' : 'train'}/class${index % 40}/${index}.jpg`
      : `src/module${index % 300}/file${index}.py`;
  const made = new Set<string>();
  for (let index = 0; index < files; index++) {
    const path = join(root, place(index));
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(path, '');
  }
}
