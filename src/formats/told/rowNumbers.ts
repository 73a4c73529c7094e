import type { Split, ToldOf } from '../../core/trainingRun.ts';
import { splitOfWord } from '../metricNames.ts';

/** A number of rows as a line tells it; columns of its message. */
export interface RowNumber {
  readonly of: ToldOf;
  readonly rows: number;
  /** True if the line says that it counts rows. */
  readonly plain: boolean;
  /** Number of classes, where the same words tell it. */
  readonly classes?: number;
  readonly start: number;
  readonly end: number;
}

/** What one row of a data set is called; accuracy on sequences and sentences may count their parts. */
export const unitNames =
  'samples?|images?|examples?|rows?|records?|instances?|documents?|texts?|files?|observations?|data ?points?|' +
  'patches|slices|clips|windows|segments|recordings|reviews|tweets|messages|emails|transactions';

/** A whole number that stands for itself: no share, no counter, no size in pixels or batches. */
const numberEnd =
  '(?![\\d.,]{0,20}\\d|\\s{0,5}(?:%|[/\u00d7:]|x\\d|(?:mini-?)?batch|step|epoch|iter|fold|patient|subject|speaker|group|class|sequence|sentence|token|word|frame|object|box|px|mb\\b|kb\\b|gb\\b|sec|min\\b|hours?\\b|s\\b))';
const splitNames = 'train(?:ing)?|val(?:id(?:ation)?)?|dev|eval(?:uation)?|test(?:ing)?|hold-?out';

/** `Train samples: 42`, `len(val_dataset) = 786`, `Test set: 3,087 files`, `Val=786`. */
const namedPattern = new RegExp(
  `(?<![\\w./\\\\-])(len\\()?(${splitNames})(?:[ _-]{0,2}(set|data|dataset|ds|split))?(?:[ _-]{0,2}(${unitNames}|size))?\\)?\\s{0,20}[:=]\\s{0,20}(\\d{1,12}(?:,\\d{3}){0,4})${numberEnd}(?:\\s{0,5}(${unitNames})\\b)?`,
  'gi',
);

/** What announces the sizes of splits, which need no unit then: `Dataset split: Train=12157, Val=2605`. */
const splitHeadPattern =
  /(?:^|[\s([])(?:data ?sets?|data|splits?|samples|images|rows|examples)(?: (?:splits?|sizes?|counts?))?\s*[\])]?\s*[-:=>\u2013|]*\s*$/i;

/** Words before a name that make another number of it. */
const qualifierPattern =
  /(?:max|min|maximum|minimum|limit|per|each|every|mean|avg|average|target|remaining|skipped|missing|synthetic|augmented|resampled|balanced|after|best|steps?|batch|seen|new|unique)[\s_]*$/i;

/** Keras: `Using 734 files for validation.` */
const usingPattern = /^\s*Using (\d+) files for (training|validation)\.\s*$/;

/** Keras: `Found 574 images belonging to 5 classes.`, of data frames `Found 574 validated image filenames belonging …`. */
const foundPattern =
  /^\s*Found (\d+) (?:images|files|validated image filenames|non-validated image filenames) belonging to (\d+) classes\.\s*$/;

/** Ultralytics: `val: /data/val... found 100 images in 10 classes`. */
const scannedPattern = /^\s*(train|val|test): \S.*?\.{3} found (\d+) images in (\d+) classes\b/;

/** LightGBM: `Number of data points in the train set: 450, number of used features: 4`. */
const pointsPattern = /Number of data points in the train set: (\d+), number of used features/;

