import type { RateName } from '../../core/classReport.ts';
import { normaliseName } from '../columnNames.ts';
import { numberIn, textsIn } from './jsonNodes.ts';
import type { JsonEntry, JsonNode, JsonTree, ObjectNode, ScalarNode } from './jsonNodes.ts';

/** What a number of a class is. */
export type Quantity = RateName | 'accuracy' | 'correct' | 'support' | 'rows';

const quantities: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  ...['precision', 'prec', 'ppv'].map((name) => [name, 'precision'] as const),
  ...['recall', 'sensitivity', 'tpr'].map((name) => [name, 'recall'] as const),
  ...['f1', 'f1_score', 'f1score', 'f_score', 'fscore'].map((name) => [name, 'f1'] as const),
  ...['accuracy', 'acc'].map((name) => [name, 'accuracy'] as const),
  ...['correct', 'n_correct', 'num_correct', 'right', 'hits'].map((name) => [name, 'correct'] as const),
  ['support', 'support'],
  ...['total', 'count', 'n', 'rows', 'samples', 'n_samples', 'num_samples', 'total_samples', 'examples'].map(
    (name) => [name, 'rows'] as const,
  ),
]);

/** Numbers of detection and segmentation, whose classes are those of boxes and pixels. */
const otherTask = /(?:^|_)(?:m?ap(?:_?\d+)?|map\d+|iou|dice|box|boxes|instances)(?:_|$)/;

/** The objects of a summary, a class each, with what stands beside them. */
export interface Summary {
  readonly classes: readonly {
    readonly entry: JsonEntry;
    readonly numbers: ReadonlyMap<Quantity, ScalarNode>;
  }[];
  readonly node: ObjectNode;
  /** The object that holds them, and the objects around it, inner ones first. */
  readonly around: readonly ObjectNode[];
  /** True if their key or a list beside them says that they are classes. */
  readonly isOfClasses: boolean;
}

/**
 * The summaries by class in a JSON text: an object of objects with numbers. That they are of classes their key says, a
 * list of the same labels beside them, or a support.
 */
export function classSummaries(tree: JsonTree): readonly Summary[] {
  const found: Summary[] = [];
  const walk = (node: JsonNode, key: string, around: readonly ObjectNode[]): void => {
    if (node.kind === 'array') node.items.forEach((item) => walk(item, key, around));
    if (node.kind !== 'object') return;
    const summary = summaryOf(node, key, around);
    if (summary !== undefined) found.push(summary);
    else for (const entry of node.entries) walk(entry.node, entry.key, [node, ...around]);
  };
  walk(tree.root, '', []);
  return found;
}

function summaryOf(node: ObjectNode, key: string, around: readonly ObjectNode[]): Summary | undefined {
  if (node.entries.length < 2 || node.entries.some((entry) => entry.node.kind !== 'object')) return undefined;
  const classes = node.entries.map((entry) => ({ entry, numbers: numbersOf(entry.node) }));
  if (classes.some(({ entry }) => namesOf(entry.node).some((name) => otherTask.test(name)))) return undefined;
  const has = (quantity: Quantity): boolean => classes.every(({ numbers }) => numbers.has(quantity));
  const hasRates = has('recall') || has('correct') || has('accuracy');
  const isOfClasses = saysClass(key) || isListed(node, around);
  const isCounted = has('support') || (has('rows') && isOfClasses);
  if (hasRates && isCounted) return { classes, node, around, isOfClasses };
  const isRated = has('recall') && (has('precision') || has('f1'));
  return isRated &&
    isOfClasses &&
    !classes.some(({ numbers }) => numbers.has('support') || numbers.has('rows'))
    ? { classes, node, around, isOfClasses }
    : undefined;
}

function namesOf(node: JsonNode): readonly string[] {
  return node.kind === 'object' ? node.entries.map(({ key }) => normaliseName(key)) : [];
}

function numbersOf(node: JsonNode): ReadonlyMap<Quantity, ScalarNode> {
  const numbers = new Map<Quantity, ScalarNode>();
  if (node.kind !== 'object') return numbers;
  for (const { key, node: inner } of node.entries) {
    const quantity = quantities.get(normaliseName(key));
    const number = numberIn(inner);
    if (quantity !== undefined && number !== undefined && !numbers.has(quantity))
      numbers.set(quantity, number);
  }
  return numbers;
}

/** `per_class`, `class_metrics`, `by_label`; a category, a task or a subject is no class of a model. */
function saysClass(key: string): boolean {
  return normaliseName(key)
    .split('_')
    .some((word) => /^(?:per|by)?(?:class|classes|classwise|label|labels)$/.test(word));
}

/** True if a list beside the objects holds their keys. */
function isListed(node: ObjectNode, [holder]: readonly ObjectNode[]): boolean {
  const keys = node.entries.map(({ key }) => key);
  return (holder?.entries ?? []).some(({ node: list }) => {
    const texts = textsIn(list);
    return texts?.length === keys.length && keys.every((key) => texts.includes(key));
  });
}

/** True for a summary without numbers of rows. */
export function isOfRates({ classes }: Summary): boolean {
  return classes.every(({ numbers }) => !numbers.has('support') && !numbers.has('rows'));
}
