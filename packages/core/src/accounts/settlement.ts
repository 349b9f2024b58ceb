import { type Instrument, type InstrumentsState, valueAt } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import { divide, type Money, NO_MONEY, roundToDecimals } from '../numbers/index.ts';
import { convert } from './conversion.ts';
import type { Account, FeePlan, Position } from './state.ts';

/** One millionth: fee and margin rates are integers over this. */
export const RATE_UNIT = 1_000_000n;

export interface LedgerWorld {
  readonly instruments: InstrumentsState;
  readonly market: MarketState;
}

/** What is filled, before its effect on the account is known. */
export interface FillTerms {
  readonly instrument: Instrument;
  readonly leg: number;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  readonly quantity: number;
  readonly price: number;
  readonly maker: boolean;
  /** Exact fee of the order so far, in millionths of minor units, and what of it has been charged. */
  readonly feeExact: bigint;
  readonly feeCharged: bigint;
}

/** The effect of one fill on one account: results only, so that applying it adds and assigns. */
export interface FillEffect {
  /** Signed change of the account's money, without the fee, in `cashAsset`. */
  readonly cash: Money;
  readonly cashAsset: number;
  /** Signed change of the base asset. */
  readonly units: Money;
  readonly fee: Money;
  readonly feeAsset: number;
  readonly feeExact: bigint;
  /** The position afterwards: signed quantity steps, entry value, margin, realised results. */
  readonly positionQuantity: number;
  readonly positionCost: Money;
  readonly positionMargin: Money;
  readonly positionRealised: Money;
  /** Result of the closed part, before fees. */
  readonly result: Money;
}

/** What a fill does to the account. Source of the fee modes: `dca-and-smarttrade-rules.md` A2. */
export function settle(
  world: LedgerWorld,
  account: Account,
  before: Position | undefined,
  terms: FillTerms,
): FillEffect {
  const { instrument, side, quantity, price } = terms;
  const position = side === 1 ? ownedPart(account, instrument, before) : before;
  const value = valueAt(instrument, price, quantity);
  const fee = settleFee(world, account, terms, value);
  const closing = closingPart(position, side, quantity);
  const opening = openingPart(account, instrument, side, quantity, closing);
  const changed = changePosition(world, account, position, terms, closing, opening);
  const { positionCost, positionMargin, positionRealised, result } = changed;
  const bought = side === 0;
  const spot = instrument.settlement === 'spot';
  const units = spot ? ((BigInt(quantity) * instrument.stepUnits) as Money) : NO_MONEY;
  const received = spot && bought && fee.asset === instrument.base;
  const positionQuantity = received
    ? lessFee(account, instrument, changed.positionQuantity, units, fee.amount)
    : changed.positionQuantity;
  return {
    cash: spot ? ((bought ? -value : value) as Money) : result,
    cashAsset: spot ? instrument.quote : positionCurrency(account, instrument),
    units: (bought ? units : -units) as Money,
    fee: fee.amount,
    feeAsset: fee.asset,
    feeExact: fee.exact,
    positionQuantity,
    positionCost,
    positionMargin,
    positionRealised,
    result,
  };
}

/**
 * The part of a long spot position that the account still has units for: some may have been withdrawn, or sold for
 * another currency, since it was bought.
 */
function ownedPart(account: Account, instrument: Instrument, position: Position | undefined): Position | undefined {
  if (position === undefined || position.quantity <= 0 || instrument.settlement !== 'spot') return position;
  const owned = ownedSteps(account, instrument);
  if (owned >= position.quantity) return position;
  return { ...position, quantity: owned, cost: share(position.cost, owned, position.quantity) as Money };
}

/** Whole quantity steps of its base asset that the account has. */
export function ownedSteps(account: Account, instrument: Instrument): number {
  const total = account.balances.get(instrument.base)?.total ?? NO_MONEY;
  return total > 0n ? Number(total / instrument.stepUnits) : 0;
}

/**
 * What a purchase adds to a position is what the account gets: a fee taken from the units makes the position smaller, so
 * that its average price is paid ÷ got (`dca-and-smarttrade-rules.md` A2). A begun step still counts.
 */
function lessFee(account: Account, instrument: Instrument, quantity: number, bought: bigint, fee: bigint): number {
  if (quantity <= 0) return quantity;
  const total = (account.balances.get(instrument.base)?.total ?? NO_MONEY) + bought - fee;
  const got = Number(divide(total, instrument.stepUnits, 'ceiling'));
  const lost = Number(divide(fee, instrument.stepUnits, 'ceiling'));
  return Math.max(Math.min(quantity, got), quantity - lost);
}

/** The asset in which margin and results of a position are kept. */
export function positionCurrency(account: Account, instrument: Instrument): number {
  return instrument.settlement === 'cfd' ? account.currency : instrument.quote;
}

/** Quantity of a fill that closes the position. Bought units are only closed against a short position and vice versa. */
export function closingPart(position: Position | undefined, side: 0 | 1, quantity: number): number {
  if (position === undefined) return 0;
  const against = side === 0 ? -position.quantity : position.quantity;
  if (against <= 0) return 0;
  return Math.min(quantity, against);
}

/**
 * Quantity of a fill that opens or extends a position. A spot sale of units that came in from elsewhere (a deposit,
 * another pair) is neither: it opens a short position only as far as the account has no units.
 */
