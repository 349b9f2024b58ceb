import { type Account, available } from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import { isRejection } from '../turn.ts';
import { decideHolds, type FundsRule } from './holds.ts';
import { exposureOf } from './place.ts';
import { idFrom } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** The largest orders of an account on one side of an instrument, in quantity steps. */
export interface MaxOrder {
  /** For free money and units alone. */
  readonly own: number;
  /** With everything that may back the order; the same as `own` on accounts without margin. */
  readonly margin: number;
}

/**
 * The largest order that the account could afford now, at `limit` or, when that is 0, at the market. Whether the market is
 * open and the quantity is not too small is not looked at. What an account can afford of an order it can afford of a
 * smaller one, so the answer is found by halving: some forty looks, however large it is.
 */
export function maxOrder(
  world: OrdersWorld,
  account: Account,
  instrument: Instrument,
  side: 0 | 1,
  limit: number,
): MaxOrder {
  const leg = account.hedging && instrument.settlement === 'cfd' ? idFrom(world.orders.nextOrder) : 0;
  const affords = (quantity: number, rule: FundsRule): boolean => {
    const terms = exposureOf(world, account, instrument, leg, side, quantity, limit);
    return !isRejection(terms) && !isRejection(decideHolds(world, terms, undefined, rule));
  };
  const margin = largest(instrument.maxQuantity, (quantity) => affords(quantity, 'portfolio'));
  if (!account.margin) return { own: margin, margin };
  if (instrument.settlement !== 'spot' || side === 0) {
    return { own: largest(margin, (quantity) => affords(quantity, 'money')), margin };
  }
  const units = available(account, instrument.base);
  return { own: Math.min(margin, units > 0n ? Number(units / instrument.stepUnits) : 0), margin };
}

/** The largest of 0 … most that holds, where all below one that holds do. */
function largest(most: number, holds: (quantity: number) => boolean): number {
  let low = 0;
  let high = most + 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
