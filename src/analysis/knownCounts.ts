import { totalCount } from '../core/classCounts.ts';
import type { Problem } from '../core/problem.ts';
import type { ToldPlaces } from '../core/runEvidence.ts';
import type { FoundClassCounts } from './findClassCounts.ts';
import { seenFrom } from './paths.ts';
import type { ToldOfRun } from './toldOfRun.ts';

type Counts = ReadonlyMap<string, number>;

/** Class counts with the words that name where they come from. */
export interface KnownCounts {
  readonly counts: Counts;
  readonly name: string;
  readonly source: 'declared' | 'file' | 'log' | 'folders';
}

/** The class counts of a run, and what was said against them. */
export interface AllKnownCounts {
  readonly train?: KnownCounts;
  readonly validation?: KnownCounts;
  readonly all?: Counts;
  readonly problems: readonly Problem[];
}

/** Where class counts may come from. */
export interface CountSources {
  readonly declared: { readonly train?: Counts | undefined; readonly validation?: Counts | undefined };
  readonly found: FoundClassCounts;
  readonly told: ToldOfRun | undefined;
  /** Folder of the run, from which paths are seen. */
  readonly folder: string;
}

/**
 * The class counts by who says them: a person in the settings or in a file, then the log of this very training, then the
 * class folders nearest to it.
 */
export function knownCounts({ declared, found, told, folder }: CountSources): AllKnownCounts {
  const known = (of: 'train' | 'validation'): KnownCounts | undefined => {
    const stated = declared[of];
    const own = found[of];
    const said = told?.counts.get(of);
    if (stated !== undefined)
      return { counts: stated, name: 'The declared class counts', source: 'declared' };
    if (own?.file === undefined && said !== undefined) {
      return { counts: said.value, name: `Line ${said.span.line + 1} of the log`, source: 'log' };
    }
    if (own === undefined) return undefined;
    const source = own.file === undefined ? 'folders' : 'file';
    return { counts: own.counts, name: `The class counts of ${seenFrom(folder, own.path)}`, source };
  };
  const train = known('train');
  const validation = known('validation');
  const all = told?.counts.get('all')?.value;
  return {
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { validation }),
    ...(all === undefined ? {} : { all }),
    problems: [
      ...(validation === undefined || told === undefined ? [] : contradiction(validation, told)),
      ...((train ?? validation ?? all) ? [] : unknownCounts(told)),
    ],
  };
}

/** Where the log tells what is used of it; predictions and reports that stand for the run hold their own rows. */
export function toldPlaces(
  told: ToldOfRun,
  known: AllKnownCounts,
  used: { readonly sizeSource: string | undefined; readonly isStanding: boolean },
): ToldPlaces | undefined {
  const line = (of: 'train' | 'validation' | 'all'): number | undefined => {
    const isUsed = of === 'all' ? known.all !== undefined : known[of]?.source === 'log';
    return isUsed ? told.counts.get(of)?.span.line : undefined;
  };
  const size = used.sizeSource === 'log' ? told.validationRows?.span.line : undefined;
  const [train, all] = [line('train'), line('all')];
  const validation = used.isStanding ? undefined : line('validation');
  const { classes } = told;
  const places: ToldPlaces = {
    ...(size === undefined ? {} : { validationSize: size }),
    ...(validation === undefined ? {} : { validation }),
    ...(train === undefined ? {} : { train }),
    ...(all === undefined ? {} : { all }),
    ...(classes === undefined ? {} : { classes: { number: classes.value, line: classes.span.line } }),
  };
  return Object.keys(places).length === 0 ? undefined : places;
}

/** Says that the log tells of other validation rows than the counts that go before it. */
function contradiction({ counts, name, source }: KnownCounts, told: ToldOfRun): Problem[] {
  const said = told.counts.get('validation');
  const rows = told.validationRows;
  if (source === 'log') return [];
  const use = source === 'folders' ? 'The number of the log is used' : 'The log is not used';
  const end = `${use}; check which of them is of this run.`;
  const different = said === undefined ? [] : differences(counts, said.value);
  const [first] = different;
  if (said !== undefined && first !== undefined) {
    const more = different.length === 1 ? '' : ` (${different.length} of ${counts.size} classes differ)`;
    const message =
      `${name} give ${counts.get(first)!} validation rows of '${first}', line ${said.span.line + 1} of the log ` +
      `${said.value.get(first) ?? 0}${more}. ${end}`;
    return [{ kind: 'note', message }];
  }
  if (rows === undefined || rows.value === totalCount(counts)) return [];
  const message =
    `${name} come to ${totalCount(counts)} validation rows, line ${rows.span.line + 1} of the log tells of ` +
    `${rows.value}. ${end}`;
  return [{ kind: 'note', message }];
}

/** Classes of which two counts differ, if both name the same classes. */
function differences(counts: Counts, others: Counts): string[] {
  if (counts.size !== others.size || [...counts.keys()].some((label) => !others.has(label))) return [];
  return [...counts].flatMap(([label, count]) => (others.get(label) === count ? [] : [label]));
}

function unknownCounts(told: ToldOfRun | undefined): Problem[] {
  if (told?.unknown === undefined) return [];
  const message =
    'Counts classes without saying of which rows, and no number of rows in the log shows it, so these counts are not ' +
    'used. Print them as "Validation class distribution: {…}".';
  return [{ kind: 'note', message, line: told.unknown.span.line }];
}