export function openingPart(
  account: Account,
  instrument: Instrument,
  side: 0 | 1,
  quantity: number,
  closing: number,
): number {
  const rest = quantity - closing;
  if (rest === 0 || side === 0 || instrument.settlement !== 'spot') return rest;
  return Math.max(0, rest - Math.max(0, ownedSteps(account, instrument) - closing));
}

interface PositionChange {
  readonly positionQuantity: number;
  readonly positionCost: Money;
  readonly positionMargin: Money;
  readonly positionRealised: Money;
  readonly result: Money;
}

function changePosition(
  world: LedgerWorld,
  account: Account,
  position: Position | undefined,
  terms: FillTerms,
  closing: number,
  opening: number,
): PositionChange {
  const { instrument, side, price } = terms;
  const sign = side === 0 ? 1 : -1;
  let quantity = position?.quantity ?? 0;
  let cost: bigint = position?.cost ?? 0n;
  let margin: bigint = position?.margin ?? 0n;
  let realised: bigint = position?.realised ?? 0n;
  let result = 0n;
  if (closing > 0) {
    const costOut = share(cost, closing, Math.abs(quantity));
    const exit = valueAt(instrument, price, closing);
    const inQuote = (side === 1 ? exit - costOut : costOut - exit) as Money;
    result = convert(world, inQuote, instrument.quote, positionCurrency(account, instrument), instrument, price);
    margin -= share(margin, closing, Math.abs(quantity));
    cost -= costOut;
    quantity += sign * closing;
    realised += result;
  }
  if (opening > 0) {
    cost += valueAt(instrument, price, opening);
    margin += openingMargin(world, account, instrument, side, opening, price);
    if (quantity === 0 && closing === 0) realised = 0n;
    quantity += sign * opening;
  }
  return {
    positionQuantity: quantity,
    positionCost: cost as Money,
    positionMargin: margin as Money,
    positionRealised: realised as Money,
    result: result as Money,
  };
}

/** `part / whole` of an amount, rounded half to even; all of it when the part is the whole. */
export function share(amount: bigint, part: number, whole: number): bigint {
  return part === whole ? amount : divide(amount * BigInt(part), BigInt(whole), 'halfEven');
}

/**
 * Money set aside when a position is opened: futures the initial margin, cfd the margin rate of the value, a short spot
 * position its proceeds and the margin rate on top. A long spot position is paid in full. In a sandbox account futures
 * count with their full value and a short spot position with nothing (`tinvest.md` 16).
 */
export function openingMargin(
  world: LedgerWorld,
  account: Account,
  instrument: Instrument,
  side: 0 | 1,
  quantity: number,
  price: number,
): Money {
  if (instrument.settlement === 'spot' && (side === 0 || account.fillPolicy === 'sandbox')) return NO_MONEY;
  const value = valueAt(instrument, price, quantity);
  if (instrument.settlement === 'futures') {
    if (account.fillPolicy === 'sandbox') return (value < 0n ? -value : value) as Money;
    return (BigInt(quantity) * instrument.initialMargin) as Money;
  }
  const rate = BigInt(side === 0 ? instrument.marginLong : instrument.marginShort);
  if (instrument.settlement === 'cfd') {
    const inAccountCurrency = convert(world, value, instrument.quote, account.currency, instrument, price);
    return divide(inAccountCurrency * rate, RATE_UNIT, 'up') as Money;
  }
  return (value + divide(value * rate, RATE_UNIT, 'up')) as Money;
}

/** The order's fee after a further exact part, rounded over the whole order, less what was charged before. */
export function roundedFee(plan: FeePlan, scale: number, exact: bigint, charged: bigint): Money {
  const minor = divide(exact, RATE_UNIT, plan.rounding);
  return (roundToDecimals(minor, scale, plan.decimals, plan.rounding) - charged) as Money;
}

function settleFee(
  world: LedgerWorld,
  account: Account,
  terms: FillTerms,
  value: Money,
): { amount: Money; asset: number; exact: bigint } {
  const { instrument, side, quantity, maker, feeExact, feeCharged } = terms;
  const plan = account.fees;
  const rate = BigInt(maker ? plan.maker : plan.taker);
  const asset = feeAsset(account, instrument, side);
  if (rate === 0n && feeExact === 0n) return { amount: NO_MONEY, asset, exact: 0n };
  const basis =
    asset === instrument.base && instrument.base !== 0
      ? BigInt(quantity) * instrument.stepUnits
      : convert(world, (value < 0n ? -value : value) as Money, instrument.quote, asset, instrument, terms.price);
  const exact = feeExact + basis * rate;
  const scale = world.instruments.assets[asset]?.scale ?? 0;
  const amount = roundedFee(plan, scale, exact, feeCharged);
  // a fee out of what is received is never more than that, however coarsely it is rounded
  return { amount: asset === instrument.base && amount > basis ? (basis as Money) : amount, asset, exact };
}

/** Asset in which a fill is charged. */
export function feeAsset(account: Account, instrument: Instrument, side: 0 | 1): number {
  if (instrument.settlement === 'cfd') return account.currency;
  return account.fees.mode === 'received' && side === 0 && instrument.settlement === 'spot'
    ? instrument.base
    : instrument.quote;
}
