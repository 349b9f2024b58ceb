import { type CoreEvent, type CoreState, instrumentById, type OrderFilled, openOrders, valueAt } from '@outcry/core';
import type { DurableTurn } from '../../runtime/index.ts';
import { carryOn, type OrderPlaced, viewOfOpen, viewOfPlaced } from './order-view.ts';
import { type ChpParts, listed } from './parts.ts';
import type { ListenedPortfolio, Session } from './session.ts';
import { type Json, object } from './wire/json.ts';
import { type OrderView, orderUpdate, ownTrade } from './wire/orders.ts';

/** An account that sessions listen to, and its open orders as far as the turns told them. */
interface Watch {
  readonly account: number;
  readonly listeners: Map<Session, ListenedPortfolio>;
  /** The turn that `orders` began with; earlier ones are known. */
  readonly since: number;
  readonly orders: Map<number, OrderView>;
}

/** Tells sessions every state of the orders and every fill of the accounts they listen to: only what is on disk, in order. */
export class AccountWatches {
  readonly #parts: Pick<ChpParts, 'engine'>;
  readonly #byAccount = new Map<number, Watch>();
  /** The watched account of each open order. */
  readonly #accountOf = new Map<number, Watch>();

  constructor(parts: Pick<ChpParts, 'engine'>) {
    this.#parts = parts;
  }

  /** From now on the session's buffers fill; while `portfolio.waiting` is not null what comes stands there. */
  listen(session: Session, portfolio: ListenedPortfolio): void {
    const watch = this.#byAccount.get(portfolio.account) ?? this.#begin(portfolio.account);
    watch.listeners.set(session, portfolio);
  }

  /** True: nobody listens to the account any more. */
  cancel(session: Session, account: number): boolean {
    const watch = this.#byAccount.get(account);
    watch?.listeners.delete(session);
    if (watch === undefined || watch.listeners.size > 0) return false;
    this.#byAccount.delete(account);
    for (const id of watch.orders.keys()) this.#accountOf.delete(id);
    return true;
  }

  takeTurn({ seq, events }: DurableTurn): void {
    if (this.#byAccount.size === 0) return;
    for (const event of events) {
      if (event.type === 'orders.placed') this.#placed(seq, event as OrderPlaced);
      else if (event.type.startsWith('orders.')) this.#goOn(seq, event);
    }
  }

  /** The turns that follow tell what changes from here on. Nothing of it is shown before its turn is on disk. */
  #begin(account: number): Watch {
    let orders = new Map<number, OrderView>();
    let since = 0;
    // reads at once; what it answers comes out with the turns alone
    void this.#parts.engine
      .read((state: CoreState) => {
        since = this.#parts.engine.seq;
        orders = new Map(openOrders(state.orders, account).map((order) => [order.id, viewOfOpen(order)]));
      })
      .catch(() => undefined);
    const watch: Watch = { account, listeners: new Map(), since, orders };
    this.#byAccount.set(account, watch);
    for (const id of orders.keys()) this.#accountOf.set(id, watch);
    return watch;
  }

  #placed(seq: number, event: OrderPlaced): void {
    const watch = this.#byAccount.get(event.account);
    if (watch === undefined || seq <= watch.since) return;
    const view = viewOfPlaced(event);
    watch.orders.set(view.id, view);
    this.#accountOf.set(view.id, watch);
    carryOn(view, event, () => this.#tellOrder(seq, watch, view));
  }

  #goOn(seq: number, event: CoreEvent): void {
    const { id } = event as CoreEvent & { id?: unknown };
    const watch = typeof id === 'number' ? this.#accountOf.get(id) : undefined;
    const view = watch?.orders.get(id as number);
    if (watch === undefined || view === undefined || seq <= watch.since) return;
    const ended = carryOn(view, event, () => this.#tellOrder(seq, watch, view));
    if (event.type === 'orders.filled') this.#tellFill(seq, watch, event as OrderFilled);
    if (!ended) return;
    watch.orders.delete(view.id);
    this.#accountOf.delete(view.id);
  }

  #tellOrder(seq: number, watch: Watch, view: OrderView): void {
    const instrument = instrumentById(listed(this.#parts), view.instrument);
    if (instrument === undefined) return;
    const write = (portfolio: string): Json => object(orderUpdate({ portfolio, instrument }, view));
    tellAll(watch, seq, write, (session, row) => session.unreadOrders.push(watch.account, row));
  }

  #tellFill(seq: number, watch: Watch, event: OrderFilled): void {
    const state = listed(this.#parts);
    const instrument = instrumentById(state, event.instrument);
    if (instrument === undefined) return;
    const { fill: id, id: order, side, price, quantity, at } = event;
    const value = valueAt(instrument, price, quantity);
    const scale = state.assets[instrument.quote]?.scale ?? 0;
    const write = (portfolio: string): Json =>
      object(ownTrade({ portfolio, instrument }, { id, order, side, price, quantity, value, scale, at }));
    tellAll(watch, seq, write, (session, row) => session.unreadTrades.push(watch.account, row));
    if (event.positionQuantity !== 0) return;
    for (const portfolio of watch.listeners.values()) portfolio.closed.add(instrument.id);
  }
}

/** Writes the row once and gives it to each listener, or lets it wait behind the present state that is being read. */
function tellAll(
  { listeners }: Watch,
  seq: number,
  write: (portfolio: string) => Json,
  give: (session: Session, row: Json) => void,
): void {
  const rows = new Map<string, Json>();
  for (const [session, portfolio] of listeners) {
    const row = rows.get(portfolio.name) ?? write(portfolio.name);
    rows.set(portfolio.name, row);
    if (portfolio.waiting === null) give(session, row);
    else portfolio.waiting.push({ seq, give: () => give(session, row) });
  }
}
