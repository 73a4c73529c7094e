/** The classes of a table from the labels its columns hold. */
export interface LabelUnion {
  /** In scikit-learn's order: numbers by value, else by code point. */
  readonly labels: readonly string[];
  /** Class index of each label as written. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Pairs of labels that look alike but are different classes, each as one sentence. */
  readonly notes: readonly string[];
}

const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const missingTexts: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '<NA>']);
const positiveNames: ReadonlySet<string> = new Set(
  (
    'yes y true t pos positive fraud fraudulent churn churned spam phishing malicious malware malignant cancer tumor ' +
    'tumour disease diseased sick ill infected defect defective faulty failure fail anomaly anomalous abnormal ' +
    'attack intrusion bot default bad toxic hate event case hit died dead death'
  ).split(' '),
);

/** The number a text spells by the strict grammar of the number scanner, if it is finite. */
export function numberOf(text: string): number | undefined {
  if (!numberText.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** True for what pandas, R and JSON write where there is no value. `None` and `-` are classes of some data sets. */
export function isMissingText(text: string): boolean {
  return missingTexts.has(text);
}

/**
 * Unites the labels of several columns (truth, prediction, score columns). If every label is a finite number,
 * equal numbers are one class ("1", "1.0"), unless a leading zero says that they are codes ("007"); true and false
 * in any case are one class with 1 and 0; all other labels are compared by their exact characters.
 */
export function uniteLabels(columns: readonly (readonly string[])[]): LabelUnion {
  const texts = [...new Set(columns.flat())];
  const canonical = canonicalText(texts);
  const byCanonical = new Map(texts.map((text) => [text, canonical(text)]));
  const unique = [...new Set(byCanonical.values())];
  const numeric = unique.every((label) => numberOf(label) !== undefined) && !texts.some(isCode);
  const labels = unique.sort(numeric ? (a, b) => Number(a) - Number(b) : compareCodePoints);
  const position = new Map(labels.map((label, index) => [label, index]));
  const indexOf = new Map([...byCanonical].map(([text, label]) => [text, position.get(label)!]));
  return { labels, indexOf, notes: alikeNotes(labels) };
}

/** A label as people compare it: NFC, lower case, single blanks; numbers by value. */
export function foldLabel(label: string): string {
  const number = numberOf(label);
  if (number !== undefined) return String(number);
  return label.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * The positive class of two: the declared one, else the one whose name says so (1 against 0 or -1, yes, fraud, …),
 * else the rarer in the truth, the later of equals.
 */
export function choosePositive(
  labels: readonly [string, string],
  support: readonly [number, number],
  declared: string | undefined,
): { readonly classIndex: 0 | 1; readonly source: 'setting' | 'name' | 'rarer' } {
  if (declared !== undefined) {
    const exact = labels.indexOf(declared);
    const found = exact >= 0 ? exact : labels.findIndex((label) => foldLabel(label) === foldLabel(declared));
    if (found >= 0) return { classIndex: found === 1 ? 1 : 0, source: 'setting' };
  }
  const named = labels.map((label, index) => soundsPositive(label, labels[1 - index]!));
  if (named[0] !== named[1]) return { classIndex: named[1] === true ? 1 : 0, source: 'name' };
  return { classIndex: support[0] < support[1] ? 0 : 1, source: 'rarer' };
}

function soundsPositive(label: string, other: string): boolean {
  const number = numberOf(label);
  const otherNumber = numberOf(other);
  if (number === 1) return otherNumber === 0 || otherNumber === -1 || otherNumber === undefined;
  return positiveNames.has(foldLabel(label));
}

/** How each label is written once, for all spellings of the same class. */
function canonicalText(texts: readonly string[]): (text: string) => string {
  const lower = texts.map((text) => text.toLowerCase());
  const words = texts.filter((_, index) => lower[index] === 'true' || lower[index] === 'false');
  const allTruthValues = texts.every((text) => truthValue(text) !== undefined);
  if (allTruthValues && words.length > 0 && words.length < texts.length) return (text) => truthValue(text)!;
  if (allTruthValues && words.length === texts.length) {
    return (text) => words.find((word) => word.toLowerCase() === text.toLowerCase())!;
  }
  const plainNumbers = texts.every((text) => {
    const number = numberOf(text);
    return number !== undefined && Math.abs(number) <= Number.MAX_SAFE_INTEGER && !isCode(text);
  });
  return plainNumbers ? (text) => String(Number(text) + 0) : (text) => text;
}

function truthValue(text: string): '0' | '1' | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true' || numberOf(text) === 1) return '1';
  if (lower === 'false' || numberOf(text) === 0) return '0';
  return undefined;
}

/** A number whose leading zero would be lost ("007"): a code, not a quantity. */
function isCode(text: string): boolean {
  return /^[+-]?0\d/.test(text);
}

function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let at = 0; at < left.length && at < right.length; at++) {
    const difference = left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function alikeNotes(labels: readonly string[]): string[] {
  const seen = new Map<string, string>();
  const notes: string[] = [];
  for (const label of labels) {
    const folded = foldLabel(label);
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, label);
    else {
      const how =
        numberOf(label) === undefined
          ? 'differ only in case, blanks or the encoding of accents'
          : 'are the same number, one of them with leading zeros or decimals';
      notes.push(
        `The classes "${other}" and "${label}" ${how}. They are kept apart; if they are one class, write them alike.`,
      );
    }
  }
  return notes;
}
