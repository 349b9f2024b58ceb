import { type Instrument, pairKey, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { divide, type Money, NO_MONEY } from '../numbers/index.ts';
import { canConvert, convert } from './conversion.ts';
import { unrealised } from './queries.ts';
import { type LedgerWorld, ownedSteps, RATE_UNIT } from './settlement.ts';
import type { Account, Position } from './state.ts';

/** One holding whose price decides whether the account's margin suffices. Money is in the account's currency. */
export interface RiskItem {
  /** The instrument whose price it moves with. */
  readonly instrument: Instrument;
  /** 0 net (all spot holdings are), else the ticket. */
  readonly leg: number;
  /**
   * Signed quantity steps; of a spot holding the whole steps of its units, toward zero, and 0 when the instrument does not
   * trade it for the account's currency.
   */
  readonly quantity: number;
  /** Signed worth at the valuation price; of futures and cfd the value of what is traded. */
  readonly value: Money;
  /** Margin that opening it would need now, and the margin below which it is closed out. */
  readonly starting: Money;
  readonly minimal: Money;
  /** Unrealised result; 0 without an entry value. */
  readonly result: Money;
}

/**
 * What an account's holdings are worth and what they need, in its currency (`tinvest.md` 11.4). Tickets of one instrument and
 * direction count as one holding.
 */
export interface MarginTotals {
  /** Worth of money and liquid holdings (those with margin rates), with the unrealised results of futures and cfd. */
  readonly liquid: Money;
  /** Σ |value| × initial rate. */
  readonly starting: Money;
  /** Half of the starting margin, rounded up per holding. */
  readonly minimal: Money;
  /** The part of the starting margin that futures block. */
  readonly futures: Money;
  /** Whether every holding has a price. What has none counts as nothing. */
  readonly priced: boolean;
  /**
   * Whether everything that can lose more than it is worth (debts, futures, cfd) has a price. Assets that no instrument
   * prices in the account's currency stand outside its margin.
   */
  readonly owedPriced: boolean;
}

/** The same with each holding, tickets one by one. */
export interface Margin extends MarginTotals {
  readonly items: readonly RiskItem[];
}

/**
 * Whether what the account may open is judged by its liquid portfolio: accounts with margin that the paper exchange fills
 * from the book. Others open what their free money covers.
 */
export function isOnMargin(account: Account): boolean {
  return account.margin && account.venue === 'paper' && account.fillPolicy === 'book';
}

/** The margin of an account at the valuation prices of this moment, with its holdings. */
export function marginOf(world: LedgerWorld, account: Account): Margin {
  const items: RiskItem[] = [];
  for (const [asset, { total }] of account.balances) {
    if (total === 0n || asset === account.currency) continue;
    const item = spotItem(world, account, asset, total);
    if (item !== undefined && item !== ILLIQUID) items.push(item);
  }
  for (const positions of [account.net, account.tickets]) {
    for (const position of positions.values()) {
      const instrument = world.instruments.instruments[position.instrument] as Instrument;
      const item = instrument.settlement === 'spot' ? undefined : derivativeItem(world, account, instrument, position);
      if (item !== undefined) items.push(item);
    }
  }
  return { ...marginTotals(world, account), items };
}

/** The margin of an account at the valuation prices of this moment. Looks at all its holdings. */
export function marginTotals(world: LedgerWorld, account: Account): MarginTotals {
  let [liquid, starting, minimal, futures] = [0n, 0n, 0n, 0n];
  let priced = true;
  let owedPriced = true;
  for (const [asset, { total }] of account.balances) {
    if (total === 0n) continue;
    if (asset === account.currency) {
      liquid += total;
      continue;
    }
    const item = spotItem(world, account, asset, total);
    if (item === undefined) {
      priced = false;
      if (total < 0n && world.instruments.pairs.has(pairKey(asset, account.currency))) owedPriced = false;
    } else if (item !== ILLIQUID) {
      liquid += item.value;
      starting += item.starting;
      minimal += item.minimal;
    }
  }
  const addDerivative = (position: HeldPosition): void => {
    const instrument = world.instruments.instruments[position.instrument] as Instrument;
    if (instrument.settlement === 'spot') return;
    const item = derivativeItem(world, account, instrument, position);
    if (item === undefined) {
      priced = owedPriced = false;
      return;
    }
    liquid += item.result;
    starting += item.starting;
    minimal += item.minimal;
    if (instrument.settlement === 'futures') futures += item.starting;
  };
  for (const position of account.net.values()) addDerivative(position);
  for (const position of joined(account.tickets.values())) addDerivative(position);
  return {
    liquid: liquid as Money,
    starting: starting as Money,
    minimal: minimal as Money,
    futures: futures as Money,
    priced,
    owedPriced,
  };
}

/** What of a position decides about margin. */
type HeldPosition = Pick<Position, 'instrument' | 'leg' | 'quantity' | 'cost' | 'currency'>;

/** Tickets as one position for each instrument and direction. */
function joined(tickets: Iterable<Position>): Iterable<HeldPosition> {
  const sums = new Map<number, { -readonly [K in keyof HeldPosition]: HeldPosition[K] }>();
  for (const { instrument, leg, quantity, cost, currency } of tickets) {
    const key = quantity > 0 ? instrument : -instrument;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { instrument, leg, quantity, cost, currency });
    else {
      sum.quantity += quantity;
      sum.cost = (sum.cost + cost) as Money;
    }
  }
  return sums.values();
}

