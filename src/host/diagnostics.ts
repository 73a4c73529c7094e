import * as vscode from 'vscode';
import type { Finding, Severity } from '../core/finding.ts';
import type { Location as FileLocation, Span } from '../core/span.ts';
import { findingMessage, isShown, relatedMessage } from '../report/findingText.ts';
import { fileProblems } from './fileProblems.ts';
import type { Project } from './project.ts';
import type { RunView } from './runs.ts';

export const diagnosticSource = 'Imbalance Lens';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function rangeOf(span: Span): vscode.Range {
  return new vscode.Range(span.line, span.start, span.line, span.end);
}

/** The page of a rule, which the extension's own read-only editor shows. */
export function rulePage(extension: vscode.Uri, rule: string): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'media', 'rules', `${rule}.rule.md`);
}

/** Shows the findings of `runs`, one diagnostic a rule and run, and what could not be read of their files. */
export function publishDiagnostics(
  collection: vscode.DiagnosticCollection,
  runs: readonly RunView[],
  extension: vscode.Uri,
): void {
  const byFile = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
  const add = (uri: vscode.Uri, diagnostic: vscode.Diagnostic): void => {
    const entry = byFile.get(uri.toString()) ?? { uri, diagnostics: [] };
    entry.diagnostics.push(diagnostic);
    byFile.set(uri.toString(), entry);
  };
  for (const { project, run, twins } of runs) {
    for (const finding of run.findings.filter(isShown)) {
      add(project.uriOf(finding.location.file), diagnosticOf(project, finding, extension));
    }
    for (const problem of [run, ...twins].flatMap(fileProblems)) {
      const diagnostic = new vscode.Diagnostic(
        rangeOf({ line: problem.line, start: 0, end: 1 }),
        problem.message,
        vscode.DiagnosticSeverity.Information,
      );
      diagnostic.source = diagnosticSource;
      add(project.uriOf(problem.file), diagnostic);
    }
  }
  collection.forEach((uri) => {
    if (!byFile.has(uri.toString())) collection.delete(uri);
  });
  for (const { uri, diagnostics } of byFile.values()) collection.set(uri, diagnostics);
}

function diagnosticOf(project: Project, finding: Finding, extension: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(finding.location.span),
    findingMessage(finding),
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.rule, target: rulePage(extension, finding.rule) };
  diagnostic.relatedInformation = finding.related.map(
    ({ location, what }) =>
      new vscode.DiagnosticRelatedInformation(placeOf(project, location), relatedMessage(what, finding)),
  );
  return diagnostic;
}

function placeOf(project: Project, location: FileLocation): vscode.Location {
  return new vscode.Location(project.uriOf(location.file), rangeOf(location.span));
}
