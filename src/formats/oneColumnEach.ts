import type { ColumnRoles } from './columnRoles.ts';
import { classOfCells } from './oneHotColumns.ts';
import type { OneHot, OneHotColumns } from './oneHotColumns.ts';
import type { TableSample } from './tableSample.ts';

/** A table in which each group of zeros and ones is one column of classes, and the way back. */
interface OneColumnEach {
  readonly sample: TableSample;
  /** Roles by the columns of the file. */
  unfold(roles: ColumnRoles): ColumnRoles;
}

/** Columns of a table with one column for each group: the first of the group becomes its classes, the others go. */
export function oneColumnEach(sample: TableSample, oneHot: OneHotColumns): OneColumnEach {
  const groups = new Map<number, { readonly group: OneHot; readonly name: string }>();
  const others = new Set<number>();
  for (const [group, name] of [
    [oneHot.actual, 'y_true'],
    [oneHot.predicted, 'y_pred'],
  ] as const) {
    if (group === undefined) continue;
    groups.set(group.columns[0]!, { group, name });
    for (const column of group.columns.slice(1)) others.add(column);
  }
  const kept = [...sample.names.keys()].filter((column) => !others.has(column));
  const at = (column: number): number => kept[column]!;
  return {
    sample: {
      names: kept.map((column) => groups.get(column)?.name ?? sample.names[column]!),
      rows: sample.rows.map((row) =>
        kept.map((column) => {
          const own = groups.get(column);
          return own === undefined ? row[column]! : classOfCells((one) => row[one]!, own.group);
        }),
      ),
    },
    unfold: ({ actual, predicted, scores, weight, id }) => ({
      actual: at(actual),
      ...(predicted === undefined ? {} : { predicted: at(predicted) }),
      ...(scores === undefined
        ? {}
        : {
            scores:
              scores.kind === 'wide'
                ? { ...scores, columns: scores.columns.map(at) }
                : { ...scores, column: at(scores.column) },
          }),
      ...(weight === undefined ? {} : { weight: { ...weight, column: at(weight.column) } }),
      ...(id === undefined ? {} : { id: at(id) }),
      oneHot: {
        ...(oneHot.actual?.columns[0] === at(actual) ? { actual: oneHot.actual } : {}),
        ...(predicted !== undefined && oneHot.predicted?.columns[0] === at(predicted)
          ? { predicted: oneHot.predicted }
          : {}),
      },
    }),
  };
}
