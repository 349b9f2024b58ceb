import {
  type Decimal,
  decimals,
  formatDecimal,
  money,
  NO_MONEY,
  parseDecimal,
  powerOfTen,
  price,
  quantity,
  toScaled,
} from '../numbers/index.ts';
import { DAY_MS, parseIsoDate } from './days.ts';
import type { Asset, Instrument } from './instrument.ts';
import type { AssetSpec, Calendar, InstrumentSpec } from './spec.ts';
import { InstrumentSpecError } from './spec-error.ts';
import type { InstrumentsState } from './state.ts';

/** Fee and margin rates have at most this many decimals (millionths). */
export const FEE_DECIMALS = 6;

/**
 * Largest price and largest quantity of one order, in steps: 2^40. The sum of 8 192 such quantities is still an exact
 * integer in a double, and price × quantity stays below 2^80.
 */
export const MAX_ORDER_STEPS = 2 ** 40;

/** Decimals of one minor unit of an asset in the ledger. */
export const ASSET_SCALES: Readonly<Record<AssetSpec['kind'], number>> = { fiat: 10, crypto: 18, security: 0 };

/** Offset of the trading day from UTC. */
const DAY_OFFSETS: Readonly<Record<Calendar, number>> = { moscow: 3 * 3_600_000, utc: 0 };

const WHOLE_RATE = 1_000_000;

const ONE: Decimal = { coefficient: 1n, scale: 0 };

export function resolveAsset(id: number, spec: AssetSpec): Asset {
  return { id, code: spec.code, name: spec.name, kind: spec.kind, scale: ASSET_SCALES[spec.kind] };
}

/**
 * Turns the decimal text of a spec (whose shape `checkInstrumentSpec` has seen) into exact integers and proves that the
 * ledger can hold every result: the value of one price step × one quantity step needs no more decimals than the quote
 * asset has, with room for a fee rate of six decimals, so price × quantity × fee is exact for every order.
 * Throws InstrumentSpecError naming symbol and field.
 */
export function resolveInstrument(
  id: number,
  spec: InstrumentSpec,
  state: Pick<InstrumentsState, 'assetByCode'>,
): Instrument {
  checkKind(spec);
  const quote = assetOf(spec, 'quote', spec.quote, state);
  const base = spec.base === undefined ? null : assetOf(spec, 'base', spec.base, state);
  const pairBase = spec.pairBase === undefined ? base : assetOf(spec, 'pairBase', spec.pairBase, state);
  const priceStep = positive(spec, 'priceStep', spec.priceStep);
  const quantityStep = positive(spec, 'quantityStep', spec.quantityStep);
  const multiplier = positive(spec, 'multiplier', spec.multiplier ?? '1');
  const maxQuantity =
    spec.maxQuantity === undefined ? MAX_ORDER_STEPS : orderSteps(spec, 'maxQuantity', spec.maxQuantity, quantityStep);
  const minQuantity =
    spec.minQuantity === undefined ? 1 : orderSteps(spec, 'minQuantity', spec.minQuantity, quantityStep);
  if (minQuantity > maxQuantity) fail(spec, 'minQuantity', 'is above maxQuantity');
  if (spec.contractSize !== undefined) orderSteps(spec, 'contractSize', spec.contractSize, quantityStep);
  checkSyntheticMarket(spec, priceStep);
  const future = spec.future === undefined ? null : futureDays(spec, spec.future);
  const dayOffset = DAY_OFFSETS[spec.calendar];
  return {
    id,
    symbol: spec.symbol,
    spec,
    settlement: spec.settlement,
    base: base === null ? 0 : base.id,
    quote: quote.id,
    stepValue: stepValueOf(spec, priceStep, quantityStep, multiplier, quote),
    stepUnits: base === null ? NO_MONEY : money(scaled(spec, 'quantityStep', quantityStep, base)),
    pairBase: pairBase === null ? 0 : pairBase.id,
    pairUnits: pairBase === null ? NO_MONEY : money(scaled(spec, 'quantityStep', quantityStep, pairBase)),
    priceStep,
    quantityStep,
    minQuantity: quantity(minQuantity),
    maxQuantity: quantity(maxQuantity),
    minNotional:
      spec.minNotional === undefined
        ? NO_MONEY
        : money(scaled(spec, 'minNotional', positive(spec, 'minNotional', spec.minNotional), quote)),
    initialMargin:
      spec.initialMargin === undefined ? NO_MONEY : initialMarginOf(spec, spec.initialMargin, quantityStep, quote),
    marginLong: rate(spec, 'marginRates.long', spec.marginRates?.long),
    marginShort: rate(spec, 'marginRates.short', spec.marginRates?.short),
    shortable: spec.shortable ?? false,
    tradable: spec.tradable ?? true,
    dayOffset,
    // trading ends with the last trading day of the calendar
    expiresAt: future === null ? 0 : (future.lastTradeDay + 1) * DAY_MS - dayOffset,
    lowestPrice: price(spec.settlement === 'futures' ? -MAX_ORDER_STEPS : 1),
    highestPrice: price(MAX_ORDER_STEPS),
  };
}

