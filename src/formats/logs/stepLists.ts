import type { JsonList } from './historyRun.ts';
import type { JsonNumber } from './jsonPlaces.ts';

/** The values of one name with the step of each. */
export interface StepSeries {
  readonly name: string;
  readonly points: readonly { readonly step: number; readonly value: JsonNumber }[];
}

/** Series over steps of their own as lists of one length: the steps in order, what a name lacks is undefined there. */
export function stepLists(series: readonly StepSeries[]): readonly JsonList[] {
  const steps = [...new Set(series.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
    (a, b) => a - b,
  );
  const places = new Map(steps.map((step, index) => [step, index]));
  const epochs = steps.map((step) => numbered(step));
  return [
    { key: 'epoch', items: epochs },
    ...series.map(({ name, points }): JsonList => {
      const items: (JsonNumber | undefined)[] = Array.from({ length: steps.length }, () => undefined);
      for (const { step, value } of points) items[places.get(step)!] = value;
      return { key: name, items };
    }),
  ];
}

/** A number of an epoch that stands elsewhere, or several times; only its value is of use. */
export function numbered(value: number): JsonNumber {
  return { number: { value, lastDigit: 0, digits: 1 }, span: { line: 0, start: 0, end: 0 } };
}
