/** Bytes that a log is written and read in at a time. */
const piece = 4_194_304;

/** What Keras 3 prints of an epoch of 15 steps: 17 lines with a bar of its own each. */
export function barEpoch(epoch: number): string {
  const frame = (step: number): string =>
    `\u001b[1m${step}/15\u001b[0m \u001b[32m${'━'.repeat(20)}\u001b[0m \u001b[1m1s\u001b[0m 9ms/step - accuracy: 0.4512 - loss: 1.4010`;
  const running = Array.from({ length: 14 }, (_, step) => `${frame(step + 1)}${'\b'.repeat(72)}\r`);
  return `Epoch ${epoch + 1}/9999999\n\r${running.join('')}${frame(15)} - val_accuracy: 0.4390 - val_loss: 1.4100\n`;
}

/** At least so many megabytes of a log in pieces; `row` gives what is written of its nth epoch or line. */
export function* piecesOf(
  header: string,
  row: (index: number) => string,
  megabytes: number,
): Generator<Buffer> {
  let text = header;
  for (let index = 0, bytes = 0; bytes < megabytes * 1e6; index++) {
    text += row(index);
    if (text.length < piece) continue;
    const written = Buffer.from(text);
    bytes += written.length;
    text = '';
    yield written;
  }
}
