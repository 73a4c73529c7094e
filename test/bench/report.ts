import type { Finding } from '../../src/core/finding.ts';
import { rules } from '../../src/rules/all.ts';
import { baselines, canJudge } from './baselines.ts';
import { changedRuns } from './changedRuns.ts';
import { evidences, findingsOf, inferredSize } from './findings.ts';
import type { EvidenceKind } from './findings.ts';
import { firingCounts, nullCounts, nullSizes, simulations } from './nulls.ts';
import type { BenchRun } from './pack/benchRun.ts';
import { readRendered } from './readRendered.ts';
import { renderers } from './renderers/all.ts';
import type { Renderer } from './renderers/renderer.ts';
import { replay } from './replay.ts';
import type { Lifeline } from './replay.ts';
import { rateText, tallyOf } from './tallies.ts';
import { claims, isHealthy, judge, trueGraveClaims, withoutTruth } from './truths.ts';
import { isGrave } from './claim.ts';
import type { Claim } from './claim.ts';

const evidenceTitles: Readonly<Record<EvidenceKind, string>> = {
  log: 'log alone',
  counts: 'log and class counts',
  predictions: 'log and predictions',
};

/** What was measured, as Markdown: no clock, no path, nothing that differs from machine to machine. */
export function* reportSections(runs: readonly BenchRun[], nullDraws: number): Generator<string> {
  yield* runSection(runs);
  yield* ruleSection(runs);
  yield* baselineSection(runs);
  yield* rendererSection(runs);
  yield* growingSection(runs);
  if (nullDraws > 0) yield* nullSection(nullDraws);
}

function* runSection(runs: readonly BenchRun[]): Generator<string> {
  const healthy = runs.filter(isHealthy);
  const makers = [...new Set(runs.map(({ maker }) => maker))];
  yield '## The runs';
  yield `${runs.length} training runs, ${healthy.length} of them healthy: meant to be, and by their test set nothing that a Warning could say is true of them.`;
  yield table(
    ['made by', 'runs', 'healthy', 'recipes'],
    makers.map((maker) => {
      const own = runs.filter((run) => run.maker === maker);
      const recipes = new Set(own.map(({ recipe }) => recipe));
      return [maker, String(own.length), String(own.filter(isHealthy).length), [...recipes].join('; ')];
    }),
  );
}

function* ruleSection(runs: readonly BenchRun[]): Generator<string> {
  yield '## Detection and false alarms';
  yield `Logs as ${renderers[0]!.title} writes them. A finding counts whether or not that of a cause hides it; "shown" are those that people see.`;
  const rows = claims.flatMap((claim) =>
    evidences.flatMap((evidence) => {
      const cases = casesOf(claim, runs);
      const all = tallyWith(cases, claim, renderers[0]!, evidence);
      if (all.detected + all.falseAlarms === 0) return [];
      const grave = tallyWith(cases, claim, renderers[0]!, evidence, isGrave);
      const shown = tallyWith(cases, claim, renderers[0]!, evidence, isShown);
      return [
        [
          claim.rule,
          claim.title,
          severityOf(claim),
          evidenceTitles[evidence],
          rateText(all.detected, all.positives),
          rateText(all.falseAlarms, all.negatives),
          `${grave.detected}, ${grave.falseAlarms}`,
          `${shown.detected}, ${shown.falseAlarms}`,
        ],
      ];
    }),
  );
  yield table(
    [
      'rule',
      'true where',
      'severity',
      'from',
      'detected',
      'false alarms',
      'of these as Warning or Error: true, false',
      'shown: true, false',
    ],
    rows,
  );
  const fired = new Set(rows.map(([rule]) => rule));
  const never = rules.filter(({ id }) => claims.some(({ rule }) => rule === id) && !fired.has(id));
  if (never.length > 0) yield `Never fired here: ${ids(never)}.`;
  const reasons = [...withoutTruth].map(([rule, why]) => `- ${rule}: ${why}.`);
  yield [
    'Without a truth here, so that only their own tests and their pages speak of them:',
    '',
    ...reasons,
  ].join('\n');
}

function ids(which: readonly { readonly id: string }[]): string {
  return which.map(({ id }) => id).join(', ');
}

export function isShown({ suppressedBy }: Finding): boolean {
  return suppressedBy === undefined;
}

/** The runs that a claim is judged on: all, and changed copies of the healthy ones where it is about such changes. */
export function casesOf({ also }: Claim, runs: readonly BenchRun[]): readonly BenchRun[] {
  return also === undefined ? runs : [...runs, ...changedRuns(runs, also)];
}

/** Judgements of a claim over all runs whose log is read, by the findings that count. */
export function tallyWith(
  runs: readonly BenchRun[],
  claim: Claim,
  renderer: Renderer,
  evidence: EvidenceKind,
  counts: (finding: Finding) => boolean = () => true,
): ReturnType<typeof tallyOf> {
  return tallyOf(
    runs.flatMap((run) => {
      const findings = findingsOf(run, renderer, evidence);
      if (findings === undefined) return [];
      return judge(claim, run, findings.filter(counts));
    }),
  );
}

/** The severity that a claim's findings have: its rule's own, or Information where only lesser ones make it. */
function severityOf({ rule, makes }: Claim): string {
  const own = rules.find(({ id }) => id === rule)?.severity ?? 'absent';
  return makes === undefined || makes === isGrave ? own : 'information';
}

function* baselineSection(runs: readonly BenchRun[]): Generator<string> {
  yield '## Other tools and plain thresholds, on the same runs';
  yield table(
    ['rule', 'true where', 'detected', 'false alarms'],
    baselines.map(({ title, against, judge: judgeBaseline }) => {
      const tally = tallyOf(runs.filter(canJudge).flatMap((run) => judgeBaseline(run)));
      return [
        title,
        against.title,
        rateText(tally.detected, tally.positives),
        rateText(tally.falseAlarms, tally.negatives),
      ];
    }),
  );
}

