import { accuracies } from './accuracies.ts';
import { areas, areasOfOneClass } from './areas.ts';
import { calibrations } from './calibration.ts';
import type { Definition } from './definition.ts';
import { losses } from './losses.ts';
import { means, ofOneClass } from './means.ts';

/** Classes whose own values are looked at; with more, some class has nearly every number. */
export const mostNamedClasses = 20;

/** Every definition that a number in a log may follow for these classes, the usual ones first. */
export function definitionsFor(labels: readonly string[]): readonly Definition[] {
  const named = labels.length <= mostNamedClasses ? labels : [];
  return [
    ...accuracies,
    ...means,
    ...losses,
    ...areas,
    ...calibrations,
    ...ofOneClass(named),
    ...areasOfOneClass(named),
  ];
}
