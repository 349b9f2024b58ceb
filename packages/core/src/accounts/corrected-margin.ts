import { type Instrument, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { divide, type Money } from '../numbers/index.ts';
import { canConvert, convert } from './conversion.ts';
import { isIlliquid, type MarginTotals, neededFor, pricingInstrument, rated } from './margin.ts';
import type { LedgerWorld } from './settlement.ts';
import type { Account } from './state.ts';

/** What an account's working orders in one instrument would still buy and sell. */
export interface PlannedOrders {
  readonly instrument: number;
  /** Quantity steps. */
  readonly buy: number;
  readonly sell: number;
  /** Σ price × quantity of these, in steps. */
  readonly buyTotal: bigint;
  readonly sellTotal: bigint;
}

/** What orders bring of something: its amount, and what that is worth in the account's currency at their prices. */
interface Change {
  readonly amount: bigint;
  readonly worth: bigint;
}

const NO_CHANGE: Change = { amount: 0n, worth: 0n };

/**
 * The starting margin with planned positions: of every asset (spot) or instrument (futures, cfd) the dearest of what is
 * held now, with all buys filled, and with all sales filled (`tinvest.md` 11.4). What is bought counts at the price of its
 * order, what is sold at no less than the valuation price. A pair that is not quoted in the account's currency plans its
 * quote asset too. Tickets do not net: both sides of orders that open some count.
 */
export function correctedMargin(
  world: LedgerWorld,
  account: Account,
  margin: MarginTotals,
  planned: Iterable<PlannedOrders>,
): Money {
  let more = 0n;
  const assets = new Map<number, { up: Change; down: Change }>();
  const change = (asset: number, side: 'up' | 'down', amount: bigint, worth: bigint): void => {
    if (asset === account.currency || amount === 0n) return;
    let both = assets.get(asset);
    if (both === undefined) {
      both = { up: NO_CHANGE, down: NO_CHANGE };
      assets.set(asset, both);
    }
    both[side] = { amount: both[side].amount + amount, worth: both[side].worth + worth };
  };
  for (const orders of planned) {
    const instrument = world.instruments.instruments[orders.instrument] as Instrument;
    const { buy, sell, buyValue, sellValue } = valuesOf(world, instrument, orders);
    const worth = worthIn(world, account, instrument);
    if (worth === undefined) continue;
    const [bought, sold] = [worth(buyValue), worth(sellValue)];
    if (instrument.settlement !== 'spot') {
      more += moreOfDerivative(world, account, instrument, { buy, sell, bought, sold });
      continue;
    }
    change(instrument.base, 'up', BigInt(buy) * instrument.stepUnits, bought);
    change(instrument.base, 'down', BigInt(sell) * instrument.stepUnits, sold);
    change(instrument.quote, 'down', buyValue, bought);
    change(instrument.quote, 'up', sellValue, sold);
  }
  for (const [asset, { up, down }] of assets) more += moreOfAsset(world, account, asset, up, down);
  return (margin.starting + more) as Money;
}

/** Values of planned orders in the quote asset. */
function valuesOf(
  world: LedgerWorld,
  instrument: Instrument,
  { buy, sell, buyTotal, sellTotal }: PlannedOrders,
): { buy: number; sell: number; buyValue: bigint; sellValue: bigint } {
  const last = valueAt(instrument, valuationPrice(world.market, instrument.id) ?? 0, sell);
  const sales = sellTotal * instrument.stepValue;
  return { buy, sell, buyValue: buyTotal * instrument.stepValue, sellValue: sales > last ? sales : last };
}

/** Turns money of an instrument into the account's currency; undefined when nothing does. */
function worthIn(
  world: LedgerWorld,
  account: Account,
  instrument: Instrument,
): ((value: bigint) => bigint) | undefined {
  const own = instrument.settlement === 'spot' ? undefined : instrument;
  const price = own === undefined ? 0 : (valuationPrice(world.market, instrument.id) ?? 0);
  if (!canConvert(world, instrument.quote, account.currency, own, price)) return undefined;
  return (value) => convert(world, value as Money, instrument.quote, account.currency, own, price);
}

function moreOfAsset(world: LedgerWorld, account: Account, asset: number, up: Change, down: Change): bigint {
  const instrument = pricingInstrument(world, account, asset);
  if (instrument === undefined) return 0n;
  const held = account.balances.get(asset)?.total ?? 0n;
  const worth = (amount: bigint): bigint => convert(world, amount as Money, asset, account.currency, undefined, 0);
  const now = isIlliquid(instrument, held) ? 0n : neededFor(instrument, held, worth(held));
  const long = held + up.amount;
  const whenBought =
    held >= 0n
      ? isIlliquid(instrument, long)
        ? up.worth
        : neededFor(instrument, long, worth(held) + up.worth)
      : long > 0n
        ? neededFor(instrument, long, part(up.worth, long, up.amount))
        : neededFor(instrument, long, worth(long));
  const short = held - down.amount;
  const whenSold =
    held <= 0n
      ? neededFor(instrument, short, worth(held) - down.worth)
      : short < 0n
        ? neededFor(instrument, short, part(down.worth, short, down.amount))
        : 0n;
  const most = greater(whenBought, whenSold);
  return most > now ? most - now : 0n;
}

interface PlannedDerivative {
  readonly buy: number;
  readonly sell: number;
  readonly bought: bigint;
  readonly sold: bigint;
}

function moreOfDerivative(
  world: LedgerWorld,
  account: Account,
  instrument: Instrument,
  { buy, sell, bought, sold }: PlannedDerivative,
): bigint {
  const { marginLong, marginShort } = instrument;
  if (account.hedging && instrument.settlement === 'cfd') return rated(bought, marginLong) + rated(sold, marginShort);
  const held = account.net.get(instrument.id)?.quantity ?? 0;
  const worth = worthIn(world, account, instrument) as (value: bigint) => bigint;
  if (instrument.settlement === 'futures') {
    const blocked = (quantity: number): bigint => worth(BigInt(Math.abs(quantity)) * instrument.initialMargin);
    const most = greater(blocked(held + buy), blocked(held - sell));
    return most > blocked(held) ? most - blocked(held) : 0n;
  }
  const last = valuationPrice(world.market, instrument.id) ?? 0;
  const need = (quantity: number, ordered: number, at: bigint): bigint => {
    const side = quantity > 0 ? marginLong : marginShort;
    const opened = Math.min(ordered, Math.abs(quantity));
    const kept = Math.abs(quantity) - opened;
    const value = opened === 0 ? 0n : part(at, BigInt(opened), BigInt(ordered));
    return rated(worth(valueAt(instrument, last, kept)) + value, side);
  };
  const now = need(held, 0, 0n);
  const most = greater(need(held + buy, buy, bought), need(held - sell, sell, sold));
  return most > now ? most - now : 0n;
}

/** `some / all` of an amount, by magnitude, rounded up. */
function part(amount: bigint, some: bigint, all: bigint): bigint {
  return some === all ? amount : divide(amount * (some < 0n ? -some : some), all, 'up');
}

function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