/** Whether an order of this quantity only makes a position, a holding or a debt of the account smaller. */
export function isReducing(
  account: Account,
  instrument: Instrument,
  position: Position | undefined,
  side: 0 | 1,
  quantity: number,
): boolean {
  if (instrument.settlement !== 'spot') {
    const held = position?.quantity ?? 0;
    return side === 0 ? quantity <= -held : quantity <= held;
  }
  if (side === 1) return quantity <= ownedSteps(account, instrument);
  const total = account.balances.get(instrument.base)?.total ?? NO_MONEY;
  return BigInt(quantity) * instrument.stepUnits <= -total;
}

const ILLIQUID = 'illiquid';

/** The rate of an instrument that may not back other positions: all of its value. */
const WHOLE_RATE = 1_000_000;

function spotItem(
  world: LedgerWorld,
  account: Account,
  asset: number,
  total: Money,
): RiskItem | typeof ILLIQUID | undefined {
  const instrument = pricingInstrument(world, account, asset);
  if (instrument === undefined) return undefined;
  if (isIlliquid(instrument, total)) return ILLIQUID;
  const value = convert(world, total, asset, account.currency, undefined, 0);
  const starting = neededFor(instrument, total, value);
  const position = account.net.get(instrument.id);
  const result = position === undefined ? undefined : unrealised(world, position);
  const isBase = instrument.base === asset && instrument.quote === account.currency;
  return {
    instrument,
    leg: 0,
    quantity: isBase ? Number(total / instrument.stepUnits) : 0,
    value,
    starting,
    minimal: half(starting),
    result: (isBase ? (result ?? 0n) : 0n) as Money,
  };
}

/** Whether a holding may not back other positions: nothing is lent on it. */
export function isIlliquid(instrument: Instrument, quantity: bigint): boolean {
  return quantity > 0n && instrument.marginLong >= WHOLE_RATE;
}

/** Margin for a holding or debt (by the sign of `quantity`) of this worth. */
export function neededFor(instrument: Instrument, quantity: bigint, worth: bigint): Money {
  return rated(worth, quantity > 0n ? instrument.marginLong : instrument.marginShort);
}

/** The pair whose price turns an asset into the account's currency: the first listed one that has a price. */
export function pricingInstrument(world: LedgerWorld, account: Account, asset: number): Instrument | undefined {
  return world.instruments.pairs
    .get(pairKey(asset, account.currency))
    ?.find((pair) => (valuationPrice(world.market, pair.id) ?? 0) > 0);
}

function derivativeItem(
  world: LedgerWorld,
  account: Account,
  instrument: Instrument,
  position: HeldPosition,
): RiskItem | undefined {
  const price = valuationPrice(world.market, instrument.id);
  const inCurrency = unrealised(world, position);
  if (price === undefined || inCurrency === undefined) return undefined;
  if (!canConvert(world, instrument.quote, account.currency, instrument, price)) return undefined;
  if (!canConvert(world, position.currency, account.currency, instrument, price)) return undefined;
  const inAccount = (amount: Money, from: number): Money =>
    convert(world, amount, from, account.currency, instrument, price);
  const { quantity } = position;
  const value = inAccount(valueAt(instrument, price, quantity), instrument.quote);
  const starting =
    instrument.settlement === 'futures'
      ? inAccount((BigInt(Math.abs(quantity)) * instrument.initialMargin) as Money, instrument.quote)
      : neededFor(instrument, BigInt(quantity), value);
  return {
    instrument,
    leg: position.leg,
    quantity,
    value,
    starting,
    minimal: half(starting),
    result: inAccount(inCurrency, position.currency),
  };
}

/** A rate of a worth, rounded up. */
export function rated(value: bigint, rate: number): Money {
  const magnitude = value < 0n ? -value : value;
  return divide(magnitude * BigInt(rate), RATE_UNIT, 'up') as Money;
}

function half(amount: Money): Money {
  return divide(amount, 2n, 'up') as Money;
}
