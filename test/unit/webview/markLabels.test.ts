import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeLabels } from '../../../src/webview/markLabels.ts';

const plot = { left: 40, right: 640, top: 0, bottom: 180 };

/** Where a label's text lies. */
function spanOf({ x, anchor }: { x: number; anchor: string }, width: number): [number, number] {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return [left, left + width];
}

describe('placeLabels', () => {
  it('keeps labels inside the plot and apart, where there is room', () => {
    const mark = fc.record({
      x: fc.integer({ min: 40, max: 640 }),
      y: fc.integer({ min: 20, max: 160 }),
      width: fc.integer({ min: 40, max: 180 }),
    });
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 2 }), (marks) => {
        const places = placeLabels(marks, [], plot);
        const boxes = places.map((place, index) => ({
          span: spanOf(place, marks[index]!.width),
          y: place.y,
        }));
        for (const { span, y } of boxes) {
          assert.ok(span[0] >= plot.left && span[1] <= plot.right);
          assert.ok(y >= 10 && y <= plot.bottom);
        }
        const [a, b] = boxes;
        if (a === undefined || b === undefined) return;
        const isBeside = a.span[1] <= b.span[0] || b.span[1] <= a.span[0];
        assert.ok(isBeside || Math.abs(a.y - b.y) >= 12);
      }),
      // Two marks in a corner, each in the way of the other's label.
      {
        examples: [
          [
            [
              { x: 40, y: 24, width: 40 },
              { x: 40, y: 20, width: 40 },
            ],
          ],
        ],
        numRuns: 1_000,
      },
    );
  });

  it('takes the side of a mark that the curves leave free', () => {
    const above = placeLabels([{ x: 300, y: 80, width: 100 }], [() => 95], plot)[0]!;
    const below = placeLabels([{ x: 300, y: 80, width: 100 }], [() => 65], plot)[0]!;
    assert.ok(above.y < 80);
    assert.ok(below.y > 80);
  });
});
