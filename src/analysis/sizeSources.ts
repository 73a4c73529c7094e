import type { AllKnownCounts } from './knownCounts.ts';
import type { SizeSources } from './resolveSize.ts';
import type { ToldOfRun } from './toldOfRun.ts';

/** What is known of the rows of a run. */
interface KnownRows {
  readonly setting: number | undefined;
  /** Rows of each class of what stands for the run, and what that is. */
  readonly standing?: {
    readonly rows: ReadonlyMap<string, number>;
    readonly of: 'predictions' | 'report' | 'counts';
  };
  readonly known: AllKnownCounts;
  readonly told: ToldOfRun | undefined;
}

/** What tells the number of validation rows; class folders only where the log does not. */
export function sizeSources({ setting, standing, known: { validation }, told }: KnownRows): SizeSources {
  const isCounted = standing?.of === 'counts';
  const { validationRows, classes } = told ?? {};
  const isOfLog =
    validation?.source === 'log' || (validation?.source === 'folders' && validationRows !== undefined);
  return {
    ...(setting === undefined ? {} : { setting }),
    ...(validation === undefined || isCounted || isOfLog ? {} : { counts: validation.counts }),
    ...(standing === undefined ? {} : { [standing.of]: standing.rows }),
    countsName: isCounted ? 'The counts in the log' : (validation?.name ?? ''),
    ...(validationRows && {
      log: {
        rows: validationRows.value,
        line: validationRows.span.line,
        ...(classes === undefined ? {} : { classes: classes.value }),
      },
    }),
  };
}
