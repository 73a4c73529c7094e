/** Lines on stderr but the one of long work: a busy machine may take long enough for it. */
export function complaints(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('imbalance-lens: Reading '));
}
