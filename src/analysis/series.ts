/** Words whose number says which rows or which question a file is of, and not which run. */
const partWords =
  'fold|cv|split|part|shard|chunk|rank|class|label|target|task|head|output|subject|patient|site';
const numbered = new RegExp(`((?<!\\p{L})(?:${partWords})s?[-_ =]*\\d+)|\\d+`, 'giu');

/** Names that a tool drew for a run: MLflow's and W&B's, and the month in those of PyTorch's writer. */
const drawn = [
  /(?<![^/])[0-9a-f]{32}(?![^/])/g,
  /(?<=run-\d{8}_\d{6}-)[a-z0-9]+(?![^/])/g,
  /(?<![^/])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?=\d\d_\d\d-)/g,
] as const;

/**
 * The series a run belongs to: runs whose names differ only in numbers (`runs/exp6`, `runs/exp7`, `train.log#2`), or in
 * what a tool drew for each of them.
 */
export function seriesOf(id: string): string {
  const plain = drawn.reduce((text, pattern) => text.replace(pattern, '#'), id.replace(/#\d+$/, ''));
  return plain.replace(/\d+/g, '#');
}

/**
 * The series a prediction file belongs to: files whose paths differ only in numbers (`runs/exp6/val.csv`,
 * `out/val_epoch20.csv`), other than those of folds, parts, classes and tasks: these are of other rows or questions.
 */
export function fileSeriesOf(path: string): string {
  return path.replace(numbered, (_, part: string | undefined) => part ?? '#');
}

/**
 * What two paths of a series are called to tell them apart: up to the last part that differs, with one folder above
 * (`runs/exp6`), or the name of the file where that differs (`val_epoch20.csv`).
 */
export function namesApart(a: string, b: string): readonly [string, string] {
  const [left, right] = [a.split('/'), b.split('/')];
  const differing = left.flatMap((segment, index) => (segment === right[index] ? [] : [index]));
  const last = differing.at(-1) ?? left.length - 1;
  const above = last === left.length - 1 ? 0 : 1;
  const first = Math.max(0, (differing[0] ?? last) - above);
  return [left.slice(first, last + 1).join('/'), right.slice(first, last + 1).join('/')];
}
