import type { Instrument } from '../instruments/index.ts';
import { decimalOf, percentOf, priceSteps, quantitySteps } from '../legs/index.ts';
import { type Decimal, decimals } from '../numbers/index.ts';
import { isLong, openSteps, type Trade, type TradesWorld } from './state.ts';

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
  return priceSteps(instrumentOf(world, trade), target, direction === 'above' ? 'ceiling' : 'floor');
}

/** Where the price of a take profit lies: above for long trades. */
export function profitDirection(trade: Trade): 'above' | 'below' {
  return isLong(trade) ? 'above' : 'below';
}

export function lossDirection(trade: Trade): 'above' | 'below' {
  return isLong(trade) ? 'below' : 'above';
}

/** `[position, quantity steps, price in steps]` of the steps that are not over; the last takes what is left (C3). */
export function fixSteps(world: TradesWorld, trade: Trade): (readonly [number, number, number])[] {
  const steps = openSteps(trade);
  const whole = { coefficient: BigInt(wholeQuantity(world, trade)), scale: 0 };
  // what steps that are not over have sold is part of what they are to sell
  let left = leftQuantity(world, trade) + steps.reduce((sum, { sold }) => sum + sold, 0);
  return steps.map((step, place) => {
    const share = decimals.multiply(whole, percentOf(decimalOf(step.settings.share)));
    const own = Number(share.coefficient / 10n ** BigInt(share.scale));
    const amount = place === steps.length - 1 ? left : Math.min(left, own);
    left -= amount;
    return [step.settings.position, amount, targetLevel(world, trade, step.settings, profitDirection(trade))] as const;
  });
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
