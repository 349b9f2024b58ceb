import type { Account } from '../accounts/index.ts';
import { type Instrument, priceToDecimal } from '../instruments/index.ts';
import { type Amount, priceSteps, quantityFor, quantitySteps, smallestQuantity } from '../legs/index.ts';
import { bestAsk, bestBid, type InstrumentMarket } from '../market/index.ts';
import { type Decimal, decimals, type Money, type Price } from '../numbers/index.ts';
import type { Deal, Volume } from './state.ts';
import type { Terms } from './terms.ts';

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/** Decimals of a fee rate in millionths. */
const RATE_SCALE = 6;

/** What a deal has entered and exited: all that its exits follow from. */
export type Holding = Pick<
  Deal,
  'entered' | 'exited' | 'base' | 'enteredSteps' | 'exitedSteps' | 'stepsDone' | 'stepPart'
>;

/** What a deal's exits are reckoned with. */
export interface ExitBasis {
  readonly terms: Terms;
  readonly account: Account;
  readonly instrument: Instrument;
  readonly scales: Scales;
}

/** Decimals of minor units of the two assets of a pair. */
export interface Scales {
  readonly base: number;
  readonly quote: number;
}

export function unitsDecimal(units: Money, scales: Scales): Decimal {
  return { coefficient: units, scale: scales.base };
}

export function moneyDecimal(money: Money, scales: Scales): Decimal {
  return { coefficient: money, scale: scales.quote };
}

/** Money for a unit, fee included, kept to 36 digits; 0 before there is any (A2). */
export function averageOf({ units, money }: Amount, scales: Scales): Decimal {
  if (units === 0n) return decimals.ZERO;
  return decimals.divide(moneyDecimal(money, scales), unitsDecimal(units, scales));
}

/** Price of safety order n in steps, measured from the base order's average (B5); 0: it does not exist. */
export function safetyPrice(instrument: Instrument, terms: Terms, average: Decimal, n: number): number {
  const deviation = terms.deviation(n);
  if (!terms.long) {
    return priceSteps(instrument, decimals.multiply(average, decimals.add(ONE, deviation)), 'ceiling');
  }
  if (decimals.compare(deviation, ONE) >= 0) return 0;
  const price = priceSteps(instrument, decimals.multiply(average, decimals.subtract(ONE, deviation)), 'floor');
  return Math.max(price, 0);
}

/** Quantity of safety order n in steps: its volume at its price, raised to the market's minimum (B5, B10). */
export function safetyQuantity(instrument: Instrument, terms: Terms, volume: Volume, n: number, price: number): number {
  const amount = decimals.multiply(volume.amount, terms.volumeFactor(n));
  return Math.max(quantityOf(instrument, { ...volume, amount }, price), smallestQuantity(instrument, price));
}

/** Quantity steps of a volume at a price, rounded as its type says (B4, B10). */
export function quantityOf(instrument: Instrument, { amount, unit, rounding }: Volume, price: number): number {
  return unit === 'base'
    ? quantitySteps(instrument, amount, rounding)
    : quantityFor(instrument, amount, price, rounding);
}

/** The dearer fee rate of an account as a share, so that an exit brings no less than it promises. */
export function feeRate(account: Account): Decimal {
  return { coefficient: BigInt(Math.max(account.fees.maker, account.fees.taker)), scale: RATE_SCALE };
}

/** What is left of the sale price after the fee, or comes on top of the purchase price (B7, B11). */
function exitFactor({ terms, account }: ExitBasis): Decimal {
  const rate = feeRate(account);
  if (terms.long) return decimals.subtract(ONE, rate);
  return account.fees.mode === 'received' ? ONE : decimals.add(ONE, rate);
}

/**
 * The take profit price in steps for what is still to be exited: `total` of everything spent, `base` of the base order
 * alone (B7, B11). Long ones are rounded up, short ones down, so that they never bring less than the percentage.
 */
export function takeProfitPrice(basis: ExitBasis, deal: Holding): number {
  const { terms } = basis;
  return profitPrice(basis, deal, terms.takeProfit, terms.settings.takeProfitType);
}

/** The price in steps at which closing by conditions brings what it must; null: any price will do. */
export function minProfitPrice(basis: ExitBasis, deal: Holding): number | null {
  const { minProfit, settings } = basis.terms;
  return minProfit === null ? null : profitPrice(basis, deal, minProfit, settings.minProfitType ?? 'total');
}

