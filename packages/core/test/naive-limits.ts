import {
  type CoreEvent,
  depth,
  equity,
  type Instrument,
  type Limits,
  limitsOf,
  NO_LIMITS,
  type OrdersEvent,
  type PlaceOrder,
  type RejectReason,
  type RiskEvent,
  type Transferred,
} from '../src/index.ts';
import type { World } from './world.ts';

interface CountedOrder {
  readonly instrument: number;
  readonly side: 0 | 1;
  left: number;
  armed: boolean;
}

/**
 * What limits say of an order, counted anew from the whole journal each time: for one account in roubles, with spot shares
 * and futures that all have a price.
 */
export class NaiveLimits {
  readonly #world: World;
  readonly #account: number;
  /** Worth of the account in the turn in which its day was opened. */
  #dayWorth = 0n;
  #dayIndex = -1;

  constructor(world: World, account: number) {
    this.#world = world;
    this.#account = account;
  }

  /** To be called after every turn: the worth at the start of a day is known at that moment alone. */
  look(): void {
    const { events } = this.#world;
    for (let i = events.length - 1; i > this.#dayIndex; i--) {
      const event = events[i] as RiskEvent;
      if (event.type !== 'risk.dayOpened' || event.account !== this.#account) continue;
      this.#dayIndex = i;
      this.#dayWorth = this.#worth();
      return;
    }
  }

  /** Why the order must be refused by the limits; null: they let it pass. */
  verdict(command: PlaceOrder): RejectReason | null {
    const events = this.#world.events.filter((event) => this.#concerns(event));
    const limits = limitsIn(events);
    const last = events.findLast(({ type }) => type === 'risk.killed' || type === 'risk.resumed');
    if (last?.type === 'risk.killed') return 'trading_stopped';
    if (limits.maxOrdersPerMinute !== null && this.#recent(events) >= limits.maxOrdersPerMinute)
      return 'order_rate_limit';
    const instrument = this.#world.core.state.instruments.instruments[command.instrument] as Instrument;
    const side = command.action === 'buy' ? 0 : 1;
    const sign = side === 0 ? 1 : -1;
    const same = this.#open(events).filter((order) => order.instrument === instrument.id && order.side === side);
    const held = this.#held(events, instrument) * sign;
    const armed = command.orderType !== 'market' && command.orderType !== 'limit';
    const sum = (orders: readonly CountedOrder[]): number => orders.reduce((total, { left }) => total + left, 0);
    if (sum(same.filter((order) => order.armed === armed)) + command.quantity <= -held) return null;
    if (limits.maxDailyLoss !== null && this.#dayWorth + this.#moved(events) - this.#worth() >= limits.maxDailyLoss)
      return 'daily_loss_limit';
    const price = command.price || command.stopPrice;
    const value =
      price === 0 ? this.#atMarket(instrument, side, command.quantity) : worth(instrument, price, command.quantity);
    if (limits.maxOrderValue !== null && value > limits.maxOrderValue) return 'order_value_limit';
    const steps = held + sum(same) + command.quantity;
    const market = this.#world.core.state.market.markets[instrument.id]?.last ?? 0;
    const position = steps <= 0 ? 0n : worth(instrument, Math.max(price, market), steps);
    return limits.maxPositionValue !== null && position > limits.maxPositionValue ? 'position_value_limit' : null;
  }

  #concerns(event: CoreEvent): boolean {
    const { account, id } = event as CoreEvent & { account?: number; id?: number };
    if (account !== undefined) return account === this.#account;
    if (!event.type.startsWith('orders.')) return false;
    const placed = this.#world.events.find((each) => each.type === 'orders.placed' && (each as OrderEvent).id === id);
    return (placed as OrderEvent | undefined)?.account === this.#account;
  }

  /** Orders placed and moved within a minute, since there is a limit of them. */
  #recent(events: readonly CoreEvent[]): number {
    let limited = false;
    let times: number[] = [];
    for (const event of events as readonly (RiskEvent | OrdersEvent)[]) {
      if (event.type === 'risk.limitsSet') {
        const now = limitsOf(event.limits).maxOrdersPerMinute !== null;
        if (now !== limited) times = [];
        limited = now;
      }
      const own = event.type === 'orders.placed' && !event.origin.startsWith('risk:');
      if (own || event.type === 'orders.moved' || event.type === 'orders.waitingMoved') times.push(event.at);
    }
    return times.filter((at) => at > this.#world.now - 60_000).length;
  }

  #open(events: readonly CoreEvent[]): CountedOrder[] {
    const orders = new Map<number, CountedOrder>();
    for (const event of events as readonly OrdersEvent[]) {
      if (event.type === 'orders.placed') {
        const armed = event.orderType !== 'market' && event.orderType !== 'limit';
        const { instrument, quantity: left } = event;
        orders.set(event.id, { instrument, side: event.action === 'buy' ? 0 : 1, armed, left });
      }
      if (event.type === 'orders.ended') orders.delete(event.id);
      const order = 'id' in event ? orders.get(event.id) : undefined;
      if (order === undefined) continue;
      if (event.type === 'orders.triggered') order.armed = false;
      if (event.type === 'orders.filled') order.left -= event.quantity;
      if (event.type === 'orders.moved' || event.type === 'orders.waitingMoved')
        order.left = event.quantity - filledOf(events, event.id, event);
      if (order.left === 0) orders.delete((event as OrderEvent).id);
    }
    return [...orders.values()];
  }

  #held(events: readonly CoreEvent[], instrument: Instrument): number {
    let steps = 0;
    for (const event of events as readonly (OrdersEvent | Transferred)[]) {
      if (event.type === 'orders.filled' && event.instrument === instrument.id)
        steps += event.side === 0 ? event.quantity : -event.quantity;
      if (event.type === 'accounts.transferred' && instrument.base !== 0 && event.asset === instrument.base)
        steps += (event.to === this.#account ? 1 : -1) * Number(event.amount);
    }
    return steps;
  }

  /** Roubles that came and went since the day was opened. */
  #moved(events: readonly CoreEvent[]): bigint {
    const from = this.#world.events[this.#dayIndex];
    let moved = 0n;
    for (const event of events.slice(from === undefined ? 0 : events.indexOf(from))) {
      if (event.type !== 'accounts.transferred') continue;
      const { to, amount } = event as Transferred;
      moved += to === this.#account ? amount : -amount;
    }
    return moved;
  }

