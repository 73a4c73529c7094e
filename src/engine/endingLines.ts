import type { Ending } from './engineProcess.ts';

export const offLine =
  'The engine ended five times within three minutes and stays off until it is started again.';
export const closedLine = 'The engine was closed before it answered.';

/** True if what the process was at is to blame for its end, as far as anyone can tell. */
export function isOwnDoing(ending: Ending): boolean {
  return ending.kind !== 'disposed' && ending.kind !== 'notStarted';
}

/** The one line about a file or an analysis whose request ended with the process. */
export function lineFor(ending: Ending, subject: string, memoryMb: number): string {
  switch (ending.kind) {
    case 'deadline':
      return `${subject} took longer than ${ending.seconds} s and was stopped. Not tried again until it changes.`;
    case 'memory':
      return `${subject} needs more than ${memoryMb} MB of memory and was stopped. Not tried again until it changes.`;
    case 'ended':
      return `${subject} ended the engine (${ending.how}). Not tried again until it changes.`;
    case 'notStarted':
      return `${subject} was not read, because the engine did not start (${ending.how}).`;
    case 'disposed':
      return closedLine;
  }
}
