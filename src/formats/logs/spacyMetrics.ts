/** Canonical names of spaCy's scores of text categories (spacy/scorer.py, 3.8.16), by their names in lower case. */
const canonical: ReadonlyMap<string, string> = new Map([
  ['cats_micro_f', 'microF1'],
  ['cats_macro_p', 'macroPrecision'],
  ['cats_macro_r', 'macroRecall'],
  ['cats_macro_f', 'macroF1'],
  // The table cuts names of more than 13 characters; of these this is the only one.
  ['cats_macro...', 'cats_macro_auc'],
]);

/**
 * The name of a score of text categories as the log means it, or undefined for one of another component. `cats_score`
 * keeps its name: it is the macro F1 of exclusive classes, but the F1 of the positive one of two where the pipeline
 * names one, and the macro ROC AUC of classes that may come together.
 */
export function spacyMetric(name: string): string | undefined {
  const folded = name.toLowerCase();
  return folded.startsWith('cats_') ? (canonical.get(folded) ?? folded) : undefined;
}
