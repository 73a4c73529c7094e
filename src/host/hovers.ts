import * as vscode from 'vscode';
import { isShown } from '../report/findingText.ts';
import { findingHover } from '../report/hover.ts';
import { readingHover } from '../report/readingHover.ts';
import { rangeOf, rulePage } from './diagnostics.ts';
import type { RunView } from './runs.ts';

/** Documents by pattern: VS Code knows a log by many languages, and a CSV file by none. */
export const documentPattern: vscode.DocumentSelector = [
  { pattern: '**/*.{log,csv,tsv,txt,json,jsonl,ndjson,out}' },
];

/** Evidence on a flagged number, and on any logged value what it is: from memory, no file is read for it. */
export function createHoverProvider(
  runsOf: (uri: vscode.Uri) => readonly RunView[],
  extension: vscode.Uri,
): vscode.HoverProvider {
  return {
    provideHover(document, position) {
      for (const view of runsOf(document.uri)) {
        const hover =
          findingAt(view, document.uri, position, extension) ?? valueAt(view, document.uri, position);
        if (hover !== undefined) return hover;
      }
      return undefined;
    },
  };
}

function findingAt(
  { project, run }: RunView,
  uri: vscode.Uri,
  position: vscode.Position,
  extension: vscode.Uri,
): vscode.Hover | undefined {
  const finding = run.findings.find(
    (one) =>
      isShown(one) &&
      sameFile(project.uriOf(one.location.file), uri) &&
      rangeOf(one.location.span).contains(position),
  );
  if (finding === undefined) return undefined;
  const text = findingHover(run, finding, [
    { text: 'Open report', target: commandLink('imbalanceLens.openReport', run.id, project.root.toString()) },
    { text: 'What this rule says', target: rulePage(extension, finding.rule).toString() },
  ]);
  return new vscode.Hover(trusted(text), rangeOf(finding.location.span));
}

function valueAt(
  { project, run, twins }: RunView,
  uri: vscode.Uri,
  position: vscode.Position,
): vscode.Hover | undefined {
  for (const one of [run, ...twins]) {
    const logs = one.files.filter((file) => file.role === 'log').map(({ path }) => path);
    const path = logs.find((log) => sameFile(project.uriOf(log), uri));
    if (path === undefined) continue;
    // The values of an epoch may stand on lines of their own, as in JSON.
    for (const epoch of one.epochs) {
      const reading = epoch.readings.find(
        ({ file, span }) =>
          span.line === position.line && (file ?? logs[0]) === path && rangeOf(span).contains(position),
      );
      if (reading === undefined) continue;
      return new vscode.Hover(trusted(readingHover(one, epoch, reading)), rangeOf(reading.span));
    }
  }
  return undefined;
}

/** Markdown in which only our own command may be called; nothing from a file is markup. */
function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: ['imbalanceLens.openReport'] };
  markdown.supportHtml = false;
  return markdown;
}

function commandLink(command: string, ...args: readonly string[]): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify(args))}`;
}

function sameFile(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}
