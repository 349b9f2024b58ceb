/** What stands below a failure: Auth/* answers name these `dataError`, all others `errorData`. */
export interface FailureCause {
  readonly method: string;
  /** `Error #N`. */
  readonly reason: string;
  readonly additional: string;
  readonly message?: string;
}

export interface SuccessReply<Row> {
  readonly method: string;
  readonly result: true;
  readonly data: readonly Row[];
}

export interface FailureReply {
  readonly method: string;
  readonly result: false;
  /** `Error #N` of the operation. */
  readonly reason: string;
  readonly additional: string;
  /** The request as the server understood it. */
  readonly dataParam?: readonly Readonly<Record<string, unknown>>[];
  readonly dataError?: readonly FailureCause[];
  readonly errorData?: readonly FailureCause[];
  readonly data?: readonly never[];
}

/** The envelope of every reply. */
export type Reply<Row> = SuccessReply<Row> | FailureReply;

/**
 * An HTTP answer as it came. Nothing about its status or content is an error.
 *
 * @typeParam Content what the server's documents promise; nothing of it is checked
 */
export interface ChpResponse<Content = unknown> {
  readonly status_code: number;
  /** The body as UTF-8. */
  readonly text: string;
  /** The body read as JSON; throws SyntaxError when it is not JSON. */
  json(): Content;
}
