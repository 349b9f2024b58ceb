/**
 * The closed list of reasons for which the core refuses a command. Codes are stable: faces translate them into their own
 * errors, docs/errors.md explains each. `field` of a rejection names the offending part of the command.
 */
export const REJECT_REASONS = {
  unknown_command: 'the command is not known',
  unknown_account: 'no such account',
  unknown_asset: 'no such asset',
  unknown_instrument: 'no such instrument',
  unknown_order: 'no such open order',
  unknown_ticket: 'no such open ticket',
  already_exists: 'something with this name exists already',
  invalid_value: 'the value is missing, malformed or out of range',
  account_closed: 'the account is closed',
  account_not_empty: 'the account still has money, positions or orders',
  not_tradable: 'the instrument cannot be traded',
  market_closed: 'the market is closed for this instrument',
  no_market_price: 'there is no price to trade at',
  price_out_of_range: 'the price lies outside the allowed range',
  quantity_too_small: 'the quantity is below the smallest of this instrument',
  quantity_too_large: 'the quantity is above the largest of this instrument',
  notional_too_small: 'price x quantity is below the smallest of this instrument',
  insufficient_funds: 'not enough free money',
  insufficient_units: 'not enough free units to sell',
  margin_disabled: 'the account may not trade on margin',
  short_not_allowed: 'the instrument cannot be sold short',
  wrong_position: 'the action does not fit the position',
  duplicate_key: 'the idempotency key belongs to another command',
  not_movable: 'the order cannot be moved now',
  not_cancellable: 'the order cannot be cancelled now',
  wrong_venue: 'the account trades on another venue',
  amount_not_positive: 'the amount must be above zero',
  too_many: 'a limit on how many is reached',
  order_value_limit: 'the order is worth more than the owner allows one order',
  position_value_limit: 'the position would be worth more than the owner allows',
  order_rate_limit: 'the owner allows no more orders within this minute',
  daily_loss_limit: 'the loss of the day has reached what the owner allows',
  trading_stopped: 'trading of the account is stopped',
  unknown_bot: 'no such bot',
  unknown_deal: 'no such active deal',
  unknown_trade: 'no such running smart trade',
  unknown_step: 'the smart trade has no such step',
  unknown_company: 'no such company',
  unknown_stream: 'no such execution stream',
  unknown_wallet: 'no such wallet',
  unknown_strategy: 'no such strategy',
  unknown_offer: 'no such offer',
  amount_too_small: 'the amount is below the smallest allowed',
  not_allowed_now: 'the state it is in does not allow that',
  deal_not_started: 'a check before the start of a deal did not pass; the field names it',
  stop_loss_inside_grid: 'the stop loss lies before the last safety order',
} as const;

export type RejectReason = keyof typeof REJECT_REASONS;

/** Why a command was refused. Nothing has changed. */
export interface Rejection {
  readonly reason: RejectReason;
  /** The part of the command that is wrong, as the command spells it. */
  readonly field: string | null;
  /** A sentence with the figures of this case. */
  readonly detail: string;
}
