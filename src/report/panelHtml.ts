/** What the page of the panel refers to. All of it is the host's own; none comes from a file. */
export interface PanelPage {
  /** New for every load, from a cryptographic source. */
  readonly nonce: string;
  /** The origin that may serve styles and images (`webview.cspSource`). */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The HTML of the report panel: no content, no inline style, one script. */
export function panelHtml({ nonce, cspSource, scriptUri, styleUri }: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource}`,
    `style-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Imbalance Lens report</title>
<link rel="stylesheet" href="${attribute(styleUri)}">
</head>
<body>
<div id="announcements" class="visually-hidden" role="status" aria-live="polite"></div>
<main id="report"><p class="placeholder">Reading…</p></main>
<script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}" type="module"></script>
</body>
</html>
`;
}
