import { type OrdersEvent, type StopsEvent, trailingLevel, waitOf } from '../src/index.ts';
import { must } from './failure.ts';

type Placed = Extract<OrdersEvent, { type: 'orders.placed' }>;

interface WaitingOrder {
  readonly placed: Placed;
  readonly buys: boolean;
  price: number;
  stopPrice: number;
  /** Best price since it was activated, as far as the journal has told; null while it is not. */
  mark: number | null;
}

/**
 * The orders that wait, as the journal tells them: none goes out, or begins to trail, at a price that does not reach what it
 * waits for, nor with another limit than it asked for.
 */
export class WaitingAudit {
  readonly #waiting = new Map<number, WaitingOrder>();

  take(event: OrdersEvent | StopsEvent): void {
    switch (event.type) {
      case 'orders.placed': {
        if (event.trigger === null) return;
        const buys = event.action === 'buy' || event.action === 'cover';
        const { price, stopPrice } = event;
        this.#waiting.set(event.id, { placed: event, buys, price, stopPrice, mark: null });
        return;
      }
      case 'orders.activated': {
        const waiting = this.#named(event.id, event.type);
        must(
          isReached(waiting, event.mark),
          () => `order ${event.id} began to trail at ${event.mark}, not before its price`,
        );
        waiting.mark = event.mark;
        return;
      }
      case 'orders.waitingMoved': {
        const waiting = this.#named(event.id, event.type);
        waiting.price = event.price;
        waiting.stopPrice = event.stopPrice;
        return;
      }
      case 'orders.triggered':
        return this.#triggered(event);
      case 'orders.ended':
        this.#waiting.delete(event.id);
        return;
      case 'stops.marksMoved':
        for (const waiting of this.#waiting.values()) follow(waiting, event);
        return;
    }
  }

  #triggered({ id, price, limit }: Extract<OrdersEvent, { type: 'orders.triggered' }>): void {
    const waiting = this.#named(id, 'orders.triggered');
    const trails = waitOf(waiting.placed.orderType as 'stop') === 'trailing';
    must(trails === (waiting.mark !== null), () => `order ${id} went out and was never activated`);
    must(isReached(waiting, price), () => `order ${id} went out at ${price}, which is not what it waits for`);
    const { offset } = waiting.placed.trigger ?? { offset: null };
    const worse = waiting.buys ? limit - price : price - limit;
    const expected = !trails
      ? limit === waiting.price
      : waiting.placed.orderType === 'trailing'
        ? limit === 0
        : offset === null
          ? worse === 0
          : offset.unit === 'steps'
            ? worse === offset.distance
            : Math.abs(worse - (price * offset.distance) / 1_000_000) <= 1;
    must(expected, () => `order ${id} went out with a limit of ${limit} at ${price}`);
    this.#waiting.delete(id);
  }

  #named(id: number, type: string): WaitingOrder {
    const waiting = this.#waiting.get(id);
    must(waiting !== undefined, () => `${type} of order ${id}, which does not wait`);
    return waiting;
  }
}

function follow(waiting: WaitingOrder, event: Extract<StopsEvent, { type: 'stops.marksMoved' }>): void {
  const { placed, buys, mark } = waiting;
  const own = placed.instrument === event.instrument && placed.trigger?.by === event.kind;
  if (!own || mark === null || event.side !== (buys ? 'buy' : 'sell')) return;
  waiting.mark = buys ? Math.min(mark, event.mark) : Math.max(mark, event.mark);
}

/** Whether a price is one for which the order waits. */
function isReached({ placed, buys, stopPrice, mark }: WaitingOrder, price: number): boolean {
  const trail = placed.trigger?.trail ?? null;
  if (trail !== null && mark !== null) {
    const level = trailingLevel(buys ? 'buy' : 'sell', trail.unit, trail.distance, mark);
    return buys ? price >= level : price <= level;
  }
  if (stopPrice === 0) return true;
  return placed.orderType.startsWith('stop') === buys ? price >= stopPrice : price <= stopPrice;
}
