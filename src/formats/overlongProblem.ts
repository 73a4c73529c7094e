import type { ReadingLimits } from '../core/limits.ts';
import type { Problem } from '../core/problem.ts';
import type { LineFeed } from './lines.ts';

/** What to say about lines beyond the limit; nothing if there were none. */
export function overlongProblem(feed: LineFeed, limits: Pick<ReadingLimits, 'lineBytes'>): Problem[] {
  const count = feed.overlongLines();
  const line = feed.firstOverlong();
  if (count === 0 || line === undefined) return [];
  const lines = count === 1 ? '1 line' : `${count} lines`;
  const rest = feed.endless() ? ' Of the last one no end was found, and nothing after it was read.' : '';
  return [
    {
      kind: 'skipped',
      message: `${lines} left out: longer than ${limits.lineBytes} characters.${rest}`,
      line,
    },
  ];
}