  #worth(): bigint {
    return equity(this.#world.core.state, this.#world.account(this.#account)).value;
  }

  #atMarket(instrument: Instrument, side: 0 | 1, quantity: number): bigint {
    const market = this.#world.core.state.market.markets[instrument.id];
    let [left, value, price] = [quantity, 0n, market?.last ?? 0];
    for (const level of depth(market, side === 0 ? 'asks' : 'bids', 50)) {
      const taken = Math.min(left, level.size);
      if (taken > 0) price = level.price;
      value += worth(instrument, level.price, taken);
      left -= taken;
    }
    return value + worth(instrument, price, left);
  }
}

type OrderEvent = Extract<OrdersEvent, { type: 'orders.placed' }>;

function limitsIn(events: readonly CoreEvent[]): Limits {
  const last = events.findLast(({ type }) => type === 'risk.limitsSet');
  return last === undefined ? NO_LIMITS : limitsOf((last as Extract<RiskEvent, { type: 'risk.limitsSet' }>).limits);
}

function worth(instrument: Instrument, price: number, steps: number): bigint {
  return BigInt(price) * BigInt(steps) * instrument.stepValue;
}

function filledOf(events: readonly CoreEvent[], order: number, before: CoreEvent): number {
  let filled = 0;
  for (const event of events as readonly OrdersEvent[]) {
    if (event === before) break;
    if (event.type === 'orders.filled' && event.id === order) filled += event.quantity;
  }
  return filled;
}