function profitPrice(basis: ExitBasis, deal: Holding, percent: Decimal, type: 'base' | 'total'): number {
  const { scales } = basis;
  const entered = moneyDecimal(deal.entered.money, scales);
  const from = type === 'base' ? moneyDecimal(deal.base.money, scales) : entered;
  const profit = decimals.multiply(from, percent);
  const left = { units: deal.entered.units - deal.exited.units, money: deal.exited.money };
  return exitPrice(basis, entered, profit, left as Amount);
}

/** Price of one of several take profits: of the whole of units and money entered (B7). */
export function stepPrice(basis: ExitBasis, deal: Holding, percent: Decimal): number {
  const entered = moneyDecimal(deal.entered.money, basis.scales);
  const whole = { units: deal.entered.units, money: 0n as Money };
  return exitPrice(basis, entered, decimals.multiply(entered, percent), whole);
}

function exitPrice(basis: ExitBasis, entered: Decimal, profit: Decimal, left: Amount): number {
  const { terms, scales, instrument } = basis;
  if (left.units <= 0n) return 0;
  const wanted = terms.long ? decimals.add(entered, profit) : decimals.subtract(entered, profit);
  const money = decimals.subtract(wanted, moneyDecimal(left.money, scales));
  const units = decimals.multiply(unitsDecimal(left.units, scales), exitFactor(basis));
  const price = priceSteps(instrument, decimals.divide(money, units), terms.long ? 'ceiling' : 'floor');
  return Math.max(price, instrument.lowestPrice);
}

/** Quantity steps that are still to be exited at a price (B7, B11). */
export function exitQuantity(basis: ExitBasis, deal: Holding, price: number): number {
  const { terms, instrument, scales } = basis;
  if (terms.long) {
    const held = deal.entered.units - deal.exited.units;
    return held > 0n ? Number(held / instrument.stepUnits) : 0;
  }
  if (terms.settings.profitCurrency === 'quote') return Math.max(0, deal.enteredSteps - deal.exitedSteps);
  if (price <= 0) return 0;
  const money = decimals.subtract(moneyDecimal(deal.entered.money, scales), moneyDecimal(deal.exited.money, scales));
  if (money.coefficient <= 0n) return 0;
  return quantityFor(instrument, decimals.divide(money, exitFactor(basis)), price, 'floor');
}

/** Where a deal's stop loss stands now, not rounded; null: it has none. A take profit that is done may have moved it. */
export function stopPrice(basis: ExitBasis, deal: Holding & Pick<Deal, 'baseAverage'>): Decimal | null {
  const { terms, scales, instrument } = basis;
  const place = breakevenPlace(terms, deal);
  if (place === null) return terms.stopLoss.coefficient === 0n ? null : stopLossPrice(terms, deal.baseAverage);
  const step = terms.steps[place - 1];
  if (step === undefined) return averageOf(deal.entered, scales);
  return priceToDecimal(instrument, stepPrice(basis, deal, step.profit) as Price);
}

/** Where breaking even has moved the stop loss: 0 the average price, n the price of take profit n; null: nowhere. */
function breakevenPlace({ settings, steps }: Terms, { stepsDone }: Pick<Deal, 'stepsDone'>): number | null {
  const { breakeven = null } = settings;
  if (breakeven === null || stepsDone.size === 0 || steps.length < 2) return null;
  return Math.min(stepsDone.size - 1, breakeven, steps.length - 1);
}

/** Whether a deal has a stop loss now. */
export function isStopped(deal: Pick<Deal, 'terms' | 'stepsDone'>): boolean {
  return deal.terms.stopLoss.coefficient > 0n || breakevenPlace(deal.terms, deal) !== null;
}

/** The stop loss as it stands at first, not rounded: from the base order's average (B9, B11). */
export function stopLossPrice(terms: Terms, average: Decimal): Decimal {
  const factor = terms.long ? decimals.subtract(ONE, terms.stopLoss) : decimals.add(ONE, terms.stopLoss);
  return decimals.multiply(average, factor);
}

/** The price a deal is judged by: what leaving it would take now (A3); undefined when that side is empty. */
export function exitQuote(market: InstrumentMarket | undefined, terms: Terms): number | undefined {
  return (terms.long ? bestBid(market) : bestAsk(market))?.price;
}

/** The price a deal is entered at now. */
export function entryQuote(market: InstrumentMarket | undefined, terms: Terms): number | undefined {
  return (terms.long ? bestAsk(market) : bestBid(market))?.price;
}

/** Whether a quantity may be sold or bought back at all; what may not is dust. */
export function isTradable(instrument: Instrument, quantity: number): boolean {
  return quantity >= Math.max(1, instrument.minQuantity);
}
