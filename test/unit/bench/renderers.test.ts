import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findReading } from '../../../src/core/trainingRun.ts';
import { packs, readPack } from '../../bench/pack/benchRun.ts';
import type { BenchRun, Logged } from '../../bench/pack/benchRun.ts';
import { readRendered } from '../../bench/readRendered.ts';
import { renderers } from '../../bench/renderers/all.ts';

const fixtures = new URL('../../fixtures/logs/', import.meta.url);

/** Every sixth run: each recipe is among them. */
const runs = packs.flatMap(({ path }) => readPack(path)).filter((_, index) => index % 6 === 0);

/** A line with its numbers and bar widths taken out: what is left is how a framework writes. */
function shape(line: string): string {
  return line
    .replaceAll(/\d+(?:\.\d+)?(?:e-?\d+)?/g, '#')
    .replaceAll(/━+/g, '━')
    .replaceAll(/#m?s/g, '#s')
    .trim();
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

describe('renderers', () => {
  for (const renderer of renderers) {
    it(`${renderer.title}: what is read is what was logged`, () => {
      for (const run of runs) {
        const text = renderer.write(run);
        const document = text === undefined ? undefined : readRendered(renderer, text)?.result.document;
        assert.ok(document?.kind === 'log', run.id);
        assert.equal(document.runs.length, 1, run.id);
        const { epochs } = document.runs[0]!;
        assert.equal(epochs.length, run.log.loss.length, run.id);
        for (const [metric, values] of validationValues(renderer.id, run)) {
          epochs.forEach((epoch, index) => {
            const expected = values[index]!;
            if (typeof expected === 'string') return;
            const reading = findReading(epoch, 'validation', metric);
            assert.ok(reading !== undefined, `${run.id}, epoch ${index}: no ${metric}`);
            const distance = Math.abs(reading.value - expected);
            // Six digits of a large loss are coarser than its decimals say.
            assert.ok(
              distance <= reading.tolerance + 1e-6 + 5e-4 * Math.abs(expected),
              `${run.id}, epoch ${index}: ${metric} ${reading.value} for ${expected}`,
            );
          });
        }
      }
    });
  }

  for (const [id, file, of] of [
    ['kerasCsv', 'kerasCsvLogger/keras_csvlogger_training.log', () => true],
    ['kerasBar', 'kerasText/keras3_verbose1_redirected.log', (line: string) => line.startsWith('Epoch')],
    ['huggingFaceText', 'epochText/huggingFace.txt', (line: string) => line.startsWith("{'loss'")],
  ] as const) {
    it(`${id} writes lines like those of a real file`, () => {
      const renderer = renderers.find((one) => one.id === id)!;
      const real = linesOf(readFileSync(new URL(file, fixtures), 'utf8')).filter(of);
      const made = linesOf(renderer.write(runs[0]!)!).filter(of);
      const shapes = new Set(real.map(shape));
      for (const line of made) assert.ok(shapes.has(shape(line)), line);
    });
  }

  it('kerasBar ends a line as Keras does', () => {
    const frame = (text: string): string | undefined =>
      linesOf(text)
        .find((line) => line.includes('val_loss'))
        ?.split(/[\b\r]+/)
        .at(-1);
    const real = readFileSync(new URL('kerasText/keras3_verbose1_redirected.log', fixtures), 'utf8');
    const made = renderers.find(({ id }) => id === 'kerasBar')!.write(runs[0]!)!;
    assert.equal(shape(frame(made)!), shape(frame(real)!));
  });
});

function validationValues(
  id: string,
  { log, batchMeans }: BenchRun,
): [metric: string, values: readonly Logged[]][] {
  const means = id === 'pytorchBatchMeans' ? batchMeans : undefined;
  return [
    ['loss', means?.loss ?? log.validationLoss],
    ['accuracy', means?.accuracy ?? log.validationAccuracy],
  ];
}
