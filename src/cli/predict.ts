import type { ImageScores, ModelClient, ModelReport } from '../engine/modelClient.ts';
import { predictionHeader, predictionLine } from '../report/predictionCsv.ts';
import type { Arguments } from './arguments.ts';
import type { Output } from './context.ts';
import { findImages } from './imageFolders.ts';
import type { LabelledImage } from './imageFolders.ts';
import { lineOf, Unusable } from './unusable.ts';

/** Images that go through the model together: the memory of a batch stays small, and a hang names few files. */
const batchImages = 32;

/** Work that takes longer than this says where it is, and again each time as much has passed. */
const patienceMs = 3_000;

export interface Predicted {
  /** A prediction file, which `evaluate` reads. */
  readonly csv: string;
  readonly images: number;
}

/** Runs a model on class folders of images. Throws `Unusable` with one line if that cannot be done. */
export async function predictImages(
  { paths: [model = '', data = ''], classes, scale, activation }: Arguments,
  client: ModelClient,
  output: Pick<Output, 'remark'>,
): Promise<Predicted> {
  const { images, classes: folders, inner } = await findImages(data);
  if (inner.length > 0)
    output.remark(
      `${data}: folders within class folders are not looked into (${count(inner.length, 'folder')}, the first is ${inner[0]!}).`,
    );
  const report = await orUnusable(
    client.open(model, {
      folders,
      ...(classes === undefined ? {} : { classes }),
      ...(scale === undefined ? {} : { scale }),
      ...(activation === undefined ? {} : { activation }),
    }),
  );
  for (const note of report.notes) output.remark(note);
  const { lines, unread, resized } = await predictAll(images, report, client, output);
  if (unread.length === images.length)
    throw new Unusable(
      `${data}: none of ${count(images.length, 'image')} could be read. Are they PNG, JPEG, GIF or BMP?`,
    );
  if (unread.length > 0) {
    const names = unread.slice(0, 3).join(', ');
    output.remark(
      `${count(unread.length, 'image')} of ${images.length} could not be read and ${unread.length === 1 ? 'is' : 'are'} left out: ${names}${unread.length > 3 ? ', …' : ''}.`,
    );
  }
  if (resized > 0 && !report.size.told) output.remark(resizedLine(resized, report));
  return { csv: lines.join(''), images: images.length - unread.length };
}

async function predictAll(
  images: readonly LabelledImage[],
  { classes }: ModelReport,
  client: ModelClient,
  output: Pick<Output, 'remark'>,
): Promise<{ readonly lines: string[]; readonly unread: readonly string[]; readonly resized: number }> {
  const lines = [predictionHeader(classes)];
  const unread: string[] = [];
  let resized = 0;
  let lastWord = performance.now();
  for (let start = 0; start < images.length; start += batchImages) {
    const batch = images.slice(start, start + batchImages);
    const answer = await orUnusable(client.predict(batch.map(({ path }) => path)));
    lines.push(linesOf(batch, classes, answer));
    unread.push(...answer.unread.map((index) => batch[index]!.path));
    resized += answer.resized;
    if (performance.now() - lastWord < patienceMs) continue;
    lastWord = performance.now();
    output.remark(`${start + batch.length} of ${count(images.length, 'image')} …`);
  }
  return { lines, unread, resized };
}

function linesOf(
  batch: readonly LabelledImage[],
  classes: readonly string[],
  { scores, unread }: ImageScores,
): string {
  const left = new Set(unread);
  return batch
    .filter((_, index) => !left.has(index))
    .map(({ name, actual }, row) =>
      predictionLine(
        name,
        actual,
        classes,
        scores.subarray(row * classes.length, (row + 1) * classes.length),
      ),
    )
    .join('');
}

function resizedLine(resized: number, { size: { height, width, interpolation } }: ModelReport): string {
  return `${count(resized, 'image')} resized to ${height} x ${width} (${interpolation}), since nothing says otherwise: "interpolation" in preprocessing.json beside the model.`;
}

async function orUnusable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Unusable(lineOf(error));
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
