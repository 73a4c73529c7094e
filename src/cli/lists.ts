import { formatList } from '../analysis/formatList.ts';
import { type CatalogueEntry, metricCatalogue, ruleCatalogue } from '../report/catalogue.ts';
import type { Arguments } from './arguments.ts';

const formatKinds = {
  log: 'log',
  predictions: 'predictions',
  classReport: 'classification report',
  classCounts: 'class counts',
} as const;

function entriesOf(command: 'metrics' | 'rules' | 'formats'): CatalogueEntry[] {
  if (command === 'metrics') return metricCatalogue();
  if (command === 'rules') return ruleCatalogue();
  return formatList().map(({ id, role, title }) => ({ id, kind: formatKinds[role], text: title }));
}

/** What this version knows, one line each. */
export function listText({ command, json }: Arguments): string {
  if (command !== 'metrics' && command !== 'rules' && command !== 'formats') return '';
  const entries = entriesOf(command);
  if (json) return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const idWidth = Math.max(0, ...entries.map(({ id }) => id.length));
  const kindWidth = Math.max(0, ...entries.map(({ kind }) => kind.length));
  return entries
    .map(({ id, kind, text }) => `${id.padEnd(idWidth)}  ${kind.padEnd(kindWidth)}  ${text}\n`)
    .join('');
}
