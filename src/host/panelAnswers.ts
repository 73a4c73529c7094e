import type * as vscode from 'vscode';
import { curvesAtOnce } from '../protocol/panel.ts';
import type { ToPanel } from '../protocol/panel.ts';
import type { CurveReply } from '../protocol/engine.ts';
import { curveOrder, precisionRecallCurves } from '../report/panel/precisionRecall.ts';
import { rowsState } from '../report/panel/rows.ts';
import { rowImages } from './rowImages.ts';
import type { RunView } from './runs.ts';

/** Rows of a cell that are fetched: as many as a person looks through. */
const rowLimit = 200;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A list of rows for the panel, with the image files of its rows by their place in it. */
export interface RowsAnswer {
  readonly message: ToPanel;
  readonly images: ReadonlyMap<number, vscode.Uri>;
}

/** The rows of a cell of the confusion matrix, with the images that their ids name; undefined without predictions. */
export async function rowsAnswer(
  { project, run }: RunView,
  cell: { readonly actual: number; readonly predicted: number },
  webview: vscode.Webview,
): Promise<RowsAnswer | undefined> {
  const file = run.files.findIndex(({ role }) => role === 'predictions');
  if (file < 0 || run.evaluation === undefined) return undefined;
  const { path } = run.files[file]!;
  try {
    const reply = await project.rows(path, { ...cell, offset: 0, limit: rowLimit });
    const images = await rowImages(
      reply.rows.map(({ id }) => id),
      project.uriOf(path),
    );
    const addresses = new Map([...images].map(([row, uri]) => [row, webview.asWebviewUri(uri).toString()]));
    return { message: { type: 'rows', rows: rowsState(run, file, cell, reply, addresses) }, images };
  } catch (error) {
    const rows = rowsState(run, file, cell, { failed: messageOf(error) });
    return { message: { type: 'rows', rows }, images: new Map() };
  }
}

/** The precision-recall curves of some classes; undefined without probabilities. */
export async function curvesAnswer({ project, run }: RunView, from: number): Promise<ToPanel | undefined> {
  const path = run.files.find(({ role }) => role === 'predictions')?.path;
  const { evaluation } = run;
  if (path === undefined || evaluation?.hasScores !== true) return undefined;
  const replies: (CurveReply | undefined)[] = [];
  try {
    // One after the other: each sorts the scores of its class, and all at once would pass the engine's deadline.
    for (const index of curveOrder(evaluation).slice(from, from + curvesAtOnce)) {
      replies.push(await project.curve(path, index));
    }
    return { type: 'precisionRecall', curves: precisionRecallCurves(evaluation, from, replies) };
  } catch (error) {
    const failed = messageOf(error);
    return { type: 'precisionRecall', curves: precisionRecallCurves(evaluation, from, { failed }) };
  }
}
