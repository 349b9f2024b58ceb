import { type Distance, isLimited, type PriceKind, waitOf } from '../../src/index.ts';
import type { Input, Step } from './flow.ts';

type Place = Extract<Step, { kind: 'place' }>;

interface Waiting {
  readonly order: Place;
  stopPrice: number;
  readonly limit: number;
  /** Best price since it was activated; null while it is not. */
  mark: number | null;
}

/**
 * What waiting orders do, by looking at every one of them at every price: the slow twin of the core with its index, its
 * marks and its events. Orders are named by the number of the input that placed them.
 */
export class NaiveDesk {
  readonly log: string[] = [];
  readonly #waiting = new Map<number, Waiting>();
  readonly #prices: Partial<Record<PriceKind, number>> = {};
  #open = true;

  take({ step, middle }: Input, number: number): void {
    switch (step.kind) {
      case 'trade':
        return this.#see({ last: middle }, number);
      case 'quote':
        return this.#see(
          {
            bid: step.empty === 'bid' ? undefined : middle - step.spread,
            ask: step.empty === 'ask' ? undefined : middle + step.spread,
          },
          number,
        );
      case 'status':
        this.#open = step.status === 'normal';
        return;
      case 'cancel':
        this.#waiting.delete(named(this.#waiting, step.pick));
        return;
      case 'move':
        return this.#move(named(this.#waiting, step.pick), middle + step.level, number);
      default:
        return this.#place(step, middle, number);
    }
  }

  #see(prices: Partial<Record<PriceKind, number | undefined>>, number: number): void {
    for (const [kind, price] of Object.entries(prices) as [PriceKind, number | undefined][]) {
      if (price === undefined) {
        delete this.#prices[kind];
        continue;
      }
      this.#prices[kind] = price;
      if (!this.#open) continue;
      for (const [id, waiting] of this.#waiting) {
        if (waiting.order.by === kind) this.#look(id, waiting, price, number);
      }
    }
  }

  #look(id: number, waiting: Waiting, price: number, number: number): void {
    const { order, mark } = waiting;
    const sells = order.action === 'sell';
    if (mark === null) {
      if (isReached(order, waiting.stopPrice, price)) this.#reached(id, waiting, price, number);
      return;
    }
    const best = sells ? Math.max(mark, price) : Math.min(mark, price);
    waiting.mark = best;
    const away = steps(best, order.trail);
    if (sells ? price <= best - away : price >= best + away) this.#fire(id, waiting, price, number);
  }

  #reached(id: number, waiting: Waiting, price: number, number: number): void {
    if (waitOf(waiting.order.orderType) !== 'trailing') return this.#fire(id, waiting, price, number);
    waiting.mark = price;
    this.log.push(`${number}: ${id} activated ${price}`);
  }

  #fire(id: number, { order, limit }: Waiting, price: number, number: number): void {
    this.#waiting.delete(id);
    const away = order.offset === null ? 0 : steps(price, order.offset);
    const trailed = order.action === 'sell' ? price - away : price + away;
    const out = order.orderType === 'trailingLimit' ? trailed : limit;
    this.log.push(`${number}: ${id} fired ${price} ${out}`);
  }

  #place(order: Place, middle: number, number: number): void {
    if (!this.#open) return;
    const trails = waitOf(order.orderType) === 'trailing';
    const stopPrice = order.level === 0 && trails ? 0 : middle + order.level;
    const limit = isLimited(order.orderType) && !trails ? middle + order.limit : 0;
    const price = this.#prices[order.by];
    if (stopPrice === 0 && price === undefined) return;
    const waiting: Waiting = { order, stopPrice, limit, mark: null };
    this.#waiting.set(number, waiting);
    if (price !== undefined && isReached(order, stopPrice, price)) this.#reached(number, waiting, price, number);
  }

  #move(id: number, stopPrice: number, number: number): void {
    const waiting = this.#waiting.get(id);
    if (!this.#open || waiting === undefined || waiting.mark !== null || waiting.stopPrice === stopPrice) return;
    waiting.stopPrice = stopPrice;
    const price = this.#prices[waiting.order.by];
    if (price !== undefined && isReached(waiting.order, stopPrice, price)) this.#reached(id, waiting, price, number);
  }
}

/** One of the orders that wait, by a number that may be any. */
export function named(orders: ReadonlyMap<number, unknown>, pick: number): number {
  return [...orders.keys()].sort((a, b) => a - b)[pick % Math.max(1, orders.size)] ?? -1;
}

function isReached(order: Place, stopPrice: number, price: number): boolean {
  if (stopPrice === 0) return true;
  const wants = order.orderType.startsWith('stop') ? order.action === 'buy' : order.action === 'sell';
  return wants ? price >= stopPrice : price <= stopPrice;
}

function steps(price: number, { unit, distance }: Distance): number {
  if (unit === 'steps') return distance;
  return Math.max(1, Number((BigInt(price) * BigInt(distance) + 999_999n) / 1_000_000n));
}
