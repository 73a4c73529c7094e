import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Severity } from '../core/finding.ts';
import type { Measured } from '../core/measured.ts';
import type { HeadlineState, VerdictKind } from '../protocol/panel.ts';
import type { Rule } from '../rules/rule.ts';
import { rules } from '../rules/all.ts';
import { answerOf } from './answer.ts';
import { clean } from './clean.ts';
import { decisionSentences } from './decisionText.ts';
import { foundText, moreClasses, worstFirst } from './classText.ts';
import { fileName, findingMessage, hiddenFindings, shownFindings } from './findingText.ts';
import { meanings } from './meaning/all.ts';
import { metricInterval, metricValue, valueOf } from './metricText.ts';
import { moreRowsSentences } from './moreRows.ts';
import { numbers } from './numbers.ts';
import { headlineState, logConfidence } from './panel/headline.ts';
import { curvesState } from './panel/curves.ts';
import { matchText, provenanceState } from './panel/provenance.ts';
import { placeText } from './place.ts';
import { rungSentence, sameTraining, verdictOf } from './sentences.ts';
import { ratedLines } from './ratedClasses.ts';
import { cutMiddle, textTable, textWidth, wrapText } from './textTable.ts';

export interface TextOptions {
  /** Columns of the terminal; tables and paragraphs stay within. */
  readonly width: number;
  /** ANSI colours; the words say the same without them. */
  readonly colour: boolean;
}

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue';

const codes: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32, blue: 34 };
const verdictStyles: Readonly<Record<VerdictKind, Style>> = {
  wrong: 'red',
  misleads: 'yellow',
  warning: 'yellow',
  cannotTell: 'blue',
  fine: 'green',
};
const severityStyles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** Classes that a terminal lists; the JSON has them all. */
const listedClasses = 40;

