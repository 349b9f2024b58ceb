import {
  type Account,
  accountAfter,
  canConvert,
  convert,
  correctedMargin,
  type FillEffect,
  feeAsset,
  isOnMargin,
  type MarginTotals,
  marginTotals,
  roundedFee,
} from '../accounts/index.ts';
import { type Instrument, moneyPhrase, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { divide, type Money, stepProduct } from '../numbers/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { type Planned, plannedOf, plannedOrders } from './planned.ts';
import { type Order, openQuantity } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** An order that would open a position, as the rule of the liquid portfolio sees it. */
export interface OpeningOrder {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly side: 0 | 1;
  readonly quantity: number;
  readonly price: number;
  /** The most the whole quantity can cost (sold: the least it brings), in the quote asset. */
  readonly value: Money;
  readonly feeExact: bigint;
  readonly feeCharged: bigint;
}

/** What an account on margin has and plans, looked at once for several questions. */
export interface Portfolio {
  readonly margin: MarginTotals;
  readonly planned: readonly Planned[];
}

export function portfolioOf(world: OrdersWorld, account: Account): Portfolio {
  return { margin: marginTotals(world, account), planned: [...plannedOrders(world.orders, account.id)] };
}

/**
 * Whether an order of this account in this instrument is judged by the liquid portfolio. Where what is traded cannot be
 * converted into the account's currency, free money decides as on a cash account.
 */
export function judgedByPortfolio(world: OrdersWorld, account: Account, instrument: Instrument): boolean {
  if (!isOnMargin(account) || valuationPrice(world.market, instrument.id) === undefined) return false;
  const converts = (asset: number): boolean => canConvert(world, asset, account.currency, undefined, 0);
  if (instrument.settlement === 'spot') return converts(instrument.quote) && converts(instrument.base);
  const price = valuationPrice(world.market, instrument.id) as number;
  return canConvert(world, instrument.quote, account.currency, instrument, price);
}

/** The two sides of the rule, in the account's currency: the order may be placed when `left` is not below `needed`. */
export interface Sufficiency {
  /** The liquid portfolio less the order's fees and what it would lose at once against the valuation price. */
  readonly left: Money;
  /** The corrected margin with the order. */
  readonly needed: Money;
}

/** `counted`: the same order as it is among the planned ones already. */
export function sufficiency(
  world: OrdersWorld,
  { margin, planned }: Portfolio,
  order: OpeningOrder,
  counted: Order | undefined,
): Sufficiency {
  const { account, instrument, side } = order;
  const left = margin.liquid - feeOf(world, order) - lossAtOnce(world, order);
  const own = planned.find((one) => one.instrument === instrument.id) ?? plannedOf(world.orders, 0, instrument.id);
  const others = planned.filter((one) => one !== own);
  const before = counted === undefined ? 0 : openQuantity(counted);
  const quantity = order.quantity - before;
  const total = divide(order.value, instrument.stepValue, 'up') - stepProduct(counted?.price ?? 0, before);
  const withOrder =
    side === 0
      ? { ...own, buy: own.buy + quantity, buyTotal: own.buyTotal + total }
      : { ...own, sell: own.sell + quantity, sellTotal: own.sellTotal + total };
  return { left: left as Money, needed: correctedMargin(world, account, margin, [...others, withOrder]) };
}

/** Why an account on margin cannot afford an order that opens a position; null when it can. */
export function checkPortfolio(world: OrdersWorld, order: OpeningOrder, counted: Order | undefined): Rejection | null {
  const { account } = order;
  const portfolio = portfolioOf(world, account);
  if (!portfolio.margin.owedPriced) {
    return reject('no_market_price', 'account', 'a position of the account has no price yet: its margin is not known');
  }
  const { left, needed } = sufficiency(world, portfolio, order, counted);
  if (left >= needed) return null;
  const asset = world.instruments.assets[account.currency];
  return reject(
    'insufficient_funds',
    'quantity',
    `needs margin of ${moneyPhrase(asset, needed)}, the liquid portfolio is ${moneyPhrase(asset, left)} after costs`,
  );
}

/**
 * Whether the account can take a fill that its free money does not cover: afterwards the liquid portfolio covers the
 * starting margin, or falls short by no more than before.
 */
export function coversFill(
  world: OrdersWorld,
  account: Account,
  instrument: Instrument,
  leg: number,
  effect: FillEffect,
): boolean {
  if (!judgedByPortfolio(world, account, instrument)) return false;
  const after = marginTotals(world, accountAfter(account, instrument, leg, effect));
  if (after.liquid >= after.starting) return true;
  const before = marginTotals(world, account);
  return after.liquid - after.starting >= before.liquid - before.starting;
}

/** The fee that is still to come if all of it is filled at the dearer rate, in the account's currency. */
function feeOf(world: OrdersWorld, order: OpeningOrder): bigint {
  const { account, instrument, side, quantity, price, value, feeExact, feeCharged } = order;
  const plan = account.fees;
  const rate = BigInt(Math.max(plan.maker, plan.taker));
  if (rate === 0n && feeExact === 0n) return 0n;
  const asset = feeAsset(account, instrument, side);
  const basis =
    asset === instrument.base && instrument.base !== 0
      ? BigInt(quantity) * instrument.stepUnits
      : convert(world, absolute(value), instrument.quote, asset, instrument, price);
  const scale = world.instruments.assets[asset]?.scale ?? 0;
  const fee = roundedFee(plan, scale, feeExact + basis * rate, feeCharged);
  return convert(world, fee, asset, account.currency, undefined, 0);
}

/** What trading at the worst price rather than at the valuation price would cost, in the account's currency. */
function lossAtOnce(world: OrdersWorld, order: OpeningOrder): bigint {
  const { account, instrument, side, quantity, value } = order;
  const last = valuationPrice(world.market, instrument.id) as number;
  const spot = instrument.settlement === 'spot';
  const inAccount = (amount: bigint, asset: number): Money =>
    spot
      ? convert(world, amount as Money, asset, account.currency, undefined, 0)
      : convert(world, amount as Money, asset, account.currency, instrument, last);
  const paid = inAccount(value, instrument.quote);
  const worth = spot
    ? inAccount(BigInt(quantity) * instrument.stepUnits, instrument.base)
    : inAccount(valueAt(instrument, last, quantity), instrument.quote);
  const loss = side === 0 ? paid - worth : worth - paid;
  return loss > 0n ? loss : 0n;
}

function absolute(amount: Money): Money {
  return (amount < 0n ? -amount : amount) as Money;
}
