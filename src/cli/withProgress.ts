import type { Output } from './context.ts';

/** Work that takes longer than this says so on stderr. */
const patienceMs = 3_000;

/** The work, with one line on stderr if it takes long. */
export async function withProgress<T>(output: Output, file: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => output.remark(`Reading ${file} …`), patienceMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
