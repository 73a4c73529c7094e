import type { ScalarLog } from '../../core/scalarSeries.ts';
import type { Format } from '../format.ts';
import { headLines, scalarLinesReader } from './scalarLines.ts';
import { scalarTsvLines } from './scalarTsv.ts';
import type { ScalarColumns } from './scalarTsv.ts';

/**
 * A metric of DVCLive, `dvclive/plots/metrics/<name>.tsv`: a step and a value a line, appended.
 *
 * The path is the name, of which the header has the last part; the first versions also wrote a timestamp. Source:
 * dvclive/plots/metric.py (3.x).
 */
export const dvcliveTsv: Format<ScalarLog> = {
  id: 'dvcliveTsv',
  title: 'DVCLive metric',
  kind: 'scalars',
  recognise: (head) => {
    const [header = '', ...rows] = headLines(head);
    const columns = columnsOf(header.split('\t'));
    const [leaf] = columns?.names.values() ?? [];
    const stem = head.name.replace(/\.tsv$/i, '');
    // Any table of steps may look like it; in DVCLive's the file is called like its column.
    if (columns === undefined || leaf === undefined || !stem.endsWith(leaf)) return 0;
    const readLine = scalarTsvLines(columnsOf);
    readLine(header);
    return rows.length > 0 && rows.every((row) => readLine(row) !== undefined) ? 0.9 : 0;
  },
  reader: ({ limits }) => scalarLinesReader(limits, scalarTsvLines(columnsOf)),
};

function columnsOf(header: readonly string[]): ScalarColumns | undefined {
  const step = header.indexOf('step');
  const named = [...header.keys()].filter((column) => column !== step && header[column] !== 'timestamp');
  const [value] = named;
  if (step < 0 || value === undefined || named.length > 1 || !/^[A-Za-z]/.test(header[value]!))
    return undefined;
  return { step, names: new Map([[value, header[value]!]]), width: header.length };
}