function* rendererSection(runs: readonly BenchRun[]): Generator<string> {
  yield '## The same runs as other frameworks write them';
  yield 'With class counts. Detected and false, of all severities; a dash where nothing fired.';
  const readable = renderers.filter((renderer) => readCount(runs, renderer) > 0);
  const rows = claims.flatMap((claim) => {
    const cells = readable.map((renderer) => {
      const { detected, positives, falseAlarms } = tallyWith(runs, claim, renderer, 'counts');
      return detected + falseAlarms === 0 ? '–' : `${detected}/${positives}, ${falseAlarms}`;
    });
    return cells.every((cell) => cell === '–') ? [] : [[claim.rule, severityOf(claim), ...cells]];
  });
  yield table(['rule', 'severity', ...readable.map(({ title }) => title)], rows);
  yield table(
    ['log', `read, of ${runs.length}`, 'rows: exact', 'a bound that holds', 'wrong', 'unknown'],
    renderers.map((renderer) => [
      renderer.title,
      String(readCount(runs, renderer)),
      ...sizeCells(runs, renderer),
    ]),
  );
  yield '"Rows" is the number of validation rows that is inferred from the steps of the logged accuracy alone.';
  const unread = renderers.filter((renderer) => !readable.includes(renderer));
  if (unread.length > 0) yield `Not read: ${unread.map(({ title }) => title).join(', ')}.`;
}

/** How the inferred numbers of validation rows compare with the true ones, where accuracy is counted by rows. */
function sizeCells(runs: readonly BenchRun[], renderer: Renderer): string[] {
  const counts = { exact: 0, bound: 0, wrong: 0, unknown: 0 };
  for (const run of runs) {
    const text = renderer.write(run);
    const log = text === undefined ? undefined : readRendered(renderer, text);
    if (log === undefined || run.facts.accuracy !== 'rows') continue;
    const rows = run.validationCounts.reduce((sum, count) => sum + count, 0);
    const size = inferredSize(log);
    if (size === undefined) counts.unknown++;
    else if (size.exact) counts[size.value === rows ? 'exact' : 'wrong']++;
    else counts[size.value >= rows ? 'bound' : 'wrong']++;
  }
  return Object.values(counts).map(String);
}

function readCount(runs: readonly BenchRun[], renderer: Renderer): number {
  return runs.filter((run) => {
    const text = renderer.write(run);
    return text !== undefined && readRendered(renderer, text) !== undefined;
  }).length;
}

function* growingSection(runs: readonly BenchRun[]): Generator<string> {
  yield '## While the log grows, line by line';
  yield 'With class counts; Warnings and Errors that are shown. A cell says on how many runs the rule ever fired, the median share of the log after which it first did, and how often in all it fell silent or fired anew later.';
  const followed = renderers
    .filter(({ rewritten }) => !rewritten)
    .map((renderer) => ({ renderer, lives: runs.map((run) => ({ run, lines: replay(run, renderer) })) }))
    .filter(({ lives }) => lives.some(({ lines }) => lines.size > 0));
  const healthy = followed.map(({ lives }) => {
    const own = lives.filter(({ run }) => isHealthy(run));
    return rateText(own.filter(({ run, lines }) => falselyAlarmed(run, lines.keys())).length, own.length);
  });
  const rows = rules.flatMap(({ id }) => {
    const cells = followed.map(({ lives }) =>
      lifelineText(lives.flatMap(({ lines }) => lines.get(id) ?? [])),
    );
    return cells.every((cell) => cell === '–') ? [] : [[id, ...cells]];
  });
  yield table(
    ['rule', ...followed.map(({ renderer }) => renderer.title)],
    [...rows, ['healthy runs with a false alarm at any moment', ...healthy]],
  );
}

function lifelineText(lines: readonly Lifeline[]): string {
  if (lines.length === 0) return '–';
  const firsts = lines.map(({ first }) => first).sort((a, b) => a - b);
  const flips = lines.reduce((sum, line) => sum + line.flips, 0);
  return `${lines.length} runs, at ${Math.round(100 * firsts[firsts.length >> 1]!)} %, ${flips} changes`;
}

/** True if a rule fired whose claim is not true of the run. */
export function falselyAlarmed(run: BenchRun, fired: Iterable<string>): boolean {
  const isTrue = trueGraveClaims(run);
  return [...fired].some((rule) => !isTrue.has(rule));
}

function* nullSection(draws: number): Generator<string> {
  yield '## Simulated prediction files';
  yield `Warnings in ${draws} files of a model that is known exactly. At most 5 % of files are allowed where the rule would be wrong (1 % for confidence); the others are true statements. The highest rate of the sizes ${nullSizes.join(', ')}.`;
  const rows = simulations.flatMap((simulation) =>
    nullCounts.map((counts) => {
      const fired = nullSizes.map((size) => firingCounts(simulation, counts, size, draws));
      const worst = (rule: string): number => Math.max(...fired.map((one) => one.get(rule) ?? 0));
      const wrong = simulation.false.filter((rule) => rules.some(({ id }) => id === rule));
      const others = rules.filter(({ id }) => !wrong.includes(id) && worst(id) > 0);
      return [
        simulation.name,
        counts.join('/'),
        wrong.map((rule) => `${rule} ${rateText(worst(rule), draws)}`).join('; '),
        others.map(({ id }) => `${id} ${Math.round((100 * worst(id)) / draws)} %`).join('; '),
      ];
    }),
  );
  yield table(['model', 'rows by class, in this ratio', 'wrong', 'other Warnings'], rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
