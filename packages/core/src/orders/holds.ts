import {
  type Account,
  available,
  canConvert,
  closingPart,
  convert,
  equity,
  exposure,
  feeAsset,
  isOnMargin,
  isReducing,
  openingMargin,
  positionCurrency,
  positionOf,
  RATE_UNIT,
  roundedFee,
  share,
} from '../accounts/index.ts';
import { type Instrument, moneyPhrase, valueAt } from '../instruments/index.ts';
import { divide, type Money, NO_MONEY } from '../numbers/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { checkPortfolio, judgedByPortfolio } from './portfolio.ts';
import type { Order } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** What an order sets aside: money in the money asset of its instrument, units in the base asset. */
export interface Holds {
  readonly money: Money;
  readonly units: Money;
}

export const NO_HOLDS: Holds = { money: NO_MONEY, units: NO_MONEY };

/** The part of an order that is still to be filled, at its worst. */
export interface Exposure {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly leg: number;
  readonly side: 0 | 1;
  readonly quantity: number;
  readonly price: number;
  /** The most the whole quantity can cost, in the quote asset. */
  readonly value: Money;
  /** What the order holds already and what it was charged. */
  readonly kept: Holds;
  readonly feeExact: bigint;
  readonly feeCharged: bigint;
}

/** Sandbox accounts may hold positions of twice their worth (`tinvest.md` 16). */
const SANDBOX_LEVERAGE = 2n;

/** By what an account's orders are judged: its liquid portfolio where it may, or its free money in any case. */
export type FundsRule = 'portfolio' | 'money';

/**
 * What is set aside for an order, or why the account cannot afford it. Cash accounts open what their free money covers, so
 * every fill can be paid; accounts on margin what their liquid portfolio covers, and hold more than they have free.
 * `counted`: the same order as it is among the account's working ones already.
 */
export function decideHolds(
  world: OrdersWorld,
  terms: Exposure,
  counted: Order | undefined,
  rule: FundsRule = 'portfolio',
): Holds | Rejection {
  const { account, instrument, side } = terms;
  const currency = positionCurrency(account, instrument);
  if (!canConvert(world, instrument.quote, currency, instrument, terms.price)) {
    return reject('no_market_price', 'instrument', `no price to convert results into the account's currency`);
  }
  if (instrument.settlement !== 'spot' && !account.margin) {
    return reject('margin_disabled', 'account', `${instrument.symbol} needs an account with margin`);
  }
  if (account.fillPolicy === 'sandbox') return sandboxHolds(world, terms);
  const holds =
    instrument.settlement !== 'spot'
      ? marginHolds(world, terms)
      : side === 0
        ? buyHolds(world, terms)
        : sellHolds(world, terms);
  if ('reason' in holds) return holds;
  const closing = account.margin && isClosing(terms);
  if (!closing && rule === 'portfolio' && judgedByPortfolio(world, account, instrument)) {
    return checkPortfolio(world, terms, counted) ?? holds;
  }
  const rest = available(account, currency) + terms.kept.money;
  const free = rest > 0n ? rest : 0n;
  if (holds.money <= free) return holds;
  if (closing) return { ...holds, money: free as Money };
  const asset = world.instruments.assets[currency];
  const need = `needs ${moneyPhrase(asset, holds.money)}, ${moneyPhrase(asset, free)} free`;
  return reject('insufficient_funds', 'quantity', need);
}

/** Whether all of it closes a position: on margin that is never refused for want of money, or no loss could be ended. */
function isClosing({ account, instrument, leg, side, quantity }: Exposure): boolean {
  if (isOnMargin(account))
    return isReducing(account, instrument, positionOf(account, instrument.id, leg), side, quantity);
  if (instrument.settlement === 'spot' && side === 1) return false;
  return closingPart(positionOf(account, instrument.id, leg), side, quantity) === quantity;
}

function buyHolds(world: OrdersWorld, terms: Exposure): Holds {
  const { account, instrument, quantity, value } = terms;
  const position = positionOf(account, instrument.id, 0);
  const closing = closingPart(position, 0, quantity);
  const freed =
    closing === 0 || position === undefined ? 0n : share(position.margin, closing, Math.abs(position.quantity));
  const money = value + worstFee(world, terms, terms.price, terms.value) - freed;
  return { money: (money > 0n ? money : 0n) as Money, units: NO_MONEY };
}