/** How many steps a value is, or null when it is not a whole number of them. */
export function stepsOf(value: Decimal, step: Decimal): bigint | null {
  const numerator = value.coefficient * powerOfTen(step.scale);
  const denominator = step.coefficient * powerOfTen(value.scale);
  return numerator % denominator === 0n ? numerator / denominator : null;
}

function fail(spec: InstrumentSpec, field: string, problem: string): never {
  throw new InstrumentSpecError(spec.symbol, field, problem);
}

/** Kind, settlement and the details that belong to them agree. */
function checkKind(spec: InstrumentSpec): void {
  const isFuture = spec.kind === 'future';
  if (isFuture !== (spec.settlement === 'futures'))
    fail(spec, 'settlement', `${spec.settlement} does not fit kind ${spec.kind}`);
  if (isFuture !== (spec.future !== undefined))
    fail(spec, 'future', isFuture ? 'is missing' : 'belongs to futures only');
  if (isFuture !== (spec.initialMargin !== undefined)) {
    fail(spec, 'initialMargin', isFuture ? 'is missing' : 'belongs to futures only');
  }
  const isBond = spec.kind === 'bond';
  if (isBond !== (spec.bond !== undefined)) fail(spec, 'bond', isBond ? 'is missing' : 'belongs to bonds only');
  if (spec.bond !== undefined) checkBond(spec, spec.bond);
  const isSpot = spec.settlement === 'spot';
  if (isSpot !== (spec.base !== undefined)) fail(spec, 'base', isSpot ? 'is missing' : 'belongs to spot only');
  const isPair = spec.kind === 'currency' && spec.settlement === 'cfd';
  if (isPair !== (spec.pairBase !== undefined))
    fail(spec, 'pairBase', isPair ? 'is missing' : 'belongs to cfd currency pairs only');
  if (spec.pairBase === spec.quote) fail(spec, 'pairBase', 'is the quote asset itself');
  if (spec.base === spec.quote) fail(spec, 'base', 'is the quote asset itself');
}

/** Bonds are quoted in percent of the nominal: one piece at price 1 costs a hundredth of it. */
function checkBond(spec: InstrumentSpec, bond: NonNullable<InstrumentSpec['bond']>): void {
  const nominal = positive(spec, 'bond.nominal', bond.nominal);
  const multiplier = positive(spec, 'multiplier', spec.multiplier ?? '1');
  if (decimals.compare(decimals.multiply(multiplier, { coefficient: 100n, scale: 0 }), nominal) !== 0) {
    fail(spec, 'multiplier', `must be a hundredth of the nominal ${bond.nominal}`);
  }
  for (const field of ['couponPercent', 'accruedInterest'] as const) {
    if (number(spec, `bond.${field}`, bond[field] ?? '0').coefficient < 0n) fail(spec, `bond.${field}`, 'is negative');
  }
}

function assetOf(
  spec: InstrumentSpec,
  field: string,
  code: string,
  state: Pick<InstrumentsState, 'assetByCode'>,
): Asset {
  return state.assetByCode.get(code) ?? fail(spec, field, `names no known asset: ${code}; define it first`);
}

function number(spec: InstrumentSpec, field: string, value: string): Decimal {
  const parsed = parseDecimal(value);
  if (parsed === null) return fail(spec, field, `must be a decimal number, not ${JSON.stringify(value)}`);
  return shortest(parsed);
}

