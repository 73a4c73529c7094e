import type { RunAnalysis } from '../analysis/analysis.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { Finding } from '../core/finding.ts';
import { epochAt } from '../core/trainingRun.ts';
import { foundText, majority, moreClasses, worstFirst } from './classText.ts';
import { fileName } from './findingText.ts';
import { markdownText } from './markdownText.ts';
import { isOfNoEpoch } from './mismatch.ts';
import { metricInterval, metricWithInterval, valueOf } from './metricText.ts';
import { numbers } from './numbers.ts';
import { runReferenceLines } from './referenceLines.ts';

/** A link that the caller makes: neither its text nor its target may hold text from a file. */
export interface HoverLink {
  readonly text: string;
  readonly target: string;
}

/** Rows of the class table: a hover of more than a dozen lines is scrolled and not read. */
const worstClasses = 3;

function linkLine(links: readonly HoverLink[]): string[] {
  return links.length === 0 ? [] : [links.map(({ text, target }) => `[${text}](${target})`).join(' · ')];
}

/**
 * The Markdown of the hover on a finding: the editor shows the message itself first, so this is the evidence. The
 * worst classes, accuracy beside its baselines, the reference lines of the loss, the links.
 */
export function findingHover(run: RunAnalysis, finding: Finding, links: readonly HoverLink[]): string {
  const blocks: string[] = [];
  if (run.evaluation !== undefined) {
    blocks.push(heading(run, finding), classTable(run.evaluation), accuracyLine(run.evaluation));
  }
  const lines = referenceText(run);
  if (lines !== undefined) blocks.push(lines);
  blocks.push(...linkLine(links));
  return blocks.join('\n\n');
}

function heading(run: RunAnalysis, finding: Finding): string {
  const from = run.files.find(({ role }) => role === 'predictions' || role === 'classReport');
  const rows = `${numbers.count(run.evaluation!.rows)} rows`;
  const source = from === undefined ? rows : `${markdownText(fileName(from.path))}, ${rows}`;
  const log = run.files.find(({ role }) => role === 'log');
  const epoch = log && run.epochs[epochAt(run.epochs, log.path, finding.location)];
  if (epoch === undefined) return `**${source}**`;
  // Rows of another run say nothing of this epoch: the table below must not be taken for it.
  if (run.unnumbered === true) return `**Final values** · predictions of ${source}`;
  return isOfNoEpoch(run)
    ? `Predictions of ${source}, **not of epoch ${epoch.epoch}**`
    : `**Epoch ${epoch.epoch}** · predictions of ${source}`;
}

function classTable(evaluation: Evaluation): string {
  const ranked = worstFirst(evaluation);
  const confidence = numbers.percent(evaluation.confidence);
  const rows = ranked.slice(0, worstClasses).map((one) => {
    const recall = one.evaluation.metrics.get('recall');
    const interval = metricInterval('recall', recall) ?? '';
    const value = recall?.kind === 'value' ? numbers.rate(recall.value) : 'undefined';
    return rowOf([markdownText(one.evaluation.label, 60), foundText(one), value, interval]);
  });
  const more = ranked.length - rows.length;
  const table = [
    rowOf(['class', 'found', 'recall', `${confidence} interval`]),
    '| :-- | --: | --: | --: |',
    ...rows,
  ];
  return more > 0 ? `${table.join('\n')}\n\n${moreClasses(more)}` : table.join('\n');
}

/** The editor sets the cells of a table without room between them. */
function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | &ensp;')} |`;
}

function accuracyLine(evaluation: Evaluation): string {
  const parts: string[] = [];
  const accuracy = valueOf(evaluation.metrics.get('accuracy'));
  const largest = majority(evaluation);
  const balanced = evaluation.metrics.get('balancedAccuracy');
  if (accuracy !== undefined) parts.push(`accuracy ${metricWithInterval('accuracy', accuracy)}`);
  if (largest !== undefined) {
    parts.push(`always ${markdownText(numbers.label(largest.label))} ${numbers.rate(largest.share)}`);
  }
  if (balanced?.kind === 'value') {
    parts.push(`balanced accuracy ${metricWithInterval('balancedAccuracy', balanced)}`);
  }
  return parts.join(' · ');
}

function referenceText(run: RunAnalysis): string | undefined {
  const { classes, guess, prior } = runReferenceLines(run);
  const parts: string[] = [];
  if (guess !== undefined) {
    parts.push(`uniform forecast ln ${numbers.count(classes!)} = ${numbers.loss(guess)}`);
  }
  if (prior !== undefined) parts.push(`forecast of the class shares ${numbers.loss(prior)}`);
  return parts.length === 0 ? undefined : `Loss without a model: ${parts.join(' · ')}`;
}
