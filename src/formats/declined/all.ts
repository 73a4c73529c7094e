import type { Head } from '../format.ts';
import { answersAlone } from './answersAlone.ts';
import type { DeclinedKind, Explanation } from './declined.ts';
import { documentKinds } from './documents.ts';
import { finalNumbers } from './finalNumbers.ts';
import { numbersAmongText } from './numbersAmongText.ts';
import { otherLogs } from './otherLogs.ts';
import { otherTasks } from './otherTasks.ts';
import { programOutput } from './programOutput.ts';
import { settingsKinds } from './settings.ts';
import { sideFiles } from './sideFiles.ts';
import { unreadableKinds } from './unreadable.ts';

/** The registry. The first that fits speaks, so the surest stand first. */
export const declinedKinds: readonly DeclinedKind[] = [
  ...unreadableKinds,
  ...documentKinds,
  ...settingsKinds,
  ...sideFiles,
  answersAlone,
  ...otherLogs,
  ...otherTasks,
  ...finalNumbers,
  numbersAmongText,
  ...programOutput,
];

/** What a file is that no format takes; undefined if nothing here knows it. */
export function declinedContent(head: Head): Explanation | undefined {
  return firstOf(declinedKinds, head);
}

/** Why a file that a person calls predictions is no text with a table at all; else undefined. */
export function unreadableContent(head: Head): Explanation | undefined {
  return firstOf(
    declinedKinds.filter(({ isNoTable }) => isNoTable === true),
    head,
  );
}

function firstOf(kinds: readonly DeclinedKind[], head: Head): Explanation | undefined {
  for (const kind of kinds) {
    const explanation = kind.explain(head);
    if (explanation !== undefined) return explanation;
  }
  return undefined;
}
