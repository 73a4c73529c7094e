/**
 * `npm run bench:rules [-- runs.jsonl.gz]`: how often the rules are right, by training runs whose truth a large test set
 * tells. Writes media/metrics/rule-rates.md from the committed packs; of other labelled runs, given as argument or by
 * IMBALANCE_LENS_RUNS, it only prints the same tables.
 */
import { writeFileSync } from 'node:fs';
import { readRuns } from './labelledRuns.ts';
import { logRuleRates } from './logRules.ts';
import { packs, readPack } from './pack/benchRun.ts';
import { readSurveyRuns } from './surveyRuns.ts';
import { reportSections } from './report.ts';

const target = new URL('../../media/metrics/rule-rates.md', import.meta.url);
const nullDraws = 500;

const introduction = `# How often the rules are right

Measured on training runs whose truth is known: the rules see the log and the validation rows, a large test set says what
is true of the model. A recipe's name is never the truth; what a test set cannot tell (which loss was logged, whether
softmax was applied twice) is taken from the code that trained. Counts are followed by 95 % Wilson intervals.
\`npm run bench:rules\` writes this page again; the runs and how they were made stand in \`test/bench/pack\`.`;

function main(): void {
  const other = process.argv[2] ?? process.env['IMBALANCE_LENS_RUNS'];
  if (other !== undefined) {
    for (const section of reportSections(readSurveyRuns(other), 0)) console.log(`${section}\n`);
    for (const line of logRuleRates(readRuns(other))) console.log(line);
    return;
  }
  const sections = [
    introduction,
    ...reportSections(
      packs.flatMap(({ path }) => readPack(path)),
      nullDraws,
    ),
  ];
  writeFileSync(target, `${sections.join('\n\n')}\n`);
  console.log(sections.join('\n\n'));
}

main();
