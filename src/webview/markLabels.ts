/** Pixels. */
const textHeight = 12;
/** Baselines around a mark that a label may take, nearest first. */
const offsets = [-11, 20, -27, 36, -43, 52] as const;

/** Where a label stands: its baseline, and the end of it that is at `x`. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What labels should not lie on: the height of a drawn line at an x, where it has one there. */
export type Line = (x: number) => number | undefined;

/**
 * Places for labels beside their marks, in order: each takes the place near its mark that lies on the fewest lines, and
 * on no earlier label and not outside of `plot` where there is another.
 */
export function placeLabels(
  marks: readonly { readonly x: number; readonly y: number; readonly width: number }[],
  lines: readonly Line[],
  plot: Box,
): LabelPlace[] {
  const taken: Box[] = marks.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return marks.map((mark) => {
    let best: { place: LabelPlace; box: Box; cost: number } | undefined;
    for (const offset of offsets) {
      for (const anchor of ['middle', 'start', 'end'] as const) {
        const place = { x: mark.x, y: mark.y + offset, anchor };
        const box = boxOf(place, mark.width);
        const cost = costOf(box, lines, plot, taken);
        if (best === undefined || cost < best.cost) best = { place, box, cost };
      }
    }
    taken.push(best!.box);
    return best!.place;
  });
}

function boxOf({ x, y, anchor }: LabelPlace, width: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - textHeight + 2, bottom: y + 3 };
}

function costOf(box: Box, lines: readonly Line[], plot: Box, taken: readonly Box[]): number {
  const isOutside =
    box.left < plot.left || box.right > plot.right || box.top < plot.top || box.bottom > plot.bottom;
  const overlaps = taken.filter(
    (other) =>
      other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top,
  ).length;
  let crossed = 0;
  for (let x = box.left; x <= box.right; x += 4) {
    for (const line of lines) {
      const y = line(x);
      if (y !== undefined && y > box.top && y < box.bottom) crossed++;
    }
  }
  return (isOutside ? 1_000 : 0) + overlaps * 100 + crossed;
}
