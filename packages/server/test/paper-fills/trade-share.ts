import { openOf, type PaperOrder, type Queue } from './paper-order.ts';
import { isBetter, type Side, type TapeLine } from './tape.ts';

type Trade = Extract<TapeLine, { kind: 'trade' }>;

/** What a trade of the tape owes each resting order of one side, and what it leaves before those at its price. */
export interface Share {
  readonly owed: Map<PaperOrder, { readonly quantity: number; readonly rule: 'trade through' | 'trade at the price' }>;
  readonly ahead: Map<PaperOrder, number>;
}

/**
 * In closed form. Orders at better prices than the trade share its size by price and time. An order at its price gets what
 * is left of the size after those, after the displayed size that stood before it and the paper orders before it; nothing
 * when the trade took from the other side.
 */
export function shareOf(side: Side, queue: Queue, { price, size, taker }: Trade): Share {
  const share: Share = { owed: new Map(), ahead: new Map() };
  let given = 0;
  for (const order of queue.orders) {
    if (!isBetter(side, order.price, price)) break;
    const quantity = Math.min(openOf(order), size - given);
    if (quantity > 0) share.owed.set(order, { quantity, rule: 'trade through' });
    given += quantity;
  }
  if (taker === side) return share;
  const rest = size - given;
  let before = 0;
  let outside = 0;
  for (const order of queue.at(price)) {
    outside = Math.max(outside, order.ahead);
    share.ahead.set(order, Math.max(0, order.ahead - (rest - before)));
    const quantity = Math.min(openOf(order), Math.max(0, rest - outside - before));
    if (quantity > 0) share.owed.set(order, { quantity, rule: 'trade at the price' });
    before += quantity;
  }
  return share;
}
