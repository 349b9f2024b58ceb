import { type Instrument, type InstrumentsState, pairKey } from '../instruments/index.ts';
import { type MarketState, valuationPrice } from '../market/index.ts';
import { divide, type Money } from '../numbers/index.ts';

interface PricedWorld {
  readonly instruments: InstrumentsState;
  readonly market: MarketState;
}

/**
 * An amount of one asset in another, rounded half to even to minor units. `instrument` at `price` is tried first (the pair
 * being filled), then any direct pair of the two assets at its valuation price. Throws NoConversion when there is none:
 * callers check `canConvert` before they decide.
 */
export function convert(
  world: PricedWorld,
  amount: Money,
  from: number,
  to: number,
  instrument: Instrument | undefined,
  price: number,
): Money {
  if (from === to || amount === 0n) return amount;
  const rate = findRate(world, from, to, instrument, price);
  if (rate === undefined) throw new NoConversion(from, to);
  return divide(amount * rate.numerator, rate.denominator, 'halfEven') as Money;
}

/** Whether there is a price to turn one asset into the other. */
export function canConvert(
  world: PricedWorld,
  from: number,
  to: number,
  instrument: Instrument | undefined,
  price: number,
): boolean {
  return from === to || findRate(world, from, to, instrument, price) !== undefined;
}

export class NoConversion extends Error {
  override name = 'NoConversion';
  constructor(from: number, to: number) {
    super(`no price to convert asset ${from} into asset ${to}`);
  }
}

interface Rate {
  /** Minor units of `to` for `denominator` minor units of `from`. */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function findRate(
  world: PricedWorld,
  from: number,
  to: number,
  instrument: Instrument | undefined,
  price: number,
): Rate | undefined {
  if (instrument !== undefined && price > 0) {
    const rate = pairRate(instrument, price, from, to);
    if (rate !== undefined) return rate;
  }
  for (const pair of world.instruments.pairs.get(pairKey(from, to)) ?? []) {
    const last = valuationPrice(world.market, pair.id);
    if (last === undefined || last <= 0) continue;
    const rate = pairRate(pair, last, from, to);
    if (rate !== undefined) return rate;
  }
  return undefined;
}

function pairRate(pair: Instrument, price: number, from: number, to: number): Rate | undefined {
  if (pair.pairBase === 0) return undefined;
  const quoteMoney = BigInt(price) * pair.stepValue;
  if (pair.pairBase === from && pair.quote === to) return { numerator: quoteMoney, denominator: pair.pairUnits };
  if (pair.quote === from && pair.pairBase === to) return { numerator: pair.pairUnits, denominator: quoteMoney };
  return undefined;
}
