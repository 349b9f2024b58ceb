import {
  type CoreEvent,
  type CoreState,
  type Money,
  type Order,
  type OrderFilled,
  type OrdersEvent,
  openOrders,
  valueAt,
} from '@outcry/core';
import { OrderStateStreamResponse, TradesStreamResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import type { DurableTurn } from '../../../runtime/index.ts';
import { accountIdOf } from '../accounts.ts';
import type { ServiceDesk } from '../desk.ts';
import { type StreamedAbout, type StreamedOrder, streamedState, streamedTrade } from '../wire/order-stream.ts';
import { type Written, write } from './written.ts';

/** Which messages a reader gets: states of orders, or fills alone. */
export type OrderNews = 'states' | 'trades';

/** Gets messages that are written once for all readers. */
export type OrderListener = (message: Written) => void;

/** An account that somebody listens to, and its open orders as far as the turns told them. */
interface Watch {
  readonly account: number;
  readonly accountId: string;
  readonly listeners: Readonly<Record<OrderNews, Set<OrderListener>>>;
  /** The turn that `orders` began with; earlier ones are known. */
  readonly since: number;
  readonly orders: Map<number, StreamedOrder>;
}

type Placed = Extract<OrdersEvent, { type: 'orders.placed' }>;

/** Tells every state that orders of accounts pass through, and every fill, whoever placed them: what is on disk, in order. */
export class OrderFeed {
  readonly #desk: ServiceDesk;
  readonly #byAccount = new Map<number, Watch>();
  /** The watched account of each open order. */
  readonly #byOrder = new Map<number, Watch>();
  #stop: (() => void) | null = null;

  constructor(desk: ServiceDesk) {
    this.#desk = desk;
  }

  /** From the turn after the newest one on. Returns how to stop it. */
  listen(account: number, news: OrderNews, listener: OrderListener): () => void {
    this.#stop ??= this.#desk.parts.engine.onTurn((turn) => this.#takeTurn(turn));
    const watch = this.#byAccount.get(account) ?? this.#begin(account);
    watch.listeners[news].add(listener);
    return () => {
      watch.listeners[news].delete(listener);
      if (watch.listeners.states.size + watch.listeners.trades.size === 0) this.#end(watch);
    };
  }

  /** Nothing of what is read here is told before its turn is on disk: turns alone tell. */
  #begin(account: number): Watch {
    const { engine } = this.#desk.parts;
    let watch: Watch | undefined;
    // reads at once
    void engine
      .read((state) => {
        watch = watchOf(state, account, engine.seq);
      })
      .catch(() => undefined);
    if (watch === undefined) throw new Error('the engine has failed');
    this.#byAccount.set(account, watch);
    for (const id of watch.orders.keys()) this.#byOrder.set(id, watch);
    return watch;
  }

  #end(watch: Watch): void {
    if (this.#byAccount.get(watch.account) !== watch) return;
    this.#byAccount.delete(watch.account);
    for (const id of watch.orders.keys()) this.#byOrder.delete(id);
    if (this.#byAccount.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #takeTurn({ seq, events }: DurableTurn): void {
    for (const event of events as readonly OrdersEvent[]) {
      if (!event.type.startsWith('orders.') || !('id' in event)) continue;
      const watch = event.type === 'orders.placed' ? this.#byAccount.get(event.account) : this.#byOrder.get(event.id);
      if (watch !== undefined && seq > watch.since) this.#carryOn(watch, event);
    }
  }

  #carryOn(watch: Watch, event: Extract<OrdersEvent, { id: number }>): void {
    if (event.type === 'orders.placed') {
      watch.orders.set(event.id, placed(event));
      this.#byOrder.set(event.id, watch);
    }
    const order = watch.orders.get(event.id);
    if (order === undefined) return;
    const listed = this.#desk.listing.byId(order.instrument);
    const fill = event.type === 'orders.filled' ? event : null;
    if (listed !== undefined && fill !== null) {
      order.value = (order.value + valueAt(listed.instrument, fill.price, fill.quantity)) as Money;
    }
    const isNews = carryOn(order, event);
    if (listed !== undefined && isNews) {
      const { accountId } = watch;
      const { quote } = listed.instrument;
      const scale = this.#desk.parts.engine.market(({ instruments }) => instruments.assets[quote]?.scale ?? 0);
      tell(watch, { accountId, listed, scale }, order, event, fill);
    }
    if (order.ended === null) return;
    watch.orders.delete(order.id);
    this.#byOrder.delete(order.id);
  }
}

function tell(
  { listeners }: Watch,
  about: StreamedAbout,
  order: StreamedOrder,
  { at }: CoreEvent,
  fill: OrderFilled | null,
): void {
  if (listeners.states.size > 0) {
    const message = write(OrderStateStreamResponse, { orderState: streamedState(about, order, at, fill) });
    for (const listener of [...listeners.states]) listener(message);
  }
  if (fill !== null && listeners.trades.size > 0) {
    const message = write(TradesStreamResponse, { orderTrades: streamedTrade(about, order, fill) });
    for (const listener of [...listeners.trades]) listener(message);
  }
}

function watchOf(state: CoreState, account: number, since: number): Watch {
  const owned = state.accounts.accounts.get(account);
  if (owned === undefined) throw new Error(`no account ${account}`);
  return {
    account,
    accountId: accountIdOf(owned),
    listeners: { states: new Set(), trades: new Set() },
    since,
    orders: new Map(openOrders(state.orders, account).map((order) => [order.id, known(order)])),
  };
}

/** An order that is open when somebody begins to listen. */
function known(order: Order): StreamedOrder {
  const { id, instrument, side, validity, key, origin, comment, createdAt, orderType } = order;
  const { price, quantity, filled, value, status } = order;
  return {
    ...{ id, instrument, side, validity, key, origin, comment, createdAt, orderType },
    ...{ price, firstPrice: price, quantity, filled, value },
    armed: status === 'armed',
    accepted: filled > 0 || status === 'working' || status === 'closing',
    ended: null,
  };
}

function placed(event: Placed): StreamedOrder {
  const { id, instrument, action, validity, key, origin, comment, at, orderType, price, quantity } = event;
  return {
    id,
    instrument,
    side: action === 'buy' || action === 'cover' ? 0 : 1,
    validity: validity as Order['validity'],
    key,
    origin,
    comment,
    createdAt: at,
    orderType: orderType as Order['orderType'],
    price,
    firstPrice: price,
    quantity,
    filled: 0,
    value: 0n as Money,
    armed: event.trigger !== null,
    accepted: false,
    ended: null,
  };
}

/** Carries an order on with one of its events; true when clients are told. Of a stop order they hear once it has fired. */
function carryOn(order: StreamedOrder, event: Extract<OrdersEvent, { id: number }>): boolean {
  switch (event.type) {
    case 'orders.placed':
      return !order.armed;
    case 'orders.triggered':
      order.armed = false;
      if (event.limit !== 0) order.price = event.limit;
      order.firstPrice = order.price;
      return true;
    case 'orders.accepted':
      order.accepted = true;
      return true;
    case 'orders.moved':
    case 'orders.waitingMoved':
      order.price = event.price;
      order.quantity = event.quantity;
      return !order.armed;
    case 'orders.filled':
      order.accepted = true;
      order.filled += event.quantity;
      if (order.filled === order.quantity) order.ended = { status: 'filled', reason: null };
      return true;
    case 'orders.ended': {
      order.accepted = true;
      const { status, reason } = event;
      order.ended = { status: status as NonNullable<StreamedOrder['ended']>['status'], reason };
      return !order.armed;
    }
    default:
      return false;
  }
}
