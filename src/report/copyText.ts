import type { RunAnalysis } from '../analysis/analysis.ts';
import type { CopyTarget } from '../protocol/panel.ts';
import { runTitle } from './runTitle.ts';
import { classWeightsSnippet, loggingSnippet } from './snippets.ts';
import { runText } from './text.ts';

/** What goes to the clipboard for an intent of the panel. */
export function copyText(run: RunAnalysis, what: CopyTarget): string {
  const counts = run.classCounts.train ?? run.classCounts.validation ?? run.classCounts.all;
  switch (what) {
    case 'summary':
      return runText(run, runTitle(run), { width: 80, colour: false });
    case 'loggingSnippet':
      return loggingSnippet(run.files.find(({ role }) => role === 'log')?.format);
    case 'classWeights':
      return counts === undefined
        ? '# No class counts are known for this run.\n'
        : classWeightsSnippet(counts);
  }
}
