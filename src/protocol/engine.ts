/**
 * Messages between a host (editor, command line) and the engine process. Every request has an id and gets exactly one
 * reply; the engine also asks for bytes of sources that only the host can read. Payloads of results are typed by
 * `engine/client.ts`; on the wire they are checked by shape only, since both ends are one version of one program.
 */

/** What the host says of a source that only it can read. */
export interface HostSourceState {
  readonly size: number;
  /** Changes whenever the content does: a modification time or an etag. */
  readonly version: string;
}

/** Where the bytes of a document come from: a file the engine reads itself, or a source the host reads for it. */
export type SourceDescription =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'host'; readonly state: HostSourceState };

export type EngineRequest =
  | {
      readonly type: 'open';
      readonly path: string;
      readonly source: SourceDescription;
      readonly options: OpenOptions;
    }
  /** Reads what was added since; starts again if the file was truncated, replaced or rewritten. */
  | { readonly type: 'append'; readonly path: string; readonly state?: HostSourceState }
  /** Stops what is being read for the path: that request is answered at once, with nothing. */
  | { readonly type: 'cancel'; readonly path: string }
  | { readonly type: 'close'; readonly path: string }
  /** Runs come as parts, one message each, so that no single one is large. Without `paths`: all open documents. */
  | { readonly type: 'analyse'; readonly context: unknown; readonly paths?: readonly string[] }
  | { readonly type: 'query'; readonly path: string; readonly query: RowsQuery }
  /** One class a request: a sort of a million rows takes the better part of a second. */
  | { readonly type: 'curve'; readonly path: string; readonly classIndex: number }
  /** Which definitions give logged numbers on the rows of a prediction file. */
  | { readonly type: 'reconcile'; readonly path: string; readonly question: unknown }
  /** Two prediction files of the same rows; the limits are those of an analysis. */
  | { readonly type: 'compare'; readonly paths: readonly [string, string]; readonly limits: unknown }
  /** What a binary file that is open holds. */
  | { readonly type: 'outline'; readonly path: string }
  /** The formats that files can be read as. */
  | { readonly type: 'formats' }
  | { readonly type: 'ping' };

/** Which columns mean what, as a person says it. */
export interface ColumnOptions {
  readonly actual?: string;
  readonly predicted?: string;
  readonly scores?: string;
  readonly weight?: string;
  readonly id?: string;
  readonly activation?: 'softmax' | 'sigmoid';
}

/** What the person declared about one file. */
export interface OpenOptions {
  readonly columns?: ColumnOptions;
  /** What holds for all files with these column names. */
  readonly headers?: readonly {
    readonly header: readonly string[];
    readonly columns?: ColumnOptions;
    readonly readAs?: string;
  }[];
  /** Read nothing: ask about the columns, whatever they seem to be. */
  readonly ask?: true;
  readonly positiveClass?: string;
  readonly classNames?: readonly string[];
  /**
   * Read the file as this format whatever its content looks like; `predictions` for that of a prediction table,
   * `nothing` to leave it alone.
   */
  readonly format?: string;
}

/** The rows of one cell of the confusion matrix, by class index. */
export interface RowsQuery {
  readonly actual: number;
  readonly predicted: number;
  readonly offset: number;
  readonly limit: number;
}

export interface RowsReply {
  /** Rows in the cell in all. */
  readonly total: number;
  readonly rows: readonly { readonly line: number; readonly id?: string; readonly score?: number }[];
}

/** The precision-recall curve of one class as it is drawn: some of its points, by falling threshold. */
export interface CurveReply {
  readonly thresholds: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  /** Points of the whole curve: one for each distinct score. */
  readonly points: number;
}

export type HostMessage<Request = EngineRequest> =
  | { readonly kind: 'request'; readonly id: number; readonly request: Request }
  | { readonly kind: 'bytes'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'bytesFailed'; readonly id: number; readonly message: string };

export type EngineMessage =
  | { readonly kind: 'ready' }
  /** The request was taken up: if the engine ends now, it may be its doing. */
  | { readonly kind: 'begun'; readonly id: number }
  /** A piece of the reply that follows. */
  | { readonly kind: 'part'; readonly id: number; readonly part: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | {
      /** Asks for bytes of the host source that was opened for the path. */
      readonly kind: 'read';
      readonly id: number;
      readonly path: string;
      readonly offset: number;
      readonly length: number;
    };