/** `y_val shape: (786,)`, `X_train.shape = (3667, 20)`, `x_test: torch.Size([100, 3, 32, 32])`. */
const shapePattern =
  /(?<![\w.])[xy]_?(train|val(?:id(?:ation)?)?|test)(?:\.shape| shape)?\s{0,20}[:=]?\s{0,20}(?:torch\.Size\()?[([]\s{0,5}(\d{1,12})\s{0,5}[,)\]]/gi;

/** `Total samples: 5240`, `Total number of images = 1,120`. */
const totalPattern = new RegExp(
  `^\\s*(?:[-*\u2022] )?total (?:number of |# ?of )?(?:${unitNames})\\s{0,20}[:=]\\s{0,20}(\\d{1,12}(?:,\\d{3}){0,4})${numberEnd}`,
  'i',
);

/** The numbers of rows that the message of a line tells. */
export function rowNumbers(message: string): RowNumber[] {
  const found = keras(message) ?? lightgbm(message) ?? scanned(message) ?? total(message);
  return found ?? [...named(message), ...shapes(message)];
}

function keras(message: string): RowNumber[] | undefined {
  const using = usingPattern.exec(message);
  if (using !== null) {
    const of = using[2] === 'training' ? 'train' : 'validation';
    return [{ of, rows: Number(using[1]), plain: true, ...placeOf(using) }];
  }
  const found = foundPattern.exec(message);
  if (found === null) return undefined;
  return [
    {
      of: 'unsplit',
      rows: Number(found[1]),
      plain: true,
      classes: Number(found[2]),
      ...placeOf(found),
    },
  ];
}

function lightgbm(message: string): RowNumber[] | undefined {
  const points = pointsPattern.exec(message);
  return points === null
    ? undefined
    : [{ of: 'train', rows: Number(points[1]), plain: true, ...placeOf(points) }];
}

function scanned(message: string): RowNumber[] | undefined {
  const found = scannedPattern.exec(message);
  if (found === null) return undefined;
  const of = splitOfWord(found[1]!)!;
  return [{ of, rows: Number(found[2]), plain: true, classes: Number(found[3]), ...placeOf(found) }];
}

function total(message: string): RowNumber[] | undefined {
  const found = totalPattern.exec(message);
  const rows = found === null ? undefined : wholeNumber(found[1]!);
  return found === null || rows === undefined
    ? undefined
    : [{ of: 'all', rows, plain: true, ...placeOf(found) }];
}

function named(message: string): RowNumber[] {
  const numbers: RowNumber[] = [];
  let areContained = true;
  for (const match of message.matchAll(namedPattern)) {
    const [, length, word, container, unitBefore, digits, unitAfter] = match;
    const split = splitOfWord(word!.toLowerCase().replace('-', ''));
    const rows = wholeNumber(digits!);
    if (split === undefined || rows === undefined || rows === 0) continue;
    if (qualifierPattern.test(before(message, match.index))) continue;
    const hasUnit = (unitBefore ?? unitAfter ?? 'size').toLowerCase() !== 'size';
    // "Valid images" are those that could be read, of whatever split.
    if (/^valid$/i.test(word!) && container === undefined && hasUnit) continue;
    const isSized = container !== undefined && unitBefore !== undefined;
    const plain = hasUnit || isSized || length !== undefined;
    areContained &&= container !== undefined;
    numbers.push({ of: split, rows, plain, ...placeOf(match) });
  }
  const splits = new Set(numbers.map(({ of }) => of));
  // One number that may count anything is no evidence; several splits side by side can be checked by their sum.
  if (!splits.has('train') || splits.size < 2) return numbers.filter(({ plain }) => plain);
  const isAnnounced = splitHeadPattern.test(before(message, numbers[0]!.start));
  // Parts of a hundred are percentages.
  const isWhole = numbers.reduce((all, { rows }) => all + rows, 0) === 100;
  const areRows = (isAnnounced || areContained) && !isWhole;
  return numbers.map((number) => ({ ...number, plain: number.plain || areRows }));
}

/** The words right before a place; a long line is not searched as a whole for each of its numbers. */
function before(message: string, at: number): string {
  return message.slice(Math.max(0, at - 60), at);
}

function shapes(message: string): RowNumber[] {
  return [...message.matchAll(shapePattern)].map((match) => {
    const of: Split = splitOfWord(match[1]!.toLowerCase())!;
    return { of, rows: Number(match[2]), plain: true, ...placeOf(match) };
  });
}

function placeOf(match: RegExpMatchArray): { start: number; end: number } {
  const blanks = match[0].length - match[0].trimStart().length;
  return { start: match.index! + blanks, end: match.index! + match[0].trimEnd().length };
}

/** A whole number, with commas between its thousands or without. */
export function wholeNumber(digits: string): number | undefined {
  if (!/^(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})$/.test(digits)) return undefined;
  return Number(digits.replaceAll(',', ''));
}
