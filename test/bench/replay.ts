import type { BenchRun } from './pack/benchRun.ts';
import { growingFindings } from './findings.ts';
import type { Renderer } from './renderers/renderer.ts';
import { isGrave } from './claim.ts';

/** What became of one rule while a log grew line by line beside its class folders. */
export interface Lifeline {
  /** Share of the log's lines after which it first fired, in (0, 1]. */
  readonly first: number;
  /** How often it fell silent or fired anew after that. */
  readonly flips: number;
}

/** Lifelines of the rules that ever showed a Warning or an Error, by rule id. */
export function replay(run: BenchRun, renderer: Renderer): ReadonlyMap<string, Lifeline> {
  const states: Set<string>[] = [];
  for (const findings of growingFindings(run, renderer)) {
    const shown = findings.filter((finding) => isGrave(finding) && finding.suppressedBy === undefined);
    states.push(new Set(shown.map(({ rule }) => rule)));
  }
  const rules = new Set(states.flatMap((state) => [...state]));
  return new Map([...rules].map((rule) => [rule, lifeline(states.map((state) => state.has(rule)))]));
}

function lifeline(states: readonly boolean[]): Lifeline {
  const first = states.indexOf(true);
  const flips = states.slice(first + 1).filter((state, index) => state !== states[first + index]).length;
  return { first: (first + 1) / states.length, flips };
}
