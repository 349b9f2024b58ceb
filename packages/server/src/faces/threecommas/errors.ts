import type { Rejection, RejectReason } from '@outcry/core';
import { JournalError } from '../../journal/journal-error.ts';
import { ReadModelError } from '../../readmodel/index.ts';
import { Overloaded } from '../../runtime/index.ts';

/** Every error of the face: status, `error` and usual `error_description` (`threecommas.md` 5), and when it comes. */
export const FAULTS = {
  recordInvalid: {
    status: 400,
    error: 'record_invalid',
    description: 'Invalid parameters',
    meaning: 'parameters are missing or wrong: error_attributes names each',
  },
  wrongParameters: {
    status: 400,
    error: 'Wrong param(s)',
    description: undefined,
    meaning: 'parameters that do not go together',
  },
  apiKeyInvalid: {
    status: 401,
    error: 'api_key_invalid_or_expired',
    description: 'Unauthorized. Invalid or expired api key.',
    meaning: 'the key is missing, unknown, ended, or bound to other addresses',
  },
  signatureInvalid: {
    status: 401,
    error: 'signature_invalid',
    description: 'Provided signature is invalid',
    meaning: 'the signature is missing or belongs to another text or secret',
  },
  accessDenied: {
    status: 403,
    error: 'access_denied',
    description: "Api key doesn't have enough permissions",
    meaning: 'the key, or its person, lacks the permission of the method',
  },
  forbidden: {
    status: 403,
    error: 'Forbidden',
    description: undefined,
    meaning: 'the present state does not allow it',
  },
  notFound: {
    status: 404,
    error: 'not_found',
    description: 'Not Found',
    meaning: 'no such method, or nothing of yours with this id',
  },
  foreignAccount: {
    status: 403,
    error: 'Forbidden',
    description: 'Account not owned by current user.',
    meaning: 'a smart trade names an account that is not yours',
  },
  tradeNotFound: {
    status: 404,
    error: 'Not found',
    description: 'Smart Trade not found',
    meaning: 'no smart trade of yours has this id',
  },
  stepNotFound: {
    status: 404,
    error: 'Not found',
    description: 'Step not found',
    meaning: 'the smart trade has no such step or order',
  },
  payloadTooLarge: {
    status: 413,
    error: 'payload_too_large',
    description: 'Request body is too large',
    meaning: 'the body is larger than the limit',
  },
  unsupportedMediaType: {
    status: 415,
    error: 'unsupported_media_type',
    description: 'Send parameters as a query string, a form or JSON',
    meaning: 'the body is neither a form nor JSON',
  },
  ipBanned: {
    status: 418,
    error: 'ip_banned',
    description: 'IP temporarily banned',
    meaning: 'the address went on after 429: Retry-After says for how long it is banned',
  },
  modelInvalid: {
    status: 422,
    error: 'record_invalid',
    description: 'Invalid parameters',
    meaning: 'parameters are well-formed but cannot be carried out: error_attributes names each',
  },
  accountNotDeletable: {
    status: 422,
    error: 'account_not_deletable',
    description: 'There are active trading deals on this exchange. Close all trading operations and try again',
    meaning: 'the account has orders, positions or debts',
  },
  cannotBeCancelled: {
    status: 422,
    error: 'Cant be cancelled',
    description: undefined,
    meaning: 'only orders that were added to a deal by hand, and rest, can be taken back',
  },
  gridLinesNotMarked: {
    status: 422,
    error: 'grid_lines_not_marked',
    description: 'Grid lines empty or not marked',
    meaning: 'there is no price yet that tells which lines of a grid bot buy and which sell',
  },
  notEnoughMoney: {
    status: 422,
    error: 'not_enough_money',
    description: 'Insufficient funds',
    meaning: 'the account cannot cover it',
  },
  marketError: {
    status: 422,
    error: 'unknown_market_api_error',
    description: undefined,
    meaning: 'the exchange refuses it: the description says why',
  },
  tooManyRequests: {
    status: 429,
    error: 'too_many_requests',
    description: 'Too many requests. Slow down.',
    meaning: 'a limit is used up: Retry-After says for how long; who goes on is banned',
  },
  unknown: {
    status: 500,
    error: 'unknown_error',
    description: undefined,
    meaning: 'a fault of the platform; the description ends with the id under which the log has it',
  },
  overloaded: {
    status: 504,
    error: 'timeout',
    description: 'The platform is busy or stopping. Read the state again before you repeat the request.',
    meaning: 'too much waits already: try again as Retry-After says',
  },
} as const satisfies Record<
  string,
  { status: number; error: string; description: string | undefined; meaning: string }
>;

export type FaultName = keyof typeof FAULTS;

/** What is wrong with each parameter. */
export type ErrorAttributes = Readonly<Record<string, readonly string[]>>;

