import { type Account, canConvert, convert, positionOf, positionsOf } from '../accounts/index.ts';
import { type Instrument, moneyPhrase, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Money } from '../numbers/index.ts';
import { marketValue, type Order, openQuantity } from '../orders/index.ts';
import type { RejectReason } from '../rejections.ts';
import { type Rejection, reject } from '../turn.ts';
import { RATE_WINDOW } from './apply.ts';
import { dayResult } from './day.ts';
import type { Limits } from './limits.ts';
import type { RiskWorld } from './state.ts';

/** An order that is to be placed, or what an open one is to become. */
export interface AskedOrder {
  readonly instrument: Instrument;
  readonly side: 0 | 1;
  readonly leg: 'net' | 'new' | number;
  /** Its whole quantity, and what of it is not filled yet, in steps. */
  readonly quantity: number;
  readonly left: number;
  /** Its limit price, else the price it waits for; 0: at the market. In steps. */
  readonly price: number;
  /** Whether it waits for a price before it goes to its venue. */
  readonly armed: boolean;
  /** The open order that it changes or takes the place of. */
  readonly order?: Order;
}

/** Orders placed and moved within a minute of market time. */
export function checkRate(world: RiskWorld, account: Account, at: number): Rejection | null {
  const watched = world.risk.accounts.get(account.id);
  const limit = watched?.limits.maxOrdersPerMinute ?? null;
  if (watched === undefined || limit === null) return null;
  const recent = ordersWithin(watched.placements, at);
  if (recent < limit) return null;
  const detail = `maxOrdersPerMinute is ${limit}, ${recent} were placed or moved in the last 60 s`;
  return reject('order_rate_limit', 'account', detail);
}

/** How many of these times (ms, rising) lie in the minute before `at`. */
export function ordersWithin(placements: readonly number[], at: number): number {
  let first = placements.length;
  while (first > 0 && (placements[first - 1] as number) > at - RATE_WINDOW) first--;
  return placements.length - first;
}

/** Limits on money. An order that only makes a position smaller always passes them. */
export function checkValues(world: RiskWorld, account: Account, asked: AskedOrder): Rejection | null {
  const limits = world.risk.accounts.get(account.id)?.limits;
  if (limits === undefined) return null;
  const { maxOrderValue, maxPositionValue, maxDailyLoss } = limits;
  if (maxOrderValue === null && maxPositionValue === null && maxDailyLoss === null) return null;
  if (onlyReduces(world, account, asked)) return null;
  return (
    (maxDailyLoss === null ? null : checkLoss(world, account, maxDailyLoss)) ??
    (maxOrderValue === null ? null : checkOrderValue(world, account, asked, maxOrderValue)) ??
    (maxPositionValue === null ? null : checkPositionValue(world, account, asked, maxPositionValue))
  );
}

/**
 * Whether it can only make a position smaller, with the other open orders of its side: those that wait for a price and the
 * others count apart, so that a position may have both a stop and a take profit.
 */
function onlyReduces(world: RiskWorld, account: Account, asked: AskedOrder): boolean {
  const { instrument, side, leg, armed } = asked;
  if (leg === 'new') return false;
  if (leg !== 'net') return true;
  // without margin a sale never goes beyond what the account has
  if (!account.margin && instrument.settlement === 'spot') return side === 1;
  const others = openSteps(world, account, asked, (order) => (order.status === 'armed') === armed);
  return asked.left + others <= -heldSteps(account, instrument, side);
}

function checkLoss(world: RiskWorld, account: Account, limit: Money): Rejection | null {
  const watched = world.risk.accounts.get(account.id);
  // a day that has just begun has no loss yet
  if (watched === undefined || watched.day === null || world.risk.daysDue.has(account.id)) return null;
  const result = dayResult(world, account, watched.day);
  if (result === undefined) {
    return reject(
      'no_market_price',
      'account',
      `the loss of the day is not known: something it traded has no price now`,
    );
  }
  if (-result < limit) return null;
  return exceeded(world, account, 'daily_loss_limit', 'account', 'maxDailyLoss', limit, -result, 'lost today');
}

