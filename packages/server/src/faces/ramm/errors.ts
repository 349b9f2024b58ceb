import type { Rejection, RejectReason } from '@outcry/core';
import { IdentityError, LoginTaken } from '../../identity/index.ts';
import { JournalError } from '../../journal/journal-error.ts';
import { ReadModelError } from '../../readmodel/index.ts';
import { Overloaded } from '../../runtime/index.ts';

/** Every code of the API (`ramm.md` 1.2) and its usual status. The last two are ours: nothing is known for these cases. */
export const CODES = {
  incorrect_method: { status: 404, meaning: 'no such method, or not with this verb (405)' },
  access_denied: {
    status: 403,
    meaning: 'the caller lacks the right of the method; 401: the session is missing or has ended',
  },
  invalid_input: {
    status: 400,
    meaning:
      'a value is missing or wrong: the message names the field; 402: not enough money, 404: no such thing, 422: against the rules',
  },
  bad_credentials: { status: 401, meaning: 'login, password or one-time password are wrong' },
  login_blocked: { status: 403, meaning: 'the login is blocked, for good or for a while after wrong passwords' },
  invalid_status: { status: 422, meaning: 'the account or strategy is in a state that forbids it' },
  forbidden: { status: 403, meaning: 'it is there, but not the caller’s' },
  overloaded: { status: 503, meaning: 'too much waits already: try again after Retry-After seconds' },
  internal_error: { status: 500, meaning: 'a fault of the platform; the log tells more under the X-Request-Id' },
} as const;

export type Code = keyof typeof CODES;

/** The families of the API; each has its own spelling of the same envelope. */
export type Family = 'manager' | 'trading' | 'client';

/** A call that is refused. */
export class Fault extends Error {
  override name = 'Fault';
  readonly code: Code;
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: Code, message: string, status: number = CODES[code].status, retryAfter?: number) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** A value is missing or wrong. */
  static invalid(field: string, detail?: string, status = 400): Fault {
    const more = detail === undefined ? '' : `: ${detail}`;
    return new Fault('invalid_input', `invalid input in field '${field}'${more}`, status);
  }

  /** Nothing has this id. */
  static unknown(field: string, what: string): Fault {
    return Fault.invalid(field, `there is no such ${what}`, 404);
  }

  /** It is there, but another's. */
  static forbidden(what: string): Fault {
    return new Fault('forbidden', `this ${what} is not yours`);
  }

  static status(message: string): Fault {
    return new Fault('invalid_status', message);
  }
}

/** The envelope in the spelling of its family. */
export function envelope(family: Family, { code, message }: Fault) {
  return family === 'client' ? { Error: { Code: code, Message: message } } : { error: { code, message } };
}

/** What went wrong, as a fault; `internal_error` for what nobody has foreseen. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof LoginTaken) return Fault.invalid(error.field, error.message, 422);
  if (error instanceof IdentityError) return Fault.invalid(error.field, error.message);
  if (error instanceof Overloaded) return new Fault('overloaded', 'too much waits already: try again', 503, 1);
  if (error instanceof ReadModelError) return readModelFault(error);
  if (error instanceof JournalError) return new Fault('overloaded', 'the platform is stopping', 503, 1);
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return Fault.invalid('body', 'it is larger than 1 MiB');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return Fault.invalid('body');
  return new Fault('internal_error', 'the platform failed: see its log');
}

function readModelFault({ code, message }: ReadModelError): Fault {
  if (code === 'bad_query') return Fault.invalid('Filter', message);
  if (code === 'timeout') return Fault.invalid('Filter', 'the search takes too long: narrow it');
  return new Fault('overloaded', 'too many searches wait: try again', 503, 1);
}

/** How a reason of the core reads here; those that are not listed are `invalid_input` with 422. */
const REASONS: { readonly [R in RejectReason]?: readonly [Code, number] } = {
  insufficient_funds: ['invalid_input', 402],
  not_allowed_now: ['invalid_status', 422],
  invalid_value: ['invalid_input', 400],
  amount_not_positive: ['invalid_input', 400],
  unknown_account: ['invalid_input', 404],
  unknown_instrument: ['invalid_input', 404],
  unknown_wallet: ['invalid_input', 404],
  unknown_strategy: ['invalid_input', 404],
  unknown_offer: ['invalid_input', 404],
  unknown_stream: ['invalid_input', 404],
  unknown_company: ['invalid_input', 404],
};

/** A refusal of the core. `fields`: what its command calls otherwise. */
export function refusal(rejection: Rejection, fields: Readonly<Record<string, string>> = {}): Fault {
  const { reason, field, detail } = rejection;
  const [code, status] = REASONS[reason] ?? ['invalid_input', 422];
  if (code === 'invalid_status') return new Fault(code, detail, status);
  const name = field === null ? undefined : (fields[field] ?? field);
  return name === undefined ? new Fault(code, detail, status) : Fault.invalid(name, detail, status);
}