function positive(spec: InstrumentSpec, field: string, value: string): Decimal {
  const parsed = number(spec, field, value);
  if (parsed.coefficient <= 0n) fail(spec, field, `must be above zero, not ${value}`);
  return parsed;
}

/** The same value without trailing zeros behind the point. */
function shortest(value: Decimal): Decimal {
  let { coefficient, scale } = value;
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale };
}

function orderSteps(spec: InstrumentSpec, field: string, value: string, step: Decimal): number {
  const steps = stepsOf(positive(spec, field, value), step);
  if (steps === null) return fail(spec, field, `${value} is not a multiple of quantityStep ${spec.quantityStep}`);
  if (steps > BigInt(MAX_ORDER_STEPS)) fail(spec, field, `${value} is more than 2^40 quantity steps`);
  return Number(steps);
}

function stepValueOf(
  spec: InstrumentSpec,
  priceStep: Decimal,
  quantityStep: Decimal,
  multiplier: Decimal,
  quote: Asset,
) {
  const value = shortest(decimals.multiply(decimals.multiply(priceStep, quantityStep), multiplier));
  if (value.scale + FEE_DECIMALS > quote.scale) {
    fail(
      spec,
      'priceStep',
      `x quantityStep x multiplier has ${value.scale} decimals; with ${FEE_DECIMALS} more for fees that does not fit the ${quote.scale} of ${quote.code}`,
    );
  }
  return money(scaled(spec, 'priceStep', value, quote));
}

/** The value in minor units of the asset. */
function scaled(spec: InstrumentSpec, field: string, value: Decimal, asset: Asset): bigint {
  return (
    toScaled(value, asset.scale) ??
    fail(spec, field, `${formatDecimal(value)} has more than the ${asset.scale} decimals of ${asset.code}`)
  );
}

function initialMarginOf(spec: InstrumentSpec, margin: string, quantityStep: Decimal, quote: Asset) {
  const perStep = shortest(decimals.multiply(positive(spec, 'initialMargin', margin), quantityStep));
  return money(scaled(spec, 'initialMargin', perStep, quote));
}

/** A share of the value in millionths; 1 000 000 when the spec has none. */
function rate(spec: InstrumentSpec, field: string, value: string | undefined): number {
  if (value === undefined) return WHOLE_RATE;
  const millionths = toScaled(positive(spec, field, value), FEE_DECIMALS);
  if (millionths === null) return fail(spec, field, `${value} has more than ${FEE_DECIMALS} decimals`);
  if (millionths > 10n * BigInt(WHOLE_RATE)) fail(spec, field, `${value} is above 10`);
  return Number(millionths);
}

function futureDays(spec: InstrumentSpec, future: NonNullable<InstrumentSpec['future']>): { lastTradeDay: number } {
  positive(spec, 'future.basicAssetSize', future.basicAssetSize);
  const first = dayOf(spec, 'future.firstTradeDate', future.firstTradeDate);
  const last = dayOf(spec, 'future.lastTradeDate', future.lastTradeDate);
  if (last < first) fail(spec, 'future.lastTradeDate', 'lies before firstTradeDate');
  if (dayOf(spec, 'future.expirationDate', future.expirationDate) < last) {
    fail(spec, 'future.expirationDate', 'lies before lastTradeDate');
  }
  return { lastTradeDay: last };
}

function dayOf(spec: InstrumentSpec, field: string, value: string): number {
  return parseIsoDate(value) ?? fail(spec, field, `must be a date YYYY-MM-DD, not ${JSON.stringify(value)}`);
}

function checkSyntheticMarket(spec: InstrumentSpec, priceStep: Decimal): void {
  const steps = stepsOf(positive(spec, 'typicalPrice', spec.typicalPrice), priceStep);
  if (steps === null) {
    fail(spec, 'typicalPrice', `${spec.typicalPrice} is not a multiple of priceStep ${spec.priceStep}`);
  }
  if (steps > BigInt(MAX_ORDER_STEPS)) fail(spec, 'typicalPrice', `${spec.typicalPrice} is more than 2^40 price steps`);
  const volatility = positive(spec, 'dailyVolatility', spec.dailyVolatility);
  if (decimals.compare(volatility, ONE) >= 0) fail(spec, 'dailyVolatility', 'must be below 1');
  positive(spec, 'dailyTurnover', spec.dailyTurnover);
}
