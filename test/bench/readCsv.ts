/**
 * Times the CSV reader on a generated table of 1,000,000 rows x 8 columns (about 90 MB) fed in pieces of 1 MiB.
 * Run: node test/bench/readCsv.ts [rows] [digits]
 */
import { predictionCsv } from '../../src/formats/predictions/predictionCsv.ts';
import { defaultLimits } from '../../src/core/limits.ts';

const classes = ['cardboard', 'glass', 'metal', 'paper', 'plastic'];
const pieceBytes = 1_048_576;

function generate(rows: number, digits: number): Buffer {
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const blocks: Buffer[] = [];
  let lines = [`id,y_true,y_pred,${classes.map((name) => `prob_${name}`).join(',')}`];
  for (let row = 0; row < rows; row++) {
    const raw = classes.map(() => Math.exp(3 * random()));
    const total = raw.reduce((sum, value) => sum + value, 0);
    const scores = raw.map((value) => value / total);
    const best = classes[scores.indexOf(Math.max(...scores))]!;
    const truth = random() < 0.8 ? best : classes[Math.floor(random() * classes.length)]!;
    const cells = scores.map((value) => (digits > 16 ? String(value) : value.toPrecision(digits)));
    lines.push(`${row},${truth},${best},${cells.join(',')}`);
    if (lines.length > 10_000) {
      blocks.push(Buffer.from(`${lines.join('\n')}\n`));
      lines = [];
    }
  }
  if (lines.length > 0) blocks.push(Buffer.from(`${lines.join('\n')}\n`));
  return Buffer.concat(blocks);
}

const rows = Number(process.argv[2] ?? 1_000_000);
const digits = Number(process.argv[3] ?? 8);
const bytes = generate(rows, digits);
for (let round = 0; round < 5; round++) {
  const before = process.cpuUsage();
  const reader = predictionCsv.reader({ limits: defaultLimits.reading });
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  const read = process.cpuUsage(before);
  const { document, problems } = reader.end();
  const all = process.cpuUsage(before);
  const ids = process.cpuUsage();
  const idCount = document?.rowIds?.length ?? 0;
  const seconds = (usage: NodeJS.CpuUsage): string => ((usage.user + usage.system) / 1e6).toFixed(2);
  console.log(
    `${(bytes.length / 1e6).toFixed(1)} MB, ${document?.actual.length ?? 0} rows: CPU ${seconds(all)} s (scan ${seconds(read)} s); ` +
      `${idCount} ids on demand ${seconds(process.cpuUsage(ids))} s; ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB RSS; ${problems.map((problem) => problem.message).join(' ')}`,
  );
}
