import * as vscode from 'vscode';
import type { FileReport } from '../analysis/analysis.ts';
import type { Finding, Severity } from '../core/finding.ts';
import type { Location as FileLocation, Span } from '../core/span.ts';
import { findingMessage, isShown, relatedMessage } from '../report/findingText.ts';
import { fileProblems } from './fileProblems.ts';
import type { Project } from './project.ts';
import type { RunView } from './runs.ts';

export const diagnosticSource = 'Imbalance Lens';
/** Codes of files that were not read, which no rule has. */
export const notRead = 'not-read';
export const columnsMissing = 'columns-missing';

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

/**
 * Shows the findings of `runs`, one diagnostic a rule and run, what could not be read of their files, and which other
 * files of `projects` could not be read.
 */
export function publishDiagnostics(
  collection: vscode.DiagnosticCollection,
  runs: readonly RunView[],
  projects: readonly Project[],
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
  for (const { uri, report } of projects.flatMap((project) => project.reports())) {
    const diagnostic = unreadDiagnostic(report);
    if (diagnostic !== undefined) add(uri, diagnostic);
  }
  collection.forEach((uri) => {
    if (!byFile.has(uri.toString())) collection.delete(uri);
  });
  for (const { uri, diagnostics } of byFile.values()) collection.set(uri, diagnostics);
}

/**
 * Why a file was not read: what is broken at a place, or may be one of several formats, is a problem. What a file of
 * predictions or results lacks may be meant so, and is told in its editor alone; a log without epochs may only begin.
 */
function unreadDiagnostic({
  role,
  problems,
  question,
  candidates,
}: FileReport): vscode.Diagnostic | undefined {
  const refused = problems.find(({ kind }) => kind === 'refused');
  if (refused === undefined || refused.quiet === true) return undefined;
  const isFault = refused.line !== undefined || candidates !== undefined;
  if (!isFault && role !== 'predictions' && role !== 'classReport') return undefined;
  const diagnostic = new vscode.Diagnostic(
    rangeOf({ line: refused.line ?? 0, start: 0, end: 1 }),
    refused.message,
    isFault ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Hint,
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = question === undefined ? notRead : columnsMissing;
  return diagnostic;
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
