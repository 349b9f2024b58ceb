import { REJECT_REASONS, type Rejection, type RejectReason } from '@outcry/core';
import { PlayerCommandError } from '../../feeds/index.ts';
import { JournalError } from '../../journal/journal-error.ts';
import { ReadModelError } from '../../readmodel/index.ts';
import { Overloaded } from '../../runtime/index.ts';

/** HTTP status of each reason for which the core refuses a command. */
const REASON_STATUS: Readonly<Record<RejectReason, number>> = {
  unknown_command: 400,
  unknown_account: 404,
  unknown_asset: 404,
  unknown_instrument: 404,
  unknown_order: 404,
  unknown_ticket: 404,
  already_exists: 409,
  invalid_value: 400,
  account_closed: 409,
  account_not_empty: 409,
  not_tradable: 422,
  market_closed: 422,
  no_market_price: 422,
  price_out_of_range: 400,
  quantity_too_small: 400,
  quantity_too_large: 400,
  notional_too_small: 400,
  insufficient_funds: 422,
  insufficient_units: 422,
  margin_disabled: 422,
  short_not_allowed: 422,
  wrong_position: 409,
  duplicate_key: 409,
  not_movable: 409,
  not_cancellable: 409,
  wrong_venue: 422,
  amount_not_positive: 400,
  too_many: 409,
  order_value_limit: 422,
  position_value_limit: 422,
  order_rate_limit: 429,
  daily_loss_limit: 422,
  trading_stopped: 409,
  unknown_bot: 404,
  unknown_deal: 404,
  unknown_trade: 404,
  unknown_step: 404,
  unknown_company: 404,
  unknown_stream: 404,
  unknown_wallet: 404,
  unknown_strategy: 404,
  unknown_offer: 404,
  amount_too_small: 422,
  not_allowed_now: 409,
  deal_not_started: 422,
  stop_loss_inside_grid: 400,
};

/** The errors that come from this face itself. */
const FACE_ERRORS = {
  malformed_json: { status: 400, meaning: 'the body is not JSON' },
  invalid_request: { status: 400, meaning: 'a field is missing, unknown, of the wrong type or out of range' },
  not_signed_in: { status: 401, meaning: 'no valid session or API key came with the call' },
  wrong_login: { status: 401, meaning: 'login and password do not belong together' },
  missing_right: { status: 403, meaning: 'the session or key lacks the right that this method needs' },
  foreign_origin: { status: 403, meaning: 'a page of another address tried to use the session cookie' },
  unknown_key: { status: 404, meaning: 'the caller has no API key with this id' },
  unknown_ban: { status: 404, meaning: 'nobody of this kind and name is kept out' },
  unknown_route: { status: 404, meaning: 'there is no such method' },
  feed_refused: { status: 409, meaning: 'the feed cannot do this in its state' },
  upkeep_busy: { status: 409, meaning: 'another backup or restore is under way' },
  unfit_backup: { status: 422, meaning: 'what was sent is no sound backup of this version' },
  too_large: { status: 413, meaning: 'the body is larger than 64 kB' },
  wrong_media_type: { status: 415, meaning: 'the body is not declared as application/json' },
  too_many_tries: { status: 429, meaning: 'too many wrong passwords: wait as long as Retry-After says' },
  too_many_messages: {
    status: 429,
    meaning: 'too many messages from outside for a bot: wait as long as Retry-After says',
  },
  internal: { status: 500, meaning: 'a fault of the platform; the log has it under the request id' },
  overloaded: { status: 503, meaning: 'too much waits already: try again as Retry-After says' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = RejectReason | keyof typeof FACE_ERRORS;

/** Every error code with its HTTP status and what it means, for the docs. */
export const ERROR_CODES: readonly { code: ErrorCode; status: number; meaning: string }[] = [
  ...Object.entries(FACE_ERRORS).map(([code, { status, meaning }]) => ({ code: code as ErrorCode, status, meaning })),
  ...Object.entries(REJECT_REASONS).map(([reason, meaning]) => ({
    code: reason as RejectReason,
    status: REASON_STATUS[reason as RejectReason],
    meaning,
  })),
];

/** An answer that is an error: its code, a sentence, and the field of the request that is wrong. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: ErrorCode;
  readonly field: string | null;
  /** Seconds after which the call may succeed. */
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, message: string, field: string | null = null, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return this.code in FACE_ERRORS
      ? FACE_ERRORS[this.code as keyof typeof FACE_ERRORS].status
      : REASON_STATUS[this.code as RejectReason];
  }
}

export function invalid(field: string | null, message: string): ApiError {
  return new ApiError('invalid_request', message, field);
}

/** Fields that this face calls otherwise than the core's commands do. */
const FIELD_NAMES: Readonly<Record<string, string>> = { orderType: 'type' };

/** A refusal of the core: its reason's sentence and the figures of this case. */
export function refusal(rejection: Rejection): ApiError {
  const field = rejection.field === null ? null : (FIELD_NAMES[rejection.field] ?? rejection.field);
  return new ApiError(rejection.reason, `${REJECT_REASONS[rejection.reason]}: ${rejection.detail}`, field);
}

interface FastifyFault {
  readonly code?: unknown;
  readonly statusCode?: unknown;
}

/** What any thrown thing means to a caller. Only `internal` says nothing of its cause: that belongs in the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Overloaded) return new ApiError('overloaded', error.message, null, error.retryAfter);
  if (error instanceof JournalError) return new ApiError('overloaded', 'the platform is stopping', null, 5);
  if (error instanceof PlayerCommandError) return new ApiError('feed_refused', error.message);
  if (error instanceof ReadModelError) return readModelFault(error);
  const { code, statusCode } = (error ?? {}) as FastifyFault;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ApiError('too_large', 'the body is larger than 64 kB: send less');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ApiError('wrong_media_type', 'send the body as application/json', 'content-type');
  }
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return invalid(null, (error as Error).message);
  return new ApiError('internal', 'a fault of the platform; its log has the cause under this request id');
}

function readModelFault(error: ReadModelError): ApiError {
  if (error.code === 'bad_query') return invalid(error.field, error.message);
  if (error.code === 'failed') return new ApiError('internal', 'the history cannot be read; the log has the cause');
  return new ApiError('overloaded', error.message, null, 1);
}
