import type { Told } from '../../core/trainingRun.ts';
import { terminalLine } from '../logs/terminalLine.ts';
import { boostedScores } from './boostedScores.ts';
import type { Counts } from './literalCounts.ts';
import { messageStart } from './loggerMessage.ts';
import { toldMessage } from './toldMessage.ts';
import type { At, OpenBlock } from './toldMessage.ts';
import { trainerRows } from './trainerRows.ts';
import { valueCounts } from './valueCounts.ts';

/** Gathers what the lines of a text say of its rows and classes. */
export interface ToldLines {
  readonly line: (text: string, line: number) => void;
  /** What the lines so far say, in their order. */
  told(): readonly Told[];
}

/** Statements that are kept: a log that says more of its data says the same at every epoch. */
const mostTold = 5_000;

/** Characters of a line above which it is none of these: a dictionary of a thousand classes has some 30,000. */
const longestLine = 32_768;

/** What a line must hold to be looked at: most lines of a log are about epochs. */
const worthPattern =
  /[Cc]lass|CLASS|[Ll]abel|[Tt]arget|[Ss]ample|[Ii]mages?\b|[Ee]xamples|[Rr]ecords|[Rr]ows|[Ff]iles?\b|[Dd]ata ?set|set size|set: \d|[xXyY]_?(?:train|val|test)|shape|Counter\(|[Ff]old|FOLD|SMOTE|[Ss]mote|ADASYN|Running |\[Info\] |(?:[Tt]rain(?:ing)?|[Vv]al(?:id(?:ation)?)?|[Tt]est)\s*[:=]\s*\d+\b(?!\.)/;

/** The time of a progress bar, whose number is still growing. */
const barPattern = /\[\d\d:\d\d/;

/** LightGBM, once a class. */
const scoreText = 'Start training from score';

export function toldLines(): ToldLines {
  const told: Told[] = [];
  const pandas = valueCounts();
  const scores = boostedScores();
  const trainer = trainerRows();
  const knownCounts = new Map<string, Counts>();
  let block: OpenBlock | undefined;
  let trainRows: number | undefined;

  const add = (statement: Told): void => {
    if (told.length >= mostTold) return;
    if (statement.kind === 'rows' && statement.of === 'train' && statement.plain) trainRows = statement.rows;
    // One map for what is said again and again.
    told.push(
      statement.kind === 'counts' ? { ...statement, counts: same(knownCounts, statement.counts) } : statement,
    );
  };

  /** True if the line belongs to a list of classes. */
  const readBlock = (text: string): boolean => {
    if (block === undefined) return false;
    const { lines, of, span } = block;
    const shown = terminalLine(text).text;
    if (lines.takes(shown.slice(messageStart(shown)))) return true;
    const counts = lines.counts();
    if (counts !== undefined) add({ kind: 'counts', of, counts, span });
    block = undefined;
    return false;
  };

  const readWorth = (written: string, line: number): void => {
    const shown = terminalLine(written);
    const start = messageStart(shown.text);
    const message = shown.text.slice(start).trimEnd();
    const blanks = message.length - message.trimStart().length;
    const at: At = (from, to = message.length) => {
      const first = start + Math.max(from, blanks);
      return { line, start: shown.column(first), end: shown.column(start + to - 1) + 1 };
    };
    trainer.announced(message);
    const said = toldMessage(message, at);
    for (const statement of said.told) add(statement);
    block = said.block;
  };

  return {
    line: (text, line) => {
      if (text.length > longestLine) return;
      const printed = pandas.line(text, line);
      if (printed !== undefined) add(printed);
      const rows = trainer.line(text, line);
      if (rows !== undefined) add(rows);
      if (readBlock(text)) return;
      if (text.includes(scoreText)) {
        scores.line(text, line);
        return;
      }
      const boosted = scores.over(trainRows);
      if (boosted !== undefined) add(boosted);
      if (worthPattern.test(text) && !barPattern.test(text)) readWorth(text, line);
    },
    told: () => told,
  };
}

function same(known: Map<string, Counts>, counts: Counts): Counts {
  const key = JSON.stringify([...counts]);
  const before = known.get(key);
  if (before === undefined) known.set(key, counts);
  return before ?? counts;
}
