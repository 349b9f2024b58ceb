import { type Account, isIlliquid, type LedgerWorld, pricingInstrument } from '../accounts/index.ts';
import { type Instrument, pairKey } from '../instruments/index.ts';

/** What turns one currency into the account's: the price of a pair, or one over it. */
export interface Conversion {
  /** undefined: the account's own currency. */
  readonly pair: Instrument | undefined;
  /** The account's currency is the base of the pair: a rising price makes the other one cheaper. */
  readonly inverse: boolean;
  /** Minor units of the account's currency for one minor unit × steps of the price (direct) or ÷ them (inverse). */
  readonly factor: number;
  /** Amount of the currency that does not depend on other prices, in its minor units. */
  amount: number;
  /** Futures and cfd valued in the currency: its minor units for one price step, by instrument. */
  readonly perStep: Map<Instrument, number>;
}

/**
 * Liquid portfolio less minimal margin of an account as a function of prices: constant + Σ rate × (amount + Σ perStep ×
 * price), without roundings. Every price and every rate stands in it with the power of one.
 */
export interface Exposure {
  constant: number;
  readonly conversions: Conversion[];
  /** Σ of the absolute values of all terms at their present prices: the scale of rounding errors. */
  holdings: number;
  /** Instruments that have no last trade yet, and pairs that would be used instead of the present ones if they had. */
  readonly awaited: Set<number>;
  /** Whether nothing is awaited that the value depends on now. */
  traded: boolean;
  /** Whether some instrument it depends on is being traded now. */
  open: boolean;
}

const MILLION = 1_000_000;

/** Whether an account can ever stand below its minimal margin: it owes something or has futures or cfd. */
export function canFallShort(world: LedgerWorld, account: Account): boolean {
  if (account.tickets.size > 0) return true;
  for (const { total } of account.balances.values()) if (total < 0n) return true;
  for (const { instrument } of account.net.values()) {
    if (world.instruments.instruments[instrument]?.settlement !== 'spot') return true;
  }
  return false;
}

export function exposureOf(world: LedgerWorld, account: Account): Exposure {
  const own: Conversion = { pair: undefined, inverse: false, factor: 1, amount: 0, perStep: new Map() };
  const exposure: Exposure = {
    constant: 0,
    conversions: [own],
    holdings: 0,
    awaited: new Set(),
    traded: true,
    open: false,
  };
  for (const [asset, { total }] of account.balances) {
    if (total === 0n) continue;
    exposure.holdings++;
    if (asset === account.currency) {
      exposure.constant += Number(total);
      continue;
    }
    const pairs = world.instruments.pairs.get(pairKey(asset, account.currency)) ?? [];
    if (pairs.every((each) => isIlliquid(each, total))) continue;
    const pair = pricing(world, account, asset, exposure);
    if (pair === undefined || isIlliquid(pair, total)) continue;
    const rate = total > 0n ? pair.marginLong : pair.marginShort;
    conversionBy(exposure, account, pair).amount += halfRateOff(Number(total), rate);
  }
  for (const positions of [account.net, account.tickets]) {
    for (const { instrument: id, quantity, cost } of positions.values()) {
      const instrument = world.instruments.instruments[id] as Instrument;
      if (instrument.settlement === 'spot') continue;
      exposure.holdings++;
      addDerivative(world, account, exposure, instrument, quantity, Number(cost));
    }
  }
  return exposure;
}

function addDerivative(
  world: LedgerWorld,
  account: Account,
  exposure: Exposure,
  instrument: Instrument,
  quantity: number,
  cost: number,
): void {
  if (!see(world, instrument, exposure)) return;
  const opened = quantity > 0 ? -cost : cost;
  const rate = quantity > 0 ? instrument.marginLong : instrument.marginShort;
  const futures = instrument.settlement === 'futures';
  const blocked = futures ? (Math.abs(quantity) * Number(instrument.initialMargin)) / 2 : 0;
  const steps = futures ? quantity : halfRateOff(quantity, rate);
  // a pair with the account's currency converts by its own price
  if (instrument.pairBase === account.currency) {
    exposure.constant += steps * Number(instrument.pairUnits);
    conversionBy(exposure, account, instrument).amount += opened;
    return;
  }
  if (instrument.quote === account.currency) {
    exposure.constant += opened - blocked;
    addSteps(exposure.conversions[0] as Conversion, instrument, steps);
    return;
  }
  const pair = pricing(world, account, instrument.quote, exposure);
  if (pair === undefined) return;
  const conversion = conversionBy(exposure, account, pair);
  conversion.amount += opened - blocked;
  addSteps(conversion, instrument, steps);
}

/** A signed amount less half of its margin, by a rate in millionths of its size. */
function halfRateOff(amount: number, rate: number): number {
  return amount - (Math.abs(amount) * rate) / (2 * MILLION);
}

function addSteps(conversion: Conversion, instrument: Instrument, quantity: number): void {
  const perStep = quantity * Number(instrument.stepValue);
  conversion.perStep.set(instrument, (conversion.perStep.get(instrument) ?? 0) + perStep);
}

function conversionBy(exposure: Exposure, account: Account, pair: Instrument): Conversion {
  const known = exposure.conversions.find((each) => each.pair === pair);
  if (known !== undefined) return known;
  const inverse = pair.pairBase === account.currency;
  const perStep = Number(pair.stepValue) / Number(pair.pairUnits);
  const factor = inverse ? 1 / perStep : perStep;
  const conversion: Conversion = { pair, inverse, factor, amount: 0, perStep: new Map() };
  exposure.conversions.push(conversion);
  return conversion;
}

/**
 * The pair that prices an asset, if it has been traded; it is awaited when it has not, and so are pairs listed before it,
 * which would take its place.
 */
function pricing(world: LedgerWorld, account: Account, asset: number, exposure: Exposure): Instrument | undefined {
  const pair = pricingInstrument(world, account, asset);
  for (const other of world.instruments.pairs.get(pairKey(asset, account.currency)) ?? []) {
    if (other === pair) break;
    if (!isTraded(world, other) && !world.instruments.delistedAt.has(other.id)) {
      exposure.awaited.add(other.id);
      if (pair === undefined) exposure.traded = false;
    }
  }
  return pair !== undefined && see(world, pair, exposure) ? pair : undefined;
}

/** Whether an instrument has a last trade. While it has none it is awaited, unless it will never be traded again. */
function see(world: LedgerWorld, instrument: Instrument, exposure: Exposure): boolean {
  if (isTraded(world, instrument)) {
    if (world.market.markets[instrument.id]?.status === 'normal') exposure.open = true;
    return true;
  }
  if (!world.instruments.delistedAt.has(instrument.id)) {
    exposure.awaited.add(instrument.id);
    exposure.traded = false;
  }
  return false;
}

function isTraded(world: LedgerWorld, { id }: Instrument): boolean {
  return (world.market.markets[id]?.lastAt ?? 0) > 0;
}
