import { type Instrument, pairKey, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { divide, type Money } from '../numbers/index.ts';
import { canConvert, convert } from './conversion.ts';
import { unrealised } from './queries.ts';
import { type LedgerWorld, RATE_UNIT } from './settlement.ts';
import type { Account, Position } from './state.ts';

/** One holding whose price decides whether the account's margin suffices. Money is in the account's currency. */
export interface RiskItem {
  /** The instrument whose price it moves with. */
  readonly instrument: Instrument;
  /** 0 net (all spot holdings are), else the ticket. */
  readonly leg: number;
  /** Signed quantity steps; of a spot holding the whole steps of its units, toward zero. */
  readonly quantity: number;
  /** Signed worth at the valuation price; of futures and cfd the value of what is traded. */
  readonly value: Money;
  /** Margin that opening it would need now, and the margin below which it is closed out. */
  readonly starting: Money;
  readonly minimal: Money;
  /** Unrealised result; 0 without an entry value. */
  readonly result: Money;
}

/** What an account's holdings are worth and what they need, in its currency (`tinvest.md` 11.4). */
export interface Margin {
  /** Worth of money and liquid holdings (those with margin rates), with the unrealised results of futures and cfd. */
  readonly liquid: Money;
  /** Σ |value| × initial rate. */
  readonly starting: Money;
  /** Half of the starting margin, rounded up per holding. */
  readonly minimal: Money;
  /** The part of the starting margin that futures block. */
  readonly futures: Money;
  readonly items: readonly RiskItem[];
  /** Whether every holding has a price. What has none counts as nothing. */
  readonly priced: boolean;
}

/** The margin of an account at the valuation prices of this moment. Looks at all its holdings. */
export function marginOf(world: LedgerWorld, account: Account): Margin {
  const items: RiskItem[] = [];
  let liquid = 0n;
  let priced = true;
  for (const [asset, balance] of account.balances) {
    if (balance.total === 0n) continue;
    if (asset === account.currency) {
      liquid += balance.total;
      continue;
    }
    const item = spotItem(world, account, asset, balance.total);
    if (item === undefined) priced = false;
    else if (item !== ILLIQUID) {
      liquid += item.value;
      items.push(item);
    }
  }
  for (const position of [...account.net.values(), ...account.tickets.values()]) {
    const instrument = world.instruments.instruments[position.instrument] as Instrument;
    if (instrument.settlement === 'spot') continue;
    const item = derivativeItem(world, account, instrument, position);
    if (item === undefined) priced = false;
    else {
      liquid += item.result;
      items.push(item);
    }
  }
  let starting = 0n;
  let minimal = 0n;
  let futures = 0n;
  for (const item of items) {
    starting += item.starting;
    minimal += item.minimal;
    if (item.instrument.settlement === 'futures') futures += item.starting;
  }
  return {
    liquid: liquid as Money,
    starting: starting as Money,
    minimal: minimal as Money,
    futures: futures as Money,
    items,
    priced,
  };
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
  if (instrument === undefined || !canConvert(world, asset, account.currency, undefined, 0)) return undefined;
  const rate = total > 0n ? instrument.marginLong : instrument.marginShort;
  if (total > 0n && rate >= WHOLE_RATE) return ILLIQUID;
  const value = convert(world, total, asset, account.currency, undefined, 0);
  const starting = rated(value, rate);
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
    result: (result ?? 0n) as Money,
  };
}

/** The pair whose price turns an asset into the account's currency: the first listed one that has a price. */
function pricingInstrument(world: LedgerWorld, account: Account, asset: number): Instrument | undefined {
  return (world.instruments.pairs.get(pairKey(asset, account.currency)) ?? []).find(
    (pair) => (valuationPrice(world.market, pair.id) ?? 0) > 0,
  );
}

function derivativeItem(
  world: LedgerWorld,
  account: Account,
  instrument: Instrument,
  position: Position,
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
      : rated(value, quantity > 0 ? instrument.marginLong : instrument.marginShort);
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

function rated(value: Money, rate: number): Money {
  const magnitude = value < 0n ? -value : value;
  return divide(magnitude * BigInt(rate), RATE_UNIT, 'up') as Money;
}

function half(amount: Money): Money {
  return divide(amount, 2n, 'up') as Money;
}
