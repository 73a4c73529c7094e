import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';

/** Shows a rule's page, rendered by VS Code's own Markdown; no script runs in it. */
export async function showRulePage(uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  let body: string;
  try {
    body = await vscode.commands.executeCommand<string>('markdown.api.render', text);
  } catch {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    body = `<pre>${escaped}</pre>`;
  }
  const nonce = randomBytes(16).toString('base64');
  panel.webview.options = { enableScripts: false, localResourceRoots: [] };
  panel.webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}';">
<title>Imbalance Lens rule</title>
<style nonce="${nonce}">
body { max-width: 72ch; margin: 0 auto; padding: 1.5em 2em 3em; line-height: 1.55; font-size: var(--vscode-font-size); }
h1 { font-size: 1.7em; font-weight: 600; }
h2 { font-size: 1.2em; font-weight: 600; margin-top: 1.8em; }
code, pre { font-family: var(--vscode-editor-font-family); background: var(--vscode-textCodeBlock-background); }
code { padding: 0 0.25em; border-radius: 3px; }
pre { padding: 0.8em 1em; overflow-x: auto; }
pre code { padding: 0; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.3em 1em 0.3em 0; border-bottom: 1px solid var(--vscode-widget-border, currentColor); }
</style>
</head>
<body>${body}</body>
</html>`;
}
