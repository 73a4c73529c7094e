/** Bytes added piece by piece. */
export class GrowingBytes {
  length = 0;
  private memory = new Uint8Array(4_096);

  /** Copies `bytes` to the end. */
  add(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.memory.length) {
      const larger = new Uint8Array(Math.max(needed, this.memory.length * 2));
      larger.set(this.memory.subarray(0, this.length));
      this.memory = larger;
    }
    this.memory.set(bytes, this.length);
    this.length = needed;
  }

  /** All bytes so far: a view, good until the next addition. */
  bytes(): Uint8Array {
    return this.memory.subarray(0, this.length);
  }

  clear(): void {
    this.memory = new Uint8Array(0);
    this.length = 0;
  }
}