function sellHolds(world: OrdersWorld, terms: Exposure): Holds | Rejection {
  const { account, instrument, quantity, price, kept } = terms;
  const needed = BigInt(quantity) * instrument.stepUnits;
  const free = available(account, instrument.base) + kept.units;
  if (free >= needed) return { money: NO_MONEY, units: needed as Money };
  if (!account.margin) {
    const asset = world.instruments.assets[instrument.base];
    const owned = moneyPhrase(asset, free > 0n ? free : 0n);
    return reject('insufficient_units', 'quantity', `needs ${moneyPhrase(asset, needed)}, ${owned} free`);
  }
  if (!instrument.shortable)
    return reject('short_not_allowed', 'instrument', `${instrument.symbol} cannot be sold short`);
  const owned = free > 0n ? Number(free / instrument.stepUnits) : 0;
  const shortValue = valueAt(instrument, price, quantity - owned);
  const margin = divide(shortValue * BigInt(instrument.marginShort), RATE_UNIT, 'up');
  return {
    money: (margin + worstFee(world, terms, terms.price, terms.value)) as Money,
    units: (BigInt(owned) * instrument.stepUnits) as Money,
  };
}

function marginHolds(world: OrdersWorld, terms: Exposure): Holds {
  const { account, instrument, leg, side, quantity, price } = terms;
  const closing = closingPart(positionOf(account, instrument.id, leg), side, quantity);
  const margin = openingMargin(world, account, instrument, side, quantity - closing, price);
  return { money: (margin + worstFee(world, terms, terms.price, terms.value)) as Money, units: NO_MONEY };
}

function sandboxHolds(world: OrdersWorld, terms: Exposure): Holds | Rejection {
  const { account, instrument, side, quantity, price, value, kept } = terms;
  const position = positionOf(account, instrument.id, terms.leg);
  const opening = quantity - closingPart(position, side, quantity);
  if (opening > 0) {
    if (!canConvert(world, instrument.quote, account.currency, instrument, price)) {
      return reject('no_market_price', 'instrument', `no price to convert results into the account's currency`);
    }
    const added = convert(
      world,
      valueAt(instrument, price, opening),
      instrument.quote,
      account.currency,
      instrument,
      price,
    );
    const allowed = SANDBOX_LEVERAGE * equity(world, account).value;
    if (exposure(world, account) + added > allowed) {
      return reject('insufficient_funds', 'quantity', 'positions would exceed twice the worth of the sandbox account');
    }
  }
  if (side === 0 || instrument.settlement !== 'spot')
    return { money: (value + worstFee(world, terms, terms.price, terms.value)) as Money, units: NO_MONEY };
  const free = available(account, instrument.base) + kept.units;
  const needed = BigInt(quantity) * instrument.stepUnits;
  return { money: NO_MONEY, units: (free >= needed ? needed : free > 0n ? free : 0n) as Money };
}

/** The fee that is still to come if all of it is filled at the dearer rate. */
export function worstFee(world: OrdersWorld, terms: Exposure, price: number, value: Money): Money {
  const { account, instrument, side, feeExact, feeCharged } = terms;
  const plan = account.fees;
  const rate = BigInt(Math.max(plan.maker, plan.taker));
  const asset = feeAsset(account, instrument, side);
  if (rate === 0n || (asset === instrument.base && instrument.base !== 0)) return NO_MONEY;
  const magnitude = (value < 0n ? -value : value) as Money;
  const basis = convert(world, magnitude, instrument.quote, asset, instrument, price);
  return roundedFee(plan, world.instruments.assets[asset]?.scale ?? 0, feeExact + basis * rate, feeCharged);
}

/** What of its holds an order frees when a part is filled. `paid` is what this fill took from the money asset. */
export function releaseOnFill(world: OrdersWorld, terms: Exposure, limit: number, filled: number, paid: Money): Holds {
  const { instrument, kept, quantity: remaining, side } = terms;
  if (remaining === 0) return kept;
  const wanted = (BigInt(filled) * instrument.stepUnits) as Money;
  const units = kept.units < wanted ? kept.units : wanted;
  if (kept.money === 0n || (units === wanted && units > 0n)) return { money: NO_MONEY, units };
  if (instrument.settlement === 'spot' && side === 0) {
    if (limit === 0) return { money: kept.money < paid ? kept.money : paid, units };
    const value = valueAt(instrument, limit, remaining);
    const after = value + worstFee(world, terms, limit, value);
    return { money: (after < kept.money ? kept.money - after : 0n) as Money, units };
  }
  return { money: share(kept.money, filled, filled + remaining) as Money, units };
}
