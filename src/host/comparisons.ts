import type { ComparisonOutcome } from '../report/panel/comparison.ts';
import { comparisonState } from '../report/panel/comparison.ts';
import { defaultLimits } from '../core/limits.ts';
import type { Engine } from '../engine/client.ts';
import type { ComparisonState } from '../protocol/panel.ts';
import type { Project } from './project.ts';
import type { RunView } from './runs.ts';

/** A prediction file of a project, by the path that its engine knows. */
export interface ComparedFile {
  readonly project: Project;
  readonly path: string;
}

/** The comparisons that the person asked for, one a run at most, kept up to date with their files. */
export interface Comparisons {
  /** Compares file A, which belongs to the run, with B in the place of what the run was compared with before. */
  set(view: RunView, a: ComparedFile, b: ComparedFile): Promise<ComparisonOutcome>;
  of(view: RunView): ComparisonState | undefined;
  remove(view: RunView): void;
  /** Compares again what changed. */
  update(): void;
}

interface Entry {
  readonly files: readonly [ComparedFile, ComparedFile];
  /** What was read of the files when they were compared last. */
  readings: readonly (object | undefined)[];
  state?: ComparisonState;
}

/** `changed` is called whenever there is another state to show. */
export function createComparisons(engine: Pick<Engine, 'compare'>, changed: () => void): Comparisons {
  const entries = new Map<string, Entry>();

  const compare = async (key: string, entry: Entry): Promise<ComparisonOutcome> => {
    const readings = entry.files.map(({ project, path }) => project.readingOf(path));
    entry.readings = readings;
    const paths = [entry.files[0].path, entry.files[1].path] as const;
    const outcome = await outcomeOf(engine, paths, readings);
    // Of comparisons of one entry only the newest is shown; one that was removed is not.
    if (entries.get(key) === entry && entry.readings === readings) {
      entry.state = comparisonState(outcome, paths);
      changed();
    }
    return outcome;
  };

  return {
    set: (view, a, b) => {
      const entry: Entry = { files: [a, b], readings: [] };
      entries.set(keyOf(view), entry);
      return compare(keyOf(view), entry);
    },
    of: (view) => entries.get(keyOf(view))?.state,
    remove: (view) => {
      if (entries.delete(keyOf(view))) changed();
    },
    update: () => {
      for (const [key, entry] of entries) {
        const isOld = entry.files.some(
          ({ project, path }, index) => project.readingOf(path) !== entry.readings[index],
        );
        if (isOld) void compare(key, entry);
      }
    },
  };
}

async function outcomeOf(
  engine: Pick<Engine, 'compare'>,
  paths: readonly [string, string],
  readings: readonly (object | undefined)[],
): Promise<ComparisonOutcome> {
  const gone = readings.indexOf(undefined);
  if (gone >= 0) return { kind: 'failed', message: `${paths[gone]!} is gone.` };
  try {
    return await engine.compare(paths, defaultLimits);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function keyOf({ project, run }: RunView): string {
  return `${project.root.toString()} ${run.id}`;
}
