import type { Evaluation, MoreRows } from '../core/evaluation.ts';
import { worstFirst } from './classText.ts';
import { numbers, points } from './numbers.ts';

/** The next narrower interval to aim at: the widest that more rows would take, else the narrowest, which there is. */
function nextAim(sizes: readonly MoreRows[] | undefined): MoreRows | undefined {
  const ranked = [...(sizes ?? [])].sort((a, b) => b.halfWidth - a.halfWidth);
  return ranked.find(({ more }) => more > 0) ?? ranked.at(-1);
}

function rows(count: number): string {
  return `${numbers.count(count)} more ${count === 1 ? 'row' : 'rows'}`;
}

/** `62 more rows of 'a' would narrow this to ±10 points if it stays as it is`; undefined where rows cannot be counted. */
export function moreRowsText(evaluation: Evaluation, classIndex: number): string | undefined {
  const aim = nextAim(evaluation.sampleSizes?.recall[classIndex]);
  if (aim === undefined) return undefined;
  const label = numbers.label(evaluation.perClass[classIndex]!.label);
  const to = `±${points(aim.halfWidth)}`;
  if (aim.worstCase) {
    return `${numbers.count(aim.needed)} rows of ${label} would give its recall to ${to}, whatever it is`;
  }
  if (aim.more === 0) return `this is known to ${to}`;
  return `${rows(aim.more)} of ${label} would narrow this to ${to} if it stays as it is`;
}

/** `62 more rows of 'a' would narrow the interval to ±10 points, if its recall stays as it is.`; undefined where none would. */
export function moreRowsToNarrow(evaluation: Evaluation, classIndex: number): string | undefined {
  const aim = nextAim(evaluation.sampleSizes?.recall[classIndex]);
  if (aim === undefined || aim.more === 0 || aim.worstCase) return undefined;
  const label = numbers.label(evaluation.perClass[classIndex]!.label);
  return `${rows(aim.more)} of ${label} would narrow the interval to ±${points(aim.halfWidth)}, if its recall stays as it is.`;
}

/** `±10 points: 62 more rows`; undefined where the interval is narrow enough. */
export function moreRowsNote(evaluation: Evaluation, classIndex: number): string | undefined {
  const aim = nextAim(evaluation.sampleSizes?.recall[classIndex]);
  if (aim === undefined || aim.more === 0) return undefined;
  return `±${points(aim.halfWidth)}: ${rows(aim.more)}`;
}

/** Classes named in a sentence. */
const namedAtMost = 4;

/** For a terminal: what recall and accuracy would take to be known better; nothing where all are known as well as asked. */
export function moreRowsSentences(evaluation: Evaluation): string[] {
  const { sampleSizes, confidence } = evaluation;
  if (sampleSizes === undefined) return [];
  const sentences = [recallSentence(evaluation), accuracySentence(sampleSizes.accuracy)];
  const known = sentences.filter((sentence) => sentence !== undefined);
  return known.length === 0
    ? []
    : [`${known.join(' ')} (${numbers.percent(confidence)} intervals, if the rates stay as they are.)`];
}

function recallSentence(evaluation: Evaluation): string | undefined {
  const sizes = evaluation.sampleSizes!.recall;
  const ranked = worstFirst(evaluation);
  const widths = (sizes.find((one) => one !== undefined) ?? []).map(({ halfWidth }) => halfWidth);
  for (const halfWidth of widths.sort((a, b) => b - a)) {
    const lacking = ranked.flatMap(({ index, evaluation: one }) => {
      const aim = sizes[index]?.find((size) => size.halfWidth === halfWidth);
      return aim === undefined || aim.more === 0 ? [] : [{ label: one.label, aim }];
    });
    if (lacking.length === 0) continue;
    const named = lacking
      .slice(0, namedAtMost)
      .map(
        ({ label, aim }) =>
          `${numbers.count(aim.more)} of ${numbers.label(label)}${aim.worstCase ? ' (whatever its recall)' : ''}`,
      );
    const more = lacking.length - named.length;
    const others =
      more === 0 ? '' : `, and some of ${numbers.count(more)} more ${more === 1 ? 'class' : 'classes'}`;
    return `To know recall to ±${points(halfWidth)} takes more rows: ${named.join(', ')}${others}.`;
  }
  return undefined;
}

function accuracySentence(sizes: readonly MoreRows[] | undefined): string | undefined {
  const aim = nextAim(sizes);
  if (aim === undefined || aim.more === 0) return undefined;
  return `To know accuracy to ±${points(aim.halfWidth)} takes ${rows(aim.more)}.`;
}
