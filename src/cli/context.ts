import type { AnalysisContext } from '../analysis/context.ts';
import { defaultLimits } from '../core/limits.ts';
import type { Engine } from '../engine/client.ts';
import type { Arguments } from './arguments.ts';
import type { ProjectConfig } from './config.ts';

/** What a command works with. */
export interface Work {
  readonly args: Arguments;
  readonly engine: Engine;
  readonly output: Output;
}

/** Where results, complaints and progress go. */
export interface Output {
  /** A result, with its line end. */
  result(text: string): void;
  /** Something unusable: one line on stderr, and exit code 2 in the end. */
  unusable(line: string): void;
  /** One line on stderr that changes no exit code. */
  remark(line: string): void;
  readonly colour: boolean;
  readonly width: number;
}

export function analysisContext(
  args: Arguments,
  { source }: ProjectConfig,
  more: Partial<Pick<AnalysisContext, 'folderCounts' | 'live'>> = {},
): AnalysisContext {
  return {
    limits: {
      ...defaultLimits,
      confidence: args.confidence,
      ...(args.halfWidth === undefined ? {} : { halfWidths: [args.halfWidth] }),
      resampling: { ...defaultLimits.resampling, seed: args.seed ?? defaultLimits.resampling.seed },
    },
    ...(source === undefined ? {} : { config: source }),
    folderCounts: [],
    live: [],
    declared: {
      ...(args.classCounts === undefined ? {} : { classCounts: args.classCounts }),
      ...(args.classWeights === undefined ? {} : { classWeights: args.classWeights }),
      ...args.aims,
      ...(args.orderedClasses === undefined ? {} : { orderedClasses: args.orderedClasses }),
    },
    ...more,
  };
}
