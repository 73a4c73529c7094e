import type { Finding } from '../core/finding.ts';
import type { Limits } from '../core/limits.ts';
import type { PredictionTable } from '../core/predictionTable.ts';
import type { RunEvidence } from '../core/runEvidence.ts';
import { headerCell, startOfLine } from './places.ts';
import type { Rule, Say } from './rule.ts';

const id = 'shared-rows';

/** Share of the ids that may stand more than once: where more do, they name groups of rows and not rows. */
const repeatedIds = 0.1;

/**
 * Rows that were trained on are judged, or one row has two labels.
 *
 * Exact, by ids: ids of the file that are also in a file of training rows beside it, with the same labels (see
 * `rowsSharedWithTraining` for what is asked of ids); or ids that stand more than once with different actual labels, where
 * at most a tenth of the ids stand more than once. Silent without ids, and above 200,000 rows.
 */
export const sharedRows: Rule = {
  id,
  title: 'Rows are shared or have two labels',
  severity: 'warning',
  verb: 'is',
  problems: ['binary', 'multiclass'],
  suppressedBy: [],
  check,
  say: message,
  sayRelated: (what, { evidence }, say) =>
    what === 'second'
      ? 'The same id with another label.'
      : `The file with ${say.count(evidence['rows']!)} rows, by this column of ids.`,
};

function check({ predictions }: RunEvidence, { rules }: Limits): Finding | undefined {
  if (predictions?.table.columns.id === undefined) return undefined;
  const { table, file, sharedWithTraining: shared } = predictions;
  if (table.actual.length > rules.predictions.sharedRowsMost) return undefined;
  const { span } = predictions.table.columns.id;
  const column = span === undefined ? headerCell(predictions) : { file, span };
  const rows = table.actual.length;
  if (shared !== undefined) {
    return {
      rule: id,
      severity: 'warning',
      verb: 'is',
      location: { file, span: startOfLine(shared.firstLine) },
      evidence: { shared: shared.rows, rows },
      names: { trainingFile: [shared.file.slice(shared.file.lastIndexOf('/') + 1)] },
      related: [{ location: column, what: 'ids' }],
    };
  }
  const twice = idsOfTwoLabels(table);
  if (twice === undefined) return undefined;
  return {
    rule: id,
    severity: 'warning',
    verb: 'is',
    location: { file, span: startOfLine(table.rowLines[twice.second]!) },
    evidence: { ids: twice.ids, rows, repeated: twice.repeated },
    names: {
      id: [twice.id],
      labels: [twice.first, twice.second].map((row) => table.labels[table.actual[row]!]!),
    },
    related: [
      { location: { file, span: startOfLine(table.rowLines[twice.first]!) }, what: 'second' },
      { location: column, what: 'ids' },
    ],
  };
}

/** Ids that stand with different actual labels, with the two rows of the first; undefined where there are none. */
function idsOfTwoLabels({ rowIds, actual }: PredictionTable) {
  const firstRow = new Map<string, number>();
  const repeated = new Set<string>();
  const conflicting = new Set<string>();
  let found: { id: string; first: number; second: number } | undefined;
  (rowIds ?? []).forEach((name, row) => {
    const first = firstRow.get(name);
    if (first === undefined) {
      firstRow.set(name, row);
      return;
    }
    repeated.add(name);
    if (actual[first] === actual[row] || name.trim() === '') return;
    conflicting.add(name);
    found ??= { id: name, first, second: row };
  });
  if (found === undefined || repeated.size > repeatedIds * firstRow.size) return undefined;
  return { ...found, ids: conflicting.size, repeated: repeated.size };
}

function message({ evidence, names }: Finding, say: Say): string {
  const { shared, rows, ids, repeated } = evidence;
  if (shared !== undefined) {
    return (
      `${say.count(shared)} ${shared === 1 ? 'id' : 'ids'} of ${say.count(rows!)} rows ${shared === 1 ? 'is' : 'are'} also in ${say.label(names['trainingFile']?.[0] ?? '')}, ` +
      `with the same labels: rows that were trained on are judged here, and every number is too good. ` +
      `Split by id before training, and evaluate on rows that only this file has.`
    );
  }
  const [first = '', second = ''] = names['labels'] ?? [];
  const many = ids === 1 ? 'id stands' : 'ids stand';
  return (
    `${say.count(ids!)} ${many} with two actual labels among ${say.count(rows!)} rows: ${say.label(names['id']?.[0] ?? '')} is ${say.label(first)} ` +
    `and ${say.label(second)}. One of each is wrong, whatever is predicted (${say.count(repeated!)} ids stand more than once). ` +
    `Look at these rows, and keep one of each.`
  );
}
