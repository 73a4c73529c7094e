import type { ClassReport, ClassReports, RateReport } from '../../core/classReport.ts';
import type { Problem } from '../../core/problem.ts';
import type { Format, ReadResult } from '../format.ts';
import { wholeFileReader } from '../wholeFile.ts';
import { jsonMatrices } from './jsonMatrices.ts';
import { cutJson, jsonTree } from './jsonNodes.ts';
import type { JsonTree } from './jsonNodes.ts';
import { joinMatrices } from './matrixReports.ts';
import { reportRemarks } from './reportChecks.ts';

/** A report of ten thousand classes; a longer file is something else. */
const mostBytes = 4_194_304;

/** What a JSON text holds of results by class. */
export type JsonResults = Pick<ClassReports, 'rates'> & {
  readonly reports: readonly ClassReport[];
  readonly problems: readonly Problem[];
};

/** A reader of a JSON file as a whole; `read` gives its results, or why there are none in one line. */
export function jsonResultsReader(
  read: (tree: JsonTree, mostClasses: number) => JsonResults | string,
): Format<ClassReports>['reader'] {
  return ({ limits }) =>
    wholeFileReader(
      Math.min(mostBytes, limits.jsonBytes),
      'classification report',
      (text): ReadResult<ClassReports> => {
        const tree = jsonTree(text);
        const results = typeof tree === 'string' ? tree : read(tree, limits.classes);
        if (typeof results === 'string') {
          const isCut = results === cutJson;
          return {
            problems: [{ kind: 'refused', message: results }],
            ...(isCut ? { unfinished: true } : {}),
          };
        }
        const { reports, rates = [] } = results;
        const found = tree as JsonTree;
        const problems = [...trained(found), ...places([...reports, ...rates], found), ...results.problems];
        const document: ClassReports = {
          kind: 'classReport',
          reports,
          ...(rates.length === 0 ? {} : { rates }),
        };
        return { document, problems };
      },
    );
}

function trained({ leftOut }: JsonTree): Problem[] {
  return leftOut.map(({ key, span }): Problem => {
    const message = `What stands under "${key}" is of rows that were trained on: left out.`;
    return { kind: 'note', message, line: span.line };
  });
}

/** Of several results in one file where each stands. */
function places(results: readonly (ClassReport | RateReport)[], tree: JsonTree): Problem[] {
  if (results.length < 2) return [];
  return results.map(({ line, classes: [first] }, at): Problem => {
    const keys = tree.keysTo(first!.span);
    // The last leads to the class itself: its name, or the row of a matrix.
    const names = keys.filter(
      (key, index) => index < keys.length - 1 || (key !== first!.label && key !== '[1]'),
    );
    const under = names.map((key) => `"${key}"`).join(', ');
    const message = `Result ${at + 1} of this file stands under ${under}.`;
    return { kind: 'note', message, line };
  });
}

/** The tree of a JSON object, read for recognition; undefined for anything else. */
export function headTree(text: string): JsonTree | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const tree = jsonTree(text);
  return typeof tree === 'string' ? undefined : tree;
}

/** The reports with the matrices that belong to them, and what a reader of them should know. */
export function withMatrices(reports: readonly ClassReport[], tree: JsonTree): JsonResults {
  const matrices = jsonMatrices(tree).map(({ matrix }) => matrix);
  const joined = joinMatrices(reports, matrices).reports;
  return { reports: joined, problems: joined.flatMap(reportRemarks) };
}
