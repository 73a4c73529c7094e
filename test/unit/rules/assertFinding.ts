import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import type { RunEvidence } from '../../../src/core/runEvidence.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { markedNumbers, markedSay, plainSay, wordsOnly } from './markedSay.ts';

/** What every message owes its reader. */
export function assertMessage(rule: Rule, finding: Finding): void {
  const marked = rule.say(finding, markedSay);
  const evidence = Object.values(finding.evidence);
  const numbers = markedNumbers(marked);
  assert.ok(numbers.length >= 2, marked);
  for (const number of numbers) assert.ok(evidence.includes(number), `${number} is no evidence: ${marked}`);
  assert.doesNotMatch(wordsOnly(marked).replaceAll(/F1|TerminateOnNaN/g, ''), /\d|NaN|undefined|Infinity/);
  assert.doesNotMatch(marked, /\bNaN|undefined|Infinity| {2}/);
  const verdict = rule.say(finding, plainSay).slice(0, 100);
  const label = (finding.names['classes'] ?? finding.names['majority'])?.[0];
  if (label !== undefined) assert.ok(verdict.includes(`'${label}'`), `no class in: ${verdict}`);
  assert.match(verdict, /\d/);
  assert.match(rule.say(finding, plainSay), /^['A-Z].*\.$/);
  for (const { what } of finding.related) {
    const text = rule.sayRelated(what, finding, markedSay);
    for (const number of markedNumbers(text)) assert.ok(evidence.includes(number), text);
    assert.doesNotMatch(wordsOnly(text), /\d|NaN|undefined/);
  }
}

/** Places lie in the run's own files. */
export function assertPlaces(finding: Finding, evidence: RunEvidence): void {
  const files = [evidence.log?.file, evidence.predictions?.file];
  for (const { file, span } of [finding.location, ...finding.related.map(({ location }) => location)]) {
    assert.ok(files.includes(file));
    assert.ok(span.line >= 0 && span.start >= 0 && span.end > span.start);
  }
}
