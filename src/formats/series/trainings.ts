import type { ScalarSeries } from '../../core/scalarSeries.ts';
import { metricName } from '../metricNames.ts';
import { narrowed } from './scalarPieces.ts';
import type { ScalarPiece } from './scalarPieces.ts';

/** Trainings above which a writer does not number its steps through. */
const mostTrainings = 1_000;

/**
 * The trainings that the events files of one run hold, each with its pieces in their order.
 *
 * Within a file a training begins where the steps of what is measured on held-out rows fall. A file goes on with the one
 * before it in its folder, unless its steps begin at or below the first of that (a training of its own) or in between (one
 * that goes on from a checkpoint: what stood after it is void). Folders of one run are put side by side by their time.
 */
export function trainingsOf(files: readonly ScalarPiece[]): readonly (readonly ScalarPiece[])[] {
  const bySplit = new Map<string, Training[]>();
  for (const piece of [...files].sort(byTime).flatMap(cutAtFalls)) {
    const key = piece.split ?? '';
    bySplit.set(key, added(bySplit.get(key) ?? [], piece));
  }
  const sides = [...bySplit.values()].sort((a, b) => b.length - a.length);
  const [most, ...others] = sides;
  if (most === undefined) return [];
  const trainings = most.map(({ pieces }) => [...pieces]);
  for (const side of others) {
    side.forEach((training, index) => {
      const at = side.length === most.length ? index : latestBefore(most, training.began);
      trainings[at]!.push(...training.pieces);
    });
  }
  return trainings;
}

interface Training {
  readonly began: number;
  readonly pieces: readonly ScalarPiece[];
}

function byTime(a: ScalarPiece, b: ScalarPiece): number {
  return (a.log.began ?? 0) - (b.log.began ?? 0) || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
}

/** The index of the last training that began no later. */
function latestBefore(trainings: readonly Training[], began: number): number {
  const later = trainings.findIndex((training) => training.began > began);
  return Math.max(0, (later < 0 ? trainings.length : later) - 1);
}

/** A file cut where its training starts anew; a file whose steps fall all the time is left whole. */
function cutAtFalls(piece: ScalarPiece): ScalarPiece[] {
  const falls = piece.log.series
    .filter(({ name }) => piece.split === 'validation' || isHeldOut(name))
    .map(fallsOf);
  const count = falls.reduce((most, { length }) => Math.max(most, length), 0);
  if (count === 0 || count >= mostTrainings) return [piece];
  const cuts = Array.from({ length: count }, (_, index) =>
    falls.reduce((first, lines) => Math.min(first, lines[index] ?? Infinity), Infinity),
  );
  return [...cuts, Infinity].flatMap((end, index) => {
    const begin = cuts[index - 1] ?? -Infinity;
    return narrowed(piece, ({ lines }) => [firstAt(lines, begin), firstAt(lines, end)]);
  });
}

function isHeldOut(name: string): boolean {
  const { split, kind } = metricName(name);
  return kind === 'measure' && (split === 'validation' || split === 'test');
}

/** Records at which the step is lower than the one before. */
function fallsOf({ steps, lines }: ScalarSeries): number[] {
  const falls: number[] = [];
  for (let at = 1; at < steps.length && falls.length < mostTrainings; at++) {
    if (steps[at]! < steps[at - 1]!) falls.push(lines[at]!);
  }
  return falls;
}

/** The index of the first point on a line of `line` or later. */
function firstAt(lines: Int32Array, line: number): number {
  const found = lines.findIndex((own) => own >= line);
  return found < 0 ? lines.length : found;
}

/** The trainings of a folder with one more piece. */
function added(trainings: readonly Training[], piece: ScalarPiece): Training[] {
  const last = trainings.at(-1);
  const began = piece.log.began ?? 0;
  const alone: Training = { began, pieces: [piece] };
  if (last === undefined) return [alone];
  const before = trainings.slice(0, -1);
  const { resumedAt } = piece.log;
  const shared = resumedAt === undefined ? sharedSteps(last.pieces, piece) : undefined;
  if (shared !== undefined && shared.begins < shared.ended && shared.begins <= shared.began)
    return [...trainings, alone];
  const voided =
    resumedAt ?? (shared !== undefined && shared.begins < shared.ended ? shared.begins : Infinity);
  const kept =
    voided === Infinity
      ? last.pieces
      : last.pieces.flatMap((one) => narrowed(one, ({ steps }) => [0, firstStepAt(steps, voided)]));
  return [...before, { began: last.began, pieces: [...kept, piece] }];
}

function firstStepAt(steps: Float64Array, step: number): number {
  const found = steps.findIndex((own) => own >= step);
  return found < 0 ? steps.length : found;
}

interface SharedSteps {
  /** First and last step of the training so far, and the first of the new piece, of the names that both have. */
  readonly began: number;
  readonly ended: number;
  readonly begins: number;
}

function sharedSteps(pieces: readonly ScalarPiece[], piece: ScalarPiece): SharedSteps | undefined {
  const known = new Map<string, { first: number; last: number }>();
  for (const { name, steps } of pieces.flatMap(({ log }) => log.series)) {
    const own = known.get(name);
    const last = steps.at(-1)!;
    known.set(name, {
      first: Math.min(own?.first ?? Infinity, steps[0]!),
      last: Math.max(own?.last ?? -Infinity, last),
    });
  }
  const both = piece.log.series.flatMap(({ name, steps }) => {
    const own = known.get(name);
    return own === undefined ? [] : [{ ...own, begins: steps[0]! }];
  });
  if (both.length === 0) return undefined;
  return {
    began: Math.min(...both.map(({ first }) => first)),
    ended: Math.max(...both.map(({ last }) => last)),
    begins: Math.min(...both.map(({ begins }) => begins)),
  };
}