/** The text in a style, where there are colours. */
export function paint(text: string, style: Style, { colour }: TextOptions): string {
  return colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** The report of a run for a terminal: verdict, key numbers, classes, findings, problems. */
export function runText(
  run: RunAnalysis,
  title: string,
  options: TextOptions,
  registry: readonly Rule[] = rules,
): string {
  if (run.sameTrainingAs !== undefined) {
    const lines = [
      paint(clean(title, 1_000), 'bold', options),
      ...wrapText(sameTraining(run)!, options.width),
    ];
    return `${[...lines, ...problemLines(run, options)].join('\n')}\n`;
  }
  const blocks = [
    [paint(clean(title, 1_000), 'bold', options), ...filesLines(run, options)],
    verdictLines(run, options, registry),
    [...numberLines(run, options), ...meaningLines(run, options)],
    ...answerBlocks(run, options, registry),
    classLines(run, options),
    decisionLines(run, options),
    (curvesState(run)?.notes ?? []).flatMap((note) => wrapText(note, options.width)),
    findingLines(run, options, registry),
    problemLines(run, options),
    wrapText(rungSentence(run), options.width).map((line) => paint(line, 'dim', options)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Of a run of several files which they are, and which epoch the predictions are those of. */
function filesLines(run: RunAnalysis, { width }: TextOptions): string[] {
  if (run.files.length < 2) return [];
  const words = {
    log: run.unnumbered === true ? 'final values' : 'log',
    predictions: 'predictions',
    classReport: 'classification report',
    classCounts: 'class counts',
  } as const;
  const parts = run.files.map(({ path, role }) => {
    const match = role === 'predictions' && run.match !== undefined ? `, of ${matchText(run)}` : '';
    return `${fileName(path)} (${words[role]}${match})`;
  });
  return wrapText(parts.join(', '), width);
}

function verdictLines(run: RunAnalysis, options: TextOptions, registry: readonly Rule[]): string[] {
  const { kind, sentences } = verdictOf(run, registry);
  return sentences.flatMap((sentence, index) =>
    wrapText(sentence, options.width).map((line) =>
      index === 0 ? paint(line, verdictStyles[kind], options) : line,
    ),
  );
}

function numberLines(run: RunAnalysis, { width }: TextOptions): string[] {
  const cards = headlineState(run, false);
  if (cards.length === 0) return [];
  const hasIntervals = cards.some(({ interval }) => interval !== undefined);
  const [head = '', ...lines] = textTable(
    [
      { title: '', align: 'left' },
      { title: '', align: 'right' },
      ...(hasIntervals ? [{ title: intervalTitle(run), align: 'left' as const }] : []),
    ],
    cards.map(({ title, text, interval }) => [title, text, ...(hasIntervals ? [interval ?? ''] : [])]),
    width,
  );
  const start = Math.max(...[head, ...lines].map((line) => textWidth(line)));
  const withNotes = lines.map((line, index) =>
    `${line.padEnd(start)}  ${notesWithin(notesOf(cards[index]!), width - start - 2)}`.trimEnd(),
  );
  return head.trim() === '' ? withNotes : [head, ...withNotes];
}

/** Accuracy and balanced accuracy that are further apart want a word on which classes make the difference. */
const tellingGap = 0.05;

function meaningLines({ evaluation }: RunAnalysis, { width }: TextOptions): string[] {
  const [accuracy, balanced] = ['accuracy', 'balancedAccuracy'].map((id) =>
    valueOf(evaluation?.metrics.get(id)),
  );
  if (evaluation === undefined || accuracy === undefined || balanced === undefined) return [];
  if (Math.abs(accuracy.value - balanced.value) < tellingGap) return [];
  return wrapText(meanings(evaluation).overall('balancedAccuracy') ?? '', width);
}

/** One block a group: its heading, and its sentences indented below. */
function answerBlocks(run: RunAnalysis, options: TextOptions, registry: readonly Rule[]): string[][] {
  return answerOf(run, registry).map(({ title, sentences }) => [
    paint(title, 'bold', options),
    ...sentences.flatMap((sentence) => wrapText(sentence, options.width - 2).map((line) => `  ${line}`)),
  ]);
}

function notesOf(card: HeadlineState): readonly string[] {
  return [...(card.undefinedBecause === undefined ? [] : [card.undefinedBecause]), ...card.notes];
}

/** As many whole notes as have room; of a first one that is too long, start and end. */
function notesWithin(notes: readonly string[], room: number): string {
  let shown = '';
  for (const note of notes) {
    const next = shown === '' ? cutMiddle(note, Math.max(8, room)) : `${shown}, ${note}`;
    if (textWidth(next) > room && shown !== '') break;
    shown = next;
  }
  return shown;
}

function intervalTitle(run: RunAnalysis): string {
  return `${numbers.percent(run.evaluation?.confidence ?? logConfidence)} interval`;
}

function classLines(run: RunAnalysis, options: TextOptions): string[] {
  const { evaluation } = run;
  if (run.classRates !== undefined) return [...ratedLines(run, options.width, listedClasses)];
  if (evaluation === undefined || evaluation.rows === 0) return [];
  const hasScores = evaluation.perClass.some((one) => one.metrics.has('averagePrecision'));
  const ranked = worstFirst(evaluation);
  const value = (id: string, measured: Measured | undefined): string =>
    measured?.kind === 'value' ? metricValue(id, measured.value) : '–';
  const rows = ranked.slice(0, listedClasses).map((one) => {
    const { metrics, label } = one.evaluation;
    const recall = metrics.get('recall');
    return [
      clean(label),
      foundText(one),
      value('recall', recall),
      metricInterval('recall', recall) ?? '',
      value('precision', metrics.get('precision')),
      value('f1', metrics.get('f1')),
      ...(hasScores ? [value('averagePrecision', metrics.get('averagePrecision'))] : []),
    ];
  });
  const heads = ['Class', 'Found', 'Recall', intervalTitle(run), 'Precision', 'F1'];
  const lines = textTable(
    [...heads, ...(hasScores ? ['Avg. prec.'] : [])].map((title, index) => ({
      title,
      align: index === 0 || index === 3 ? 'left' : 'right',
    })),
    rows,
    options.width,
    3,
  );
  const more = ranked.length - rows.length;
  return [
    ...lines,
    ...(more > 0 ? [moreClasses(more)] : []),
    ...moreRowsSentences(evaluation).flatMap((sentence) => wrapText(sentence, options.width)),
  ];
}

function decisionLines({ decisions }: RunAnalysis, options: TextOptions): string[] {
  const sentences = decisions === undefined ? [] : decisionSentences(decisions);
  if (sentences.length === 0) return [];
  return [
    paint('Thresholds and costs', 'bold', options),
    ...sentences.flatMap((sentence) => wrapText(sentence, options.width - 2).map((line) => `  ${line}`)),
  ];
}

function findingLines(run: RunAnalysis, options: TextOptions, registry: readonly Rule[]): string[] {
  const said = verdictOf(run, registry).sentences;
  const lines = shownFindings(run.findings).flatMap((finding) => {
    const { file, span } = finding.location;
    const place = placeText(file, span.line, span.start);
    const message = findingMessage(finding, registry);
    return [
      `${paint(finding.severity, severityStyles[finding.severity], options)} ${finding.rule}  ${paint(place, 'dim', options)}`,
      ...wrapText(said.includes(message) ? 'As said above.' : message, options.width - 2).map(
        (line) => `  ${line}`,
      ),
    ];
  });
  const hidden = hiddenFindings(run.findings);
  return hidden === undefined ? lines : [...lines, ...wrapText(hidden, options.width)];
}

function problemLines(run: RunAnalysis, options: TextOptions): string[] {
  return provenanceState(run).problems.flatMap(({ text, file, line }) => {
    const path = file === undefined ? undefined : run.files[file]?.path;
    const place =
      path === undefined ? '' : `${line === undefined ? clean(path, 1_000) : placeText(path, line)}: `;
    return wrapText(`${place}${text}`, options.width);
  });
}
