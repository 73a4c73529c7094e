import type { Split, Told } from '../../core/trainingRun.ts';
import { messageStart } from './loggerMessage.ts';

/** Gathers what the trainer of Transformers says before it trains and evaluates. */
export interface TrainerRows {
  /** Takes a line that may announce what runs. */
  announced(text: string): void;
  /** Takes every line that follows; gives the number of rows where it stands. */
  line(text: string, line: number): Told | undefined;
}

/** `***** Running Evaluation *****`, and `  Num examples = 408` below (src/transformers/trainer.py, 5.18.0). */
const runningPattern = /\*{5} Running (training|[Ee]valuation|[Pp]rediction)\b[^*]{0,40}\*{5}/;
const examplesPattern = /^\s*Num examples\s*[:=]\s*(\d[\d,]*)\s*$/;
const splits: ReadonlyMap<string, Split> = new Map([
  ['training', 'train'],
  ['evaluation', 'validation'],
  ['prediction', 'test'],
]);

/** Lines between the announcement and the number. */
const mostLines = 2;

export function trainerRows(): TrainerRows {
  let running: Split | undefined;
  let left = 0;
  return {
    announced: (text) => {
      running = splits.get(runningPattern.exec(text)?.[1]?.toLowerCase() ?? '');
      left = mostLines;
    },
    line: (text, line) => {
      if (running === undefined) return undefined;
      const of = running;
      const start = messageStart(text);
      const message = text.slice(start);
      const rows = examplesPattern.exec(message)?.[1]?.replaceAll(',', '');
      if (rows !== undefined || --left <= 0) running = undefined;
      if (rows === undefined) return undefined;
      const blanks = message.length - message.trimStart().length;
      const span = { line, start: start + blanks, end: text.trimEnd().length };
      return { kind: 'rows', of, rows: Number(rows), plain: true, span };
    },
  };
}
