import type { OneHotColumns } from './oneHotColumns.ts';
import type { ScoreColumns } from './scoreColumns.ts';
import type { WeightColumn } from './weightColumn.ts';

/** Which column means what, by number. */
export interface ColumnRoles {
  readonly actual: number;
  readonly predicted?: number;
  readonly scores?: ScoreColumns;
  readonly weight?: WeightColumn;
  readonly id?: number;
  /** Where a class is a 1 among the zeros of several columns; `actual` and `predicted` are then the first of them. */
  readonly oneHot?: OneHotColumns;
}
