import { status as Status } from '@grpc/grpc-js';
import { REJECT_REASONS, type Rejection, type RejectReason } from '@outcry/core';
import { errorStatus } from 'tinkoff-sdk-grpc-js/dist/errors/api_errors.js';
import { JournalError } from '../../journal/journal-error.ts';
import { ReadModelError } from '../../readmodel/index.ts';
import { Overloaded } from '../../runtime/index.ts';

/** Names of gRPC statuses as the catalogue writes them. */
export type StatusName = Exclude<keyof typeof Status, number>;

/** An answer that is an error: a code of the contract's catalogue, with its text and gRPC status (`tinvest.md` 3.4). */
export class TInvestError extends Error {
  override name = 'TInvestError';
  /** Five digits, as `details` carries them; empty for a request that cannot be read at all. */
  readonly code: CatalogueCode | '';
  readonly status: StatusName;

  /** `detail` takes the place of `%s` in the catalogue's text; `status` stands for another than the catalogue's. */
  constructor(code: CatalogueCode | '', detail = '', status?: StatusName) {
    const known = code === '' ? UNREADABLE : errorStatus[code];
    if (known === undefined) throw new RangeError(`the catalogue has no code ${code}`);
    super(plainAscii(known.message.replace('%s', () => detail)));
    this.code = code;
    this.status = status ?? (known.type as StatusName);
  }

  /** Number of the gRPC status. */
  get grpcStatus(): Status {
    return Status[this.status];
  }
}

const UNREADABLE = { message: '%s', type: 'INVALID_ARGUMENT' };

/** Five digits. Whether the catalogue has them is checked when an error is made. */
export type CatalogueCode = `${1 | 3 | 4 | 5 | 7 | 8 | 9}${number}`;

/** Metadata must stay ASCII. */
function plainAscii(text: string): string {
  return text.replaceAll('…', '...').replace(/[^\x20-\x7e]/g, '?');
}

/** What each reason of the core is to a client of the broker. Those of `WITH_DETAIL` say more in their text. */
export const REASON_CODES: Readonly<Record<RejectReason, CatalogueCode>> = {
  unknown_command: '70001',
  unknown_account: '50004',
  unknown_asset: '30253',
  unknown_instrument: '50002',
  unknown_order: '50005',
  unknown_ticket: '50005',
  already_exists: '30049',
  invalid_value: '30049',
  account_closed: '30081',
  account_not_empty: '30049',
  not_tradable: '30079',
  market_closed: '30079',
  no_market_price: '30098',
  price_out_of_range: '30099',
  quantity_too_small: '30016',
  quantity_too_large: '30016',
  notional_too_small: '30016',
  insufficient_funds: '30042',
  insufficient_units: '30042',
  margin_disabled: '30051',
  short_not_allowed: '30049',
  wrong_position: '30049',
  duplicate_key: '30057',
  not_movable: '30059',
  not_cancellable: '30059',
  wrong_venue: '40004',
  amount_not_positive: '30246',
  too_many: '30049',
  order_value_limit: '90003',
  position_value_limit: '30049',
  order_rate_limit: '30049',
  daily_loss_limit: '30255',
  trading_stopped: '30255',
  // bots have no methods here; a code all the same, so that none is ever without one
  unknown_bot: '50005',
  unknown_deal: '50005',
  unknown_trade: '50005',
  unknown_step: '50005',
  unknown_company: '50004',
  unknown_stream: '50004',
  unknown_wallet: '50004',
  unknown_strategy: '50004',
  unknown_offer: '50004',
  amount_too_small: '30049',
  not_allowed_now: '30049',
  deal_not_started: '30049',
  stop_loss_inside_grid: '30049',
};

/** A refusal of the core. On sandbox accounts what is missing is balance (`tinvest.md` 12.1). */
export function refusal({ reason, detail }: Rejection, sandbox = false): TInvestError {
  const lacks = reason === 'insufficient_funds' || reason === 'insufficient_units';
  if (sandbox && lacks) return new TInvestError('30034');
  return new TInvestError(REASON_CODES[reason], `${REJECT_REASONS[reason]}: ${detail}`);
}

/** A request that cannot be read: the catalogue has no code for it. */
export function unreadable(why: string): TInvestError {
  return new TInvestError('', why);
}

/** Too much waits already, or the platform is ending: trying again is safe. */
function busy(): TInvestError {
  return new TInvestError('70003', '', 'UNAVAILABLE');
}

/** What any thrown thing means to a caller. Only 70001 says nothing of its cause: that belongs in the log. */
export function asTInvestError(error: unknown): TInvestError {
  if (error instanceof TInvestError) return error;
  if (error instanceof Overloaded || error instanceof JournalError) return busy();
  if (error instanceof ReadModelError && error.code !== 'bad_query' && error.code !== 'failed') return busy();
  return new TInvestError('70001');
}