interface FaultDetails {
  readonly description?: string | undefined;
  readonly attributes?: ErrorAttributes;
  /** Seconds after which the call may succeed. */
  readonly retryAfter?: number;
}

/** An answer that is an error. */
export class Fault extends Error {
  override name = 'Fault';
  readonly fault: FaultName;
  readonly details: FaultDetails;

  constructor(fault: FaultName, details: FaultDetails = {}) {
    super(details.description ?? FAULTS[fault].description ?? FAULTS[fault].error);
    this.fault = fault;
    this.details = details;
  }

  get status(): number {
    return FAULTS[this.fault].status;
  }

  /** The payload. */
  get body(): { error: string; error_description?: string; error_attributes?: ErrorAttributes } {
    const { error, description: usual } = FAULTS[this.fault];
    const { description = usual, attributes } = this.details;
    return {
      error,
      ...(description === undefined ? {} : { error_description: description }),
      ...(attributes === undefined ? {} : { error_attributes: attributes }),
    };
  }
}

/** Parameters that are missing or wrong: the messages of each. */
export function invalid(attributes: ErrorAttributes): Fault {
  return new Fault('recordInvalid', { attributes });
}

/** Parameters that are well-formed but cannot be carried out. */
export function unprocessable(attributes: ErrorAttributes): Fault {
  return new Fault('modelInvalid', { attributes });
}

/** A pair that is none, or has no price yet. */
export function noMarketData(pair: string): Fault {
  return invalid({ pair: [`No market data for this pair: ${pair}`] });
}

/** What each reason of the core is to a client. */
export const REASON_FAULTS: Readonly<Record<RejectReason, FaultName>> = {
  unknown_command: 'unknown',
  unknown_account: 'notFound',
  unknown_asset: 'modelInvalid',
  unknown_instrument: 'modelInvalid',
  unknown_order: 'notFound',
  unknown_ticket: 'notFound',
  already_exists: 'modelInvalid',
  invalid_value: 'modelInvalid',
  account_closed: 'notFound',
  account_not_empty: 'accountNotDeletable',
  not_tradable: 'marketError',
  market_closed: 'marketError',
  no_market_price: 'marketError',
  price_out_of_range: 'modelInvalid',
  quantity_too_small: 'modelInvalid',
  quantity_too_large: 'modelInvalid',
  notional_too_small: 'modelInvalid',
  insufficient_funds: 'notEnoughMoney',
  insufficient_units: 'notEnoughMoney',
  margin_disabled: 'marketError',
  short_not_allowed: 'marketError',
  wrong_position: 'forbidden',
  duplicate_key: 'modelInvalid',
  not_movable: 'forbidden',
  not_cancellable: 'forbidden',
  wrong_venue: 'marketError',
  amount_not_positive: 'modelInvalid',
  too_many: 'modelInvalid',
  order_value_limit: 'marketError',
  position_value_limit: 'marketError',
  order_rate_limit: 'marketError',
  daily_loss_limit: 'marketError',
  trading_stopped: 'marketError',
  unknown_bot: 'notFound',
  unknown_deal: 'notFound',
  unknown_trade: 'tradeNotFound',
  unknown_step: 'stepNotFound',
  unknown_company: 'notFound',
  unknown_stream: 'notFound',
  unknown_wallet: 'notFound',
  unknown_strategy: 'notFound',
  unknown_offer: 'notFound',
  amount_too_small: 'modelInvalid',
  not_allowed_now: 'forbidden',
  deal_not_started: 'modelInvalid',
  stop_loss_inside_grid: 'modelInvalid',
};

/** Faults whose cause the core tells in a sentence of its own. */
const TELLING: ReadonlySet<FaultName> = new Set(['marketError', 'forbidden', 'notEnoughMoney']);

/** A refusal of the core. `names`: what parameters are called here that the command calls otherwise. */
export function refusal({ reason, field, detail }: Rejection, names: Readonly<Record<string, string>> = {}): Fault {
  const fault = REASON_FAULTS[reason];
  if (fault === 'modelInvalid') return unprocessable({ [names[field ?? ''] ?? field ?? 'base']: [detail] });
  return new Fault(fault, TELLING.has(fault) ? { description: detail } : {});
}

/** What any thrown thing means to a caller; `unknown` says nothing of its cause: that belongs in the log. */
export function asFault(error: unknown, requestId: string): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Overloaded) return new Fault('overloaded', { retryAfter: error.retryAfter });
  if (error instanceof JournalError) return new Fault('overloaded', { retryAfter: 5 });
  if (error instanceof ReadModelError && error.code !== 'failed') return new Fault('overloaded', { retryAfter: 1 });
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Fault('payloadTooLarge');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Fault('unsupportedMediaType');
  // what the web server finds wrong with a request before anybody reads it
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return new Fault('recordInvalid');
  return new Fault('unknown', { description: `Unknown error occurred#${requestId}` });
}
