import type { ClassReport } from '../../core/classReport.ts';
import { numberIn, under } from './jsonNodes.ts';
import type { JsonEntry, JsonNode, JsonTree, ObjectNode } from './jsonNodes.ts';
import { entryColumn, reportOfEntries } from './reportEntries.ts';
import type { EntryColumn, ReportEntry, WrittenNumber } from './reportEntries.ts';

const averages: readonly string[] = ['micro avg', 'macro avg', 'weighted avg', 'samples avg'];

/**
 * The reports of scikit-learn (`classification_report(…, output_dict=True)`) in a JSON text, at any depth, each as a
 * report or as why it is none. What stands beside the classes in one object is passed over.
 */
export function jsonReports(tree: JsonTree, mostClasses: number): readonly (ClassReport | string)[] {
  const found: (ClassReport | string)[] = [];
  const walk = (node: JsonNode): void => {
    if (node.kind === 'array') node.items.forEach(walk);
    if (node.kind !== 'object') return;
    if (isReport(node)) found.push(reportOf(node, tree, mostClasses));
    else node.entries.forEach(({ node: inner }) => walk(inner));
  };
  walk(tree.root);
  return found;
}

function isReport(node: ObjectNode): boolean {
  const hasColumns = (inner: JsonNode | undefined): boolean =>
    columnsOf(inner).has('f1') && columnsOf(inner).has('support');
  return hasColumns(under(node, 'macro avg')) && hasColumns(under(node, 'weighted avg'));
}

/** The numbers of a class or an average; `null` is what other writers make of NaN. */
function columnsOf(node: JsonNode | undefined): ReadonlyMap<EntryColumn, JsonNode> {
  if (node?.kind !== 'object') return new Map();
  return new Map(
    node.entries.flatMap(({ key, node: inner }) => {
      const column = entryColumn(key);
      return column === undefined ? [] : [[column, inner] as const];
    }),
  );
}

function reportOf(node: ObjectNode, tree: JsonTree, mostClasses: number): ClassReport | string {
  const entries = node.entries.flatMap((entry) => entryOf(entry, tree) ?? []);
  return reportOfEntries(entries, tree.spanOf(node.at, node.at + 1).line, mostClasses);
}

function entryOf({ key, start, end, node }: JsonEntry, tree: JsonTree): ReportEntry | undefined {
  const span = tree.spanOf(start, end);
  if (key === 'accuracy') {
    const accuracy = numberIn(node);
    return accuracy === undefined
      ? undefined
      : { label: key, span, numbers: new Map([['precision', tree.written(accuracy)]]) };
  }
  const columns = columnsOf(node);
  if (columns.size < 3 && !averages.includes(key)) return undefined;
  const numbers = [...columns].flatMap(([column, inner]): [EntryColumn, WrittenNumber][] =>
    inner.kind === 'scalar' && typeof inner.value === 'number' ? [[column, tree.written(inner)]] : [],
  );
  return { label: key, span, numbers: new Map(numbers) };
}
