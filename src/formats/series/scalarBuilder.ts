import type { ScalarSeries } from '../../core/scalarSeries.ts';
import type { Span } from '../../core/span.ts';
import type { NotFinite } from '../../core/trainingRun.ts';
import type { LoggedNumber } from '../logs/loggedNumber.ts';

/** One value on its way into a series; `printed` is absent for a binary one. */
export interface ScalarPoint {
  readonly step: number;
  readonly value: number | NotFinite;
  readonly span: Span;
  readonly printed?: Pick<LoggedNumber, 'digits' | 'lastDigit'>;
}

/** Digits beyond which more of them change nothing. */
const mostDigits = 255;

const lowestDigit = -32_768;

/** Gathers the values of one scalar in arrays that grow. */
export class ScalarBuilder {
  readonly name: string;
  length = 0;
  #steps = new Float64Array(16);
  #values = new Float64Array(16);
  #lines = new Int32Array(16);
  #starts = new Int32Array(16);
  #ends = new Int32Array(16);
  #digits: Uint8Array | undefined;
  #lastDigits = new Int16Array(0);
  readonly #notFinite = new Map<number, NotFinite>();

  constructor(name: string) {
    this.name = name;
  }

  add({ step, value, span, printed }: ScalarPoint): void {
    const at = this.length++;
    if (at === this.#steps.length) this.#grow();
    this.#steps[at] = step;
    if (typeof value === 'number') this.#values[at] = value;
    else this.#notFinite.set(at, value);
    this.#lines[at] = span.line;
    this.#starts[at] = span.start;
    this.#ends[at] = span.end;
    if (printed === undefined) return;
    if (this.#digits === undefined) {
      this.#digits = new Uint8Array(this.#steps.length);
      this.#lastDigits = new Int16Array(this.#steps.length);
    }
    this.#digits[at] = Math.min(printed.digits, mostDigits);
    this.#lastDigits[at] = Math.max(printed.lastDigit, lowestDigit);
  }

  /** Takes back the values from this step on: a training goes on from a checkpoint before it. */
  voidFrom(step: number): void {
    let kept = 0;
    while (kept < this.length && this.#steps[kept]! < step) kept++;
    for (let at = kept; at < this.length; at++) this.#notFinite.delete(at);
    // What was handed out keeps its arrays: the next values are written to others.
    if (kept < this.length) this.#own();
    this.length = kept;
  }

  /** The values so far; later ones do not change it. */
  series(): ScalarSeries {
    const { length } = this;
    const digits = this.#digits?.subarray(0, length);
    return {
      name: this.name,
      steps: this.#steps.subarray(0, length),
      values: this.#values.subarray(0, length),
      notFinite: new Map(this.#notFinite),
      lines: this.#lines.subarray(0, length),
      starts: this.#starts.subarray(0, length),
      ends: this.#ends.subarray(0, length),
      ...(digits === undefined
        ? {}
        : { printed: { digits, lastDigits: this.#lastDigits.subarray(0, length) } }),
    };
  }

  #own(): void {
    this.#steps = this.#steps.slice();
    this.#values = this.#values.slice();
    this.#lines = this.#lines.slice();
    this.#starts = this.#starts.slice();
    this.#ends = this.#ends.slice();
  }

  #grow(): void {
    const length = this.#steps.length * 2;
    this.#steps = enlarged(this.#steps, new Float64Array(length));
    this.#values = enlarged(this.#values, new Float64Array(length));
    this.#lines = enlarged(this.#lines, new Int32Array(length));
    this.#starts = enlarged(this.#starts, new Int32Array(length));
    this.#ends = enlarged(this.#ends, new Int32Array(length));
    if (this.#digits === undefined) return;
    this.#digits = enlarged(this.#digits, new Uint8Array(length));
    this.#lastDigits = enlarged(this.#lastDigits, new Int16Array(length));
  }
}

type Column = Float64Array | Int32Array | Int16Array | Uint8Array;

function enlarged<T extends Column>(values: T, larger: T): T {
  larger.set(values);
  return larger;
}
