import { idRank, isScoreName, normaliseName, predictedRank, truthRank, weightKind } from './columnNames.ts';
import { columnNamed, howToDeclare } from './declaredColumns.ts';
import type { ColumnMapping } from './format.ts';
import { countsRows, holdsNumbers, holdsWholeNumbers } from './tableSample.ts';
import type { TableSample } from './tableSample.ts';

/** The column that says how many times a row counts, by number. */
export interface WeightColumn {
  readonly column: number;
  readonly kind: 'importance' | 'frequency';
}

interface WeightChoice {
  readonly weight?: WeightColumn;
  /** Why a column that may hold weights is not taken for them. */
  readonly doubt?: readonly string[];
}

/** Names that are nothing but weights, whatever else the table holds. */
const sureName = /^(?:sample|instance|case)_weights?$|^n_?predictions$/;
/** Numbers that people save of each row beside its classes; other numbers are features of a data set. */
const bookkeeping =
  /^(?:epoch|fold|step|batch|split|seed|loss|correct|error|margin|entropy|rank|time|timestamp)$/;

/**
 * Decides which column holds weights: the declared one, else one named so. Beside features a `weight` or a `count` is
 * as likely one of them, so that there only `sample_weight` and its like are taken. `used` are the columns with a role.
 */
export function chooseWeight(
  sample: TableSample,
  used: ReadonlySet<number>,
  declared: ColumnMapping,
): WeightChoice {
  if (declared.weight !== undefined) {
    const column = columnNamed(sample, declared.weight)!;
    const name = normaliseName(sample.names[column]!);
    const whole = weightKind(name) === 'frequency' && holdsWholeNumbers(sample, column);
    return { weight: { column, kind: whole ? 'frequency' : 'importance' } };
  }
  const free = [...sample.names.keys()].filter(
    (column) => !used.has(column) && !isDeclared(sample, declared, column),
  );
  const candidates = free.flatMap((column) => weightOf(sample, column) ?? []);
  const isSure = ({ column }: WeightColumn): boolean => sureName.test(normaliseName(sample.names[column]!));
  const [first] = candidates;
  const weight = candidates.find(isSure) ?? first;
  if (weight === undefined) return {};
  const feature = free.find((column) => isFeature(sample, column));
  if (isSure(weight) || feature === undefined) return { weight };
  const [name, other] = [sample.names[weight.column]!, sample.names[feature]!];
  const doubt = `Column "${name}" may be a feature as "${other}" is, so rows are not weighted by it; if they should be, name it ${howToDeclare('weight', name)}.`;
  return { doubt: [doubt] };
}

function weightOf(sample: TableSample, column: number): WeightColumn | undefined {
  const kind = weightKind(normaliseName(sample.names[column]!));
  if (kind === undefined) return undefined;
  const fits =
    kind === 'frequency'
      ? holdsWholeNumbers(sample, column) && !countsRows(sample, column)
      : holdsNumbers(sample, column);
  return fits ? { column, kind } : undefined;
}

function isFeature(sample: TableSample, column: number): boolean {
  const name = normaliseName(sample.names[column]!);
  const isKnown =
    weightKind(name) !== undefined ||
    idRank(name) > 0 ||
    isScoreName(name) ||
    truthRank(name) > 0 ||
    predictedRank(name) > 0 ||
    bookkeeping.test(name);
  return !isKnown && holdsNumbers(sample, column) && !countsRows(sample, column);
}

function isDeclared(sample: TableSample, declared: ColumnMapping, column: number): boolean {
  return Object.values(declared).some(
    (name: unknown) => typeof name === 'string' && columnNamed(sample, name) === column,
  );
}
