import type { Span } from '../../core/span.ts';
import { numberIn, squareIn, textsIn, under } from './jsonNodes.ts';
import type { JsonNode, JsonTree, ObjectNode } from './jsonNodes.ts';
import type { PrintedMatrix } from './printedMatrix.ts';

const keyPattern = /confusion|conf_?mat|^cm$/i;
/** Keys of a matrix of shares. */
const shareKey = /norm|percent/i;
const listKeys = ['labels', 'classes', 'class_names', 'classNames', 'target_names', 'label_names'] as const;

/** A matrix with the object that holds it. */
export interface HeldMatrix {
  readonly matrix: PrintedMatrix;
  readonly holder: ObjectNode;
}

/** The confusion matrices of counts in a JSON text: lists under a key that says so, counts by name, or the four of two classes. */
export function jsonMatrices(tree: JsonTree): readonly HeldMatrix[] {
  const found: HeldMatrix[] = [];
  const walk = (node: JsonNode): void => {
    if (node.kind === 'array') node.items.forEach(walk);
    if (node.kind !== 'object') return;
    for (const entry of node.entries) {
      const isMatrix = keyPattern.test(entry.key) && !shareKey.test(entry.key);
      const matrix = isMatrix ? matrixOf(entry.node, node, tree) : undefined;
      if (matrix === undefined) walk(entry.node);
      else found.push({ matrix, holder: node });
    }
  };
  walk(tree.root);
  return found;
}

function matrixOf(node: JsonNode, holder: ObjectNode, tree: JsonTree): PrintedMatrix | undefined {
  const inner =
    node.kind === 'object' ? node.entries.find((entry) => squareIn(entry.node) !== undefined) : undefined;
  if (inner !== undefined && shareKey.test(inner.key)) return undefined;
  const list = inner?.node ?? node;
  const counts = squareIn(list);
  if (counts !== undefined && list.kind === 'array') {
    const spans = list.items.map((item) => placeOf(item, tree));
    const labels = [namesIn(node), namesIn(holder)].find((names) => names?.length === counts.length);
    return {
      writer: 'array',
      line: tree.spanOf(list.at, list.at + 1).line,
      counts,
      isTitled: true,
      spans,
      ...(labels === undefined ? {} : { labels }),
    };
  }
  return node.kind === 'object' ? (ofFour(node, tree) ?? byName(node, tree)) : undefined;
}

/** Names of the classes that an object lists. */
function namesIn(node: JsonNode): readonly string[] | undefined {
  for (const key of listKeys) {
    const names = textsIn(under(node, key));
    if (names !== undefined) return names;
  }
  return undefined;
}

function placeOf(node: JsonNode, tree: JsonTree): Span {
  return tree.spanOf(node.at, node.kind === 'scalar' ? node.end : node.at + 1);
}

/** `{"tn": 50, "fp": 2, "fn": 7, "tp": 21}`. */
function ofFour(node: ObjectNode, tree: JsonTree): PrintedMatrix | undefined {
  const count = (...keys: readonly string[]) => {
    const entry = node.entries.find(({ key }) => keys.includes(key.toLowerCase()));
    const number = numberIn(entry?.node);
    return number !== undefined && Number.isSafeInteger(number.value) && number.value >= 0
      ? number
      : undefined;
  };
  const [tn, fp] = [
    count('tn', 'true_negative', 'true_negatives'),
    count('fp', 'false_positive', 'false_positives'),
  ];
  const [fn, tp] = [
    count('fn', 'false_negative', 'false_negatives'),
    count('tp', 'true_positive', 'true_positives'),
  ];
  if (tn === undefined || fp === undefined || fn === undefined || tp === undefined) return undefined;
  return {
    writer: 'array',
    line: tree.spanOf(node.at, node.at + 1).line,
    counts: [
      [tn.value, fp.value],
      [fn.value, tp.value],
    ],
    labels: ['negative', 'positive'],
    truth: 'rows',
    isTitled: true,
    spans: [placeOf(tn, tree), placeOf(tp, tree)],
  };
}

/** `{"cat": {"cat": 8, "dog": 2}, "dog": {…}}`: a class that an inner object lacks has a count of 0. */
function byName(node: ObjectNode, tree: JsonTree): PrintedMatrix | undefined {
  const labels = node.entries.map(({ key }) => key);
  if (labels.length < 2 || new Set(labels).size < labels.length) return undefined;
  const counts = node.entries.map(({ node: row }) => {
    if (row.kind !== 'object' || row.entries.some(({ key }) => !labels.includes(key))) return undefined;
    return labels.map((label) => {
      const cell = under(row, label);
      return cell === undefined ? 0 : numberIn(cell)?.value;
    });
  });
  const areCounts = counts.every((row) =>
    row?.every((count) => count !== undefined && Number.isSafeInteger(count) && count >= 0),
  );
  if (!areCounts) return undefined;
  return {
    writer: 'array',
    line: tree.spanOf(node.at, node.at + 1).line,
    counts: counts as readonly (readonly number[])[],
    labels,
    isTitled: true,
    spans: node.entries.map(({ start, end }) => tree.spanOf(start, end)),
  };
}
