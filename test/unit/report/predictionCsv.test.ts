import assert from 'node:assert/strict';
import { defaultLimits } from '../../../src/core/limits.ts';
import { predictionCsv } from '../../../src/formats/predictions/predictionCsv.ts';
import { predictionHeader, predictionLine } from '../../../src/report/predictionCsv.ts';

describe('a prediction file that is written', () => {
  it('holds image, truth, prediction and a probability for each class', () => {
    assert.equal(predictionHeader(['a', 'b c']), 'image,y_true,y_pred,prob_a,prob_b c\n');
    const scores = Float64Array.of(0.1 + 0.2, 1 - (0.1 + 0.2));
    assert.equal(
      predictionLine('val/a/1, 2.png', 'a', ['a', 'b c'], scores),
      '"val/a/1, 2.png",a,b c,0.30000000000000004,0.7\n',
    );
  });

  it('predicts the first of equal classes, as argmax does', () => {
    assert.match(predictionLine('x', 'b', ['a', 'b', 'c'], Float64Array.of(0.2, 0.4, 0.4)), /^x,b,b,/);
  });

  it('is read again bit for bit, whatever the classes are called', () => {
    const classes = ['a,b', 'he said "no"', 'p', '7', 'Ärger_prob'];
    const rows = classes.flatMap((actual, first) =>
      [1, 2, 3].map((shift) => {
        const scores = Float64Array.from(classes, () => 0.2);
        scores[(first + (shift % 2)) % 5]! += 0.1 + shift / 1e15;
        scores[(first + 3) % 5]! -= 0.1 + shift / 1e15;
        return { path: `val/${actual}/${shift}.png`, actual, scores };
      }),
    );
    const text =
      predictionHeader(classes) +
      rows.map(({ path, actual, scores }) => predictionLine(path, actual, classes, scores)).join('');
    const reader = predictionCsv.reader({ limits: defaultLimits.reading });
    reader.push(new TextEncoder().encode(text));
    const { document, problems } = reader.end();
    assert.deepEqual(problems, []);
    const order = document!.labels.map((name) => classes.indexOf(name));
    assert.deepEqual([...order].sort(), [0, 1, 2, 3, 4]);
    rows.forEach(({ actual, scores }, row) => {
      assert.equal(document!.labels[document!.actual[row]!], actual);
      order.forEach((index, column) => assert.equal(document!.scores![row * 5 + column], scores[index]));
    });
  });
});
