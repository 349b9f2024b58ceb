import type { Command, Core, Instrument, Order, OrderType, PlaceOrder, Price, Quantity, Validity } from '@outcry/core';
import { marketOf } from '@outcry/core';

/** A seeded stream of whole numbers (xorshift32). */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  }

  /** From 0 to below `count`. */
  below(count: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % count;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

const KINDS = [
  ...Array<'market'>(2).fill('market'),
  ...Array<'limit'>(9).fill('limit'),
  ...Array<'now'>(2).fill('now'),
  ...Array<'waiting'>(3).fill('waiting'),
  ...Array<'move'>(3).fill('move'),
  'cancel',
] as const;

const WAITING = ['stop', 'stopLimit', 'takeProfit', 'takeProfitLimit', 'trailing'] as const;

/** What traders send, by the seed alone and what they see of the market. */
export class Schedule {
  private readonly chance: Chance;
  private readonly core: Core;
  private readonly instrument: Instrument;
  private readonly accounts: readonly number[];
  private readonly pace: number;
  private pause = 0;

  constructor(seed: number, core: Core, instrument: Instrument, accounts: readonly number[]) {
    this.chance = new Chance(seed);
    this.core = core;
    this.instrument = instrument;
    this.accounts = accounts;
    this.pause = 20 + this.chance.below(200);
    this.pace = this.chance.pick([10, 25, 60]);
  }

  /** Lines for which trading breaks from here on; 0: it does not. */
  breakOf(): number {
    return this.chance.below(6_000) === 0 ? 1 + this.chance.below(400) : 0;
  }

  /** The commands that come after a line of the tape. */
  afterLine(): Command[] {
    if (this.pause > 0) {
      this.pause -= 1;
      return [];
    }
    this.pause = this.chance.below(2 * this.pace);
    // now and then everybody acts at once
    const count = this.chance.below(12) === 0 ? 2 + this.chance.below(8) : 1;
    return Array.from({ length: count }, () => this.command());
  }

  command(): Command {
    const kind = this.chance.pick(KINDS);
    const open = [...this.core.state.orders.open.values()];
    if (open.length === 0 || (kind !== 'move' && kind !== 'cancel')) return this.place(kind);
    const order = this.chance.pick(open);
    if (kind === 'cancel' || open.length > 150) return { type: 'orders.cancel', order: order.id };
    return this.move(order);
  }

  private move(order: Order): Command {
    const quantity = this.quantity(order.side);
    const rest = order.quantity - order.filled;
    switch (order.status === 'armed' ? 0 : this.chance.below(4)) {
      case 0:
        return { type: 'orders.move', order: order.id, quantity: (order.filled + quantity) as Quantity };
      case 1:
        return {
          type: 'orders.move',
          order: order.id,
          quantity: (order.quantity - this.chance.below(Math.max(1, rest))) as Quantity,
        };
      case 2:
        return { type: 'orders.move', order: order.id, price: this.limit(order.side) };
      default:
        return {
          type: 'orders.move',
          order: order.id,
          price: this.limit(order.side),
          quantity: (order.filled + quantity) as Quantity,
        };
    }
  }

  private place(kind: (typeof KINDS)[number]): PlaceOrder {
    const side = this.chance.below(2) as 0 | 1;
    const orderType: OrderType =
      kind === 'waiting' ? this.chance.pick(WAITING) : kind === 'market' ? 'market' : 'limit';
    const validity: Validity = kind === 'now' ? this.chance.pick(['fok', 'fak']) : this.chance.pick(['day', 'gtc']);
    const trailing = orderType === 'trailing';
    const limited = /limit$/i.test(orderType);
    return {
      type: 'orders.place',
      account: this.chance.pick(this.accounts),
      instrument: this.instrument.id,
      action: side === 0 ? 'buy' : 'sell',
      orderType,
      validity,
      quantity: this.quantity(side),
      price: (limited ? this.limit(side) : 0) as Price,
      stopPrice: (kind === 'waiting' && !trailing ? this.market.last + this.chance.below(801) - 400 : 0) as Price,
      ...(trailing ? { trigger: { trail: { unit: 'steps', distance: 1 + this.chance.below(400) } } } : {}),
      leg: 'net',
      key: null,
      origin: 'schedule',
      comment: null,
    };
  }

  private get market() {
    return marketOf(this.core.state.market, this.instrument.id);
  }

  /** From one step to some levels' worth, small ones more often. */
  private quantity(side: 0 | 1): Quantity {
    const { sizes } = side === 0 ? this.market.asks : this.market.bids;
    const best = sizes[this.chance.below(3)] ?? 1_000;
    const most = this.chance.pick([20, 2_000, best, best, 3 * best]);
    return (1 + this.chance.below(Math.max(1, most))) as Quantity;
  }

  /** At, inside, behind or through the touch; also at displayed levels far behind, and beyond what is displayed. */
  private limit(side: 0 | 1): Price {
    const { bids, asks } = this.market;
    const [own, other] = side === 0 ? [bids, asks] : [asks, bids];
    const touch = own.prices[0] ?? this.market.last;
    const better = side === 0 ? 1 : -1;
    switch (this.chance.below(8)) {
      case 0:
      case 1:
      case 2:
        return touch as Price;
      case 3:
        return (touch +
          better * this.chance.below(Math.max(1, ((other.prices[0] ?? touch) - touch) * better))) as Price;
      case 4:
        return this.chance.pick(own.prices.length > 0 ? own.prices : [touch]) as Price;
      case 5:
        return (touch - better * this.chance.below(3_000)) as Price;
      case 6:
        return ((other.prices[this.chance.below(8)] ?? touch) + 0) as Price;
      default:
        return (touch - better * this.chance.below(60)) as Price;
    }
  }
}
