import type {
  ClassReports,
  PrintedNumber,
  RatedClass,
  RateReport,
  ReportedRates,
} from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Format } from '../format.ts';
import { headTree, jsonResultsReader } from './jsonFile.ts';
import type { JsonResults } from './jsonFile.ts';
import { numberIn, under } from './jsonNodes.ts';
import type { JsonNode, JsonTree, ObjectNode } from './jsonNodes.ts';

/** `cats_f_per_type`; `ents_per_type` and its like are of spans of text and not of whole texts. */
const perType = /^(.+)_f_per_type$/;
/** Decimals that spaCy writes at most (ten in a meta.json). */
const fullDecimals = 10;

/**
 * Precision, recall and F1 of each category of a text classifier, as spaCy writes them to `meta.json` and to the file of
 * `spacy evaluate`. Source: spacy/scorer.py, `score_cats` (3.8.16).
 */
export const spacyScores: Format<ClassReports> = {
  id: 'spacyScores',
  title: 'Scores of a text classifier of spaCy (JSON)',
  kind: 'classReport',
  recognise: (head) => {
    if (!head.complete || !head.text.includes('_f_per_type"')) return 0;
    const tree = headTree(head.text);
    return tree === undefined || typeof readScores(tree) === 'string' ? 0 : 0.9;
  },
  reader: jsonResultsReader(readScores),
};

function readScores(tree: JsonTree): JsonResults | string {
  const rates: RateReport[] = [];
  const problems: Problem[] = [];
  const walk = (node: JsonNode): void => {
    if (node.kind !== 'object') return;
    for (const { key, node: inner } of node.entries) {
      const attribute = perType.exec(key)?.[1];
      const report = attribute === undefined ? undefined : reportOf(inner, attribute, node, tree);
      if (report === undefined) {
        walk(inner);
        continue;
      }
      rates.push(report);
      const described = under(node, `${attribute!}_score_desc`);
      if (described?.kind === 'scalar' && described.value === 'macro AUC') {
        const message =
          'These categories do not exclude each other (spaCy scores them by their AUC): a text may have several or none.';
        problems.push({ kind: 'note', message, line: report.line });
      }
    }
  };
  walk(tree.root);
  return rates.length === 0 ? 'Holds no scores of categories. Not read.' : { reports: [], rates, problems };
}

function reportOf(
  node: JsonNode,
  attribute: string,
  holder: ObjectNode,
  tree: JsonTree,
): RateReport | undefined {
  if (node.kind !== 'object' || node.entries.length < 2) return undefined;
  const classes = node.entries.map(({ key, start, end, node: inner }): RatedClass | undefined => {
    const rates = ratesOf(inner, '', tree);
    return rates === undefined ? undefined : { label: key, span: tree.spanOf(start, end), ...rates };
  });
  if (!classes.every((one) => one !== undefined)) return undefined;
  const macro = ratesOf(holder, `${attribute}_macro_`, tree);
  return {
    line: tree.spanOf(node.at, node.at + 1).line,
    classes,
    ...(macro === undefined ? {} : { macro }),
    zeroIsUndefined: true,
  };
}

/** The numbers under `p`, `r` and `f`, each a fraction; undefined if one is missing. */
function ratesOf(node: JsonNode, prefix: string, tree: JsonTree): Required<ReportedRates> | undefined {
  const [precision, recall, f1] = ['p', 'r', 'f'].map((key): PrintedNumber | undefined => {
    const number = numberIn(under(node, `${prefix}${key}`));
    if (number === undefined || number.value < 0 || number.value > 1) return undefined;
    return { value: number.value, tolerance: 0.5 * 10 ** -fullDecimals, span: tree.written(number).span };
  });
  return precision === undefined || recall === undefined || f1 === undefined
    ? undefined
    : { precision, recall, f1 };
}
