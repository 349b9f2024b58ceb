import type { Instrument } from '../instruments/index.ts';
import { decimalOf, legsOf, percentOf, priceSteps, quantitySteps } from '../legs/index.ts';
import { type Decimal, decimals } from '../numbers/index.ts';
import { openQuantity } from '../orders/index.ts';
import { isLong, openSteps, type Step, type Trade, type TradesWorld } from './state.ts';

const ONE: Decimal = { coefficient: 1n, scale: 0 };
const MILLION: Decimal = { coefficient: 1_000_000n, scale: 0 };

export function instrumentOf(world: Pick<TradesWorld, 'instruments'>, trade: Trade): Instrument {
  return world.instruments.instruments[trade.settings.instrument] as Instrument;
}

/** Price for a piece without fees, of what has been entered; 0 before there is any. */
export function entryPrice(world: Pick<TradesWorld, 'instruments'>, trade: Trade): Decimal {
  const { base, quote } = instrumentOf(world, trade);
  const { assets } = world.instruments;
  if (trade.enteredSteps === 0) return decimals.ZERO;
  const { stepUnits } = instrumentOf(world, trade);
  const units = { coefficient: BigInt(trade.enteredSteps) * stepUnits, scale: assets[base]?.scale ?? 0 };
  return decimals.divide({ coefficient: trade.enteredValue, scale: assets[quote]?.scale ?? 0 }, units);
}

/** What exits have to move in all, in quantity steps: whole lots of what was got; a short trade buys back what it sold. */
export function wholeQuantity(world: TradesWorld, trade: Trade): number {
  const { stepUnits } = instrumentOf(world, trade);
  const got = isLong(trade) ? Number(trade.entered.units / stepUnits) : trade.enteredSteps;
  return Math.max(0, got - trade.reducedSteps);
}

/** What is still to be exited, in quantity steps. */
export function leftQuantity(world: TradesWorld, trade: Trade): number {
  return Math.max(0, wholeQuantity(world, trade) + trade.reducedSteps - trade.exitedSteps);
}

/** Quantity steps that owners are taking out: their orders are open. */
function reducing({ legs, orders }: Pick<TradesWorld, 'legs' | 'orders'>, trade: Trade): number {
  let sum = 0;
  for (const { role, order } of legsOf(legs, 'trade', trade.id)) {
    const open = role === 'reduce' ? orders.open.get(order) : undefined;
    if (open !== undefined) sum += openQuantity(open);
  }
  return sum;
}

/** What steps have still to exit: what is left and is not being taken out by an order of its own. */
export function freeQuantity(world: TradesWorld, trade: Trade): number {
  return Math.max(0, leftQuantity(world, trade) - reducing(world, trade));
}

/** Quantity steps that may be taken out at most: what stays can still be sold. */
export function mostToTakeOut(world: TradesWorld, trade: Trade): number {
  return Math.max(0, freeQuantity(world, trade) - Math.max(1, instrumentOf(world, trade).minQuantity));
}

/** What steps are fixed for: with another one they are fixed anew. */
export function heldBasis(world: Pick<TradesWorld, 'legs' | 'orders'>, trade: Trade): number {
  return trade.enteredSteps - trade.reducedSteps - reducing(world, trade);
}

/** A price that is given, or a percentage of the entry price, in steps rounded to the side that is reached later. */
export function targetLevel(
  world: TradesWorld,
  trade: Trade,
  { price, percent }: { readonly price: string | null; readonly percent: string | null },
  direction: 'above' | 'below',
): number {
  const target =
    price !== null
      ? decimalOf(price)
      : decimals.multiply(entryPrice(world, trade), decimals.add(ONE, percentOf(decimalOf(percent ?? '0'))));
  // a price of 0 would mean the market, or none
  return Math.max(1, priceSteps(instrumentOf(world, trade), target, direction === 'above' ? 'ceiling' : 'floor'));
}

/** Where the price of a take profit lies: above for long trades. */
export function profitDirection(trade: Trade): 'above' | 'below' {
  return isLong(trade) ? 'above' : 'below';
}

export function lossDirection(trade: Trade): 'above' | 'below' {
  return isLong(trade) ? 'below' : 'above';
}

/**
 * `[position, quantity steps, price in steps]` of the steps that are not over: its share of everything, but at least what
 * it has sold; the last takes what is left (C3).
 */
export function fixSteps(world: TradesWorld, trade: Trade): (readonly [number, number, number])[] {
  const whole = { coefficient: BigInt(wholeQuantity(world, trade) - reducing(world, trade)), scale: 0 };
  let rest = freeQuantity(world, trade);
  const steps = stepsToFix(world, trade, rest);
  return steps.map((step, place) => {
    const share = decimals.multiply(whole, percentOf(decimalOf(step.settings.share)));
    const own = Number(share.coefficient / 10n ** BigInt(share.scale)) - step.sold;
    const more = place === steps.length - 1 ? rest : Math.min(rest, Math.max(0, own));
    rest -= more;
    const level = targetLevel(world, trade, step.settings, profitDirection(trade));
    return [step.settings.position, step.sold + more, level] as const;
  });
}

/** Coins that come after the last step was sold are sold by it, too. */
function stepsToFix(world: TradesWorld, trade: Trade, rest: number): readonly Step[] {
  const open = openSteps(trade);
  if (open.length > 0 || !isTradable(world, trade, rest)) return open;
  return [...trade.steps.values()].filter(({ status }) => status !== 'cancelled').slice(-1);
}

/** Whether a quantity may be sold or bought back at all; what may not is dust. */
export function isTradable(world: Pick<TradesWorld, 'instruments'>, trade: Trade, quantity: number): boolean {
  return quantity >= Math.max(1, instrumentOf(world, trade).minQuantity);
}

/** The distance of a trailing stop loss from its best price in millionths: that of the condition from the entry (C3). */
export function trailingDistance(world: TradesWorld, trade: Trade): number {
  const entry = entryPrice(world, trade);
  if (entry.coefficient === 0n) return 0;
  const { priceStep } = instrumentOf(world, trade);
  const level = { coefficient: BigInt(trade.stopLevel) * priceStep.coefficient, scale: priceStep.scale };
  const apart = isLong(trade) ? decimals.subtract(entry, level) : decimals.subtract(level, entry);
  const share = decimals.multiply(decimals.divide(apart, entry), MILLION);
  return Number(decimals.rescale(share, 0, 'halfUp').coefficient);
}

/** A percentage as millionths of a price. */
export function percentMillionths(percent: string): number {
  return Number(decimals.rescale(decimals.multiply(percentOf(decimalOf(percent)), MILLION), 0, 'halfUp').coefficient);
}

/** Quantity steps of a settings' quantity. */
export function settingsQuantity(instrument: Instrument, quantity: string): number {
  return quantitySteps(instrument, decimalOf(quantity), 'floor');
}

/** Quantity steps that the entry itself has brought, without what was added before it was done. */
export function enteredByEntry({ enteredSteps, addedEarly }: Trade): number {
  return enteredSteps - addedEarly;
}