function checkOrderValue(world: RiskWorld, account: Account, asked: AskedOrder, limit: Money): Rejection | null {
  const { instrument, price, quantity } = asked;
  const value = price === 0 ? atMarket(world, account, asked) : valueAt(instrument, price, quantity);
  const worth = inAccountCurrency(world, account, instrument, value, price);
  if (worth === undefined) return notPriced(instrument);
  if (worth <= limit) return null;
  return exceeded(world, account, 'order_value_limit', 'quantity', 'maxOrderValue', limit, worth, 'ordered');
}

function atMarket(world: RiskWorld, account: Account, { instrument, side, quantity }: AskedOrder): Money | undefined {
  const market = account.fillPolicy === 'sandbox' ? undefined : world.market.markets[instrument.id];
  return marketValue(world, instrument, market, side, quantity)?.value;
}

/** The position once this order and all open orders of its side are filled, at the dearer of its price and the market's. */
function checkPositionValue(world: RiskWorld, account: Account, asked: AskedOrder, limit: Money): Rejection | null {
  const { instrument, side } = asked;
  const steps = heldSteps(account, instrument, side) + openSteps(world, account, asked, opens) + asked.left;
  if (steps <= 0) return null;
  const last = valuationPrice(world.market, instrument.id) ?? 0;
  const price = Math.abs(last) > Math.abs(asked.price) ? last : asked.price;
  const value = price === 0 ? undefined : valueAt(instrument, price, steps);
  const worth = inAccountCurrency(world, account, instrument, value, price);
  if (worth === undefined) return notPriced(instrument);
  if (worth <= limit) return null;
  return exceeded(world, account, 'position_value_limit', 'quantity', 'maxPositionValue', limit, worth, 'to be held');
}

/** What the account holds of an instrument in the direction of a side: below zero when it holds the opposite. */
function heldSteps(account: Account, instrument: Instrument, side: 0 | 1): number {
  const sign = side === 0 ? 1 : -1;
  if (instrument.settlement === 'spot') {
    return sign * Number((account.balances.get(instrument.base)?.total ?? 0n) / instrument.stepUnits);
  }
  if (!account.hedging) return sign * (positionOf(account, instrument.id, 0)?.quantity ?? 0);
  let held = 0;
  for (const position of positionsOf(account)) {
    if (position.instrument === instrument.id && position.quantity * sign > 0) held += Math.abs(position.quantity);
  }
  return held;
}

/** What open orders of the same instrument and side can still fill, but for the order that is changed. */
function openSteps(world: RiskWorld, account: Account, asked: AskedOrder, counts: (order: Order) => boolean): number {
  const { instrument, side } = asked;
  let steps = 0;
  let order = world.orders.byAccount.get(account.id)?.first ?? null;
  for (; order !== null; order = order.next) {
    if (order.instrument !== instrument.id || order.side !== side || order === asked.order || !counts(order)) continue;
    steps += openQuantity(order);
  }
  return steps;
}

/** Orders that close a ticket open nothing. */
function opens(order: Order): boolean {
  return order.leg === 0 || order.leg === order.id;
}

/** The size of an amount of the quote asset in the account's currency; undefined without a price. */
function inAccountCurrency(
  world: RiskWorld,
  account: Account,
  instrument: Instrument,
  value: Money | undefined,
  price: number,
): bigint | undefined {
  if (value === undefined || !canConvert(world, instrument.quote, account.currency, instrument, price))
    return undefined;
  const amount = convert(world, value, instrument.quote, account.currency, instrument, price);
  return amount < 0n ? -amount : amount;
}

function notPriced(instrument: Instrument): Rejection {
  return reject('no_market_price', 'instrument', `no price to hold ${instrument.symbol} against the account's limits`);
}

function exceeded(
  world: RiskWorld,
  account: Account,
  reason: RejectReason,
  field: string,
  limit: keyof Limits,
  allowed: bigint,
  found: bigint,
  what: string,
): Rejection {
  const currency = world.instruments.assets[account.currency];
  return reject(
    reason,
    field,
    `${limit} is ${moneyPhrase(currency, allowed)}, ${moneyPhrase(currency, found)} ${what}`,
  );
}
