import type { FailureCause } from './wire/replies.ts';

/** A reply that is not the one asked for. Its text is the message alone. */
export class ChpError extends Error {
  /** The message. */
  readonly txt: string;
  /** The parsed reply; of ApiResponseNotJson the body's text. */
  readonly resp_data: unknown;

  constructor(message: string, resp_data?: unknown) {
    super(message);
    this.txt = message;
    this.resp_data = resp_data;
  }

  /** What the server says stands below the failure (its `dataError` or `errorData`); empty when it says nothing. */
  get causes(): readonly FailureCause[] {
    return causesOf(this.resp_data);
  }

  override toString(): string {
    return this.message;
  }

  static {
    ChpError.prototype.name = 'ChpError';
  }
}

/** The server refused to open, reopen or close the session. */
export class ApiConnectionError extends ChpError {
  static {
    ApiConnectionError.prototype.name = 'ApiConnectionError';
  }
}

/** The server refused a call (the message is its `reason`), or its reply lacks `result` or `data`. */
export class ApiRequestException extends ChpError {
  static {
    ApiRequestException.prototype.name = 'ApiRequestException';
  }
}

/** The body is not JSON; `resp_data` is its text. */
export class ApiResponseNotJson extends ChpError {
  static {
    ApiResponseNotJson.prototype.name = 'ApiResponseNotJson';
  }
}

/** `CHP_api` was called before `login`. */
export class LoginException extends Error {
  readonly txt: string;

  constructor(message: string) {
    super(message);
    this.txt = message;
  }

  static {
    LoginException.prototype.name = 'LoginException';
  }
}

/** A property was given a value it cannot hold. */
export class ValueError extends Error {
  static {
    ValueError.prototype.name = 'ValueError';
  }
}

/** Whether the server can have acted on a request: `not-sent` no, `unknown` perhaps. */
export type Outcome = 'not-sent' | 'unknown';

/** No answer came: the connection was refused or broke. Not a ChpError, since no reply stands behind it. */
export class ChpTransportError extends Error {
  /** Path of the call, such as `Order/Place`. */
  readonly urn: string;
  /** An order whose outcome is unknown may stand in the market: look before placing it again. */
  readonly outcome: Outcome;
  /** The system's code, such as `ECONNREFUSED`; null when it gave none. */
  readonly code: string | null;

  constructor(message: string, urn: string, outcome: Outcome, code: string | null, cause?: unknown) {
    super(message, { cause });
    this.urn = urn;
    this.outcome = outcome;
    this.code = code;
  }

  static {
    ChpTransportError.prototype.name = 'ChpTransportError';
  }
}

/** No whole answer came in time. */
export class ChpTimeoutError extends ChpTransportError {
  static {
    ChpTimeoutError.prototype.name = 'ChpTimeoutError';
  }
}

/** More rows waited for a slow reader than its buffer holds. */
export class StreamOverflowError extends Error {
  /** Rows that were lost. */
  readonly lost: number;

  constructor(message: string, lost: number) {
    super(message);
    this.lost = lost;
  }

  static {
    StreamOverflowError.prototype.name = 'StreamOverflowError';
  }
}

/** The causes a failure reply names under either of the two spellings. */
export function causesOf(reply: unknown): readonly FailureCause[] {
  if (typeof reply !== 'object' || reply === null) return [];
  const { dataError, errorData } = reply as { dataError?: unknown; errorData?: unknown };
  return [dataError, errorData].flatMap((causes) => (Array.isArray(causes) ? causes : []));
}
