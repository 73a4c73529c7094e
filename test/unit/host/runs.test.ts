import assert from 'node:assert/strict';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { Finding, Severity } from '../../../src/core/finding.ts';
import { mostPressing } from '../../../src/host/runs.ts';
import { shownFindings } from '../../../src/report/findingText.ts';
import { onlyRun, sampleAnalyses } from '../../ui/panel/samples.ts';

interface View {
  readonly run: RunAnalysis;
}

function viewOf(id: string, severities: readonly Severity[], muted = {}): View {
  const run = onlyRun(sampleAnalyses().get('starting')!);
  const [finding] = shownFindings(run.findings);
  const findings = severities.map((severity): Finding => ({ ...finding!, severity, ...muted }));
  return { run: { ...run, id, findings } };
}

describe('the run to speak of where no file of a run is open', () => {
  it('is the one with the gravest finding that is shown, of equal ones the newest', () => {
    const pressing = (...views: View[]): string | undefined => mostPressing(views)?.run.id;
    const [calm, hint] = [viewOf('calm', []), viewOf('hint', ['hint'])];
    const [warning, older] = [viewOf('warning', ['hint', 'warning']), viewOf('older', ['warning'])];
    assert.equal(pressing(calm, hint, warning, older), 'warning');
    assert.equal(pressing(older, warning), 'older');
    assert.equal(pressing(calm, viewOf('muted', ['error'], { mutedBecause: 'known' })), 'calm');
    assert.equal(pressing(), undefined);
  });
});
