import type { Limits, OrdersEvent, RiskEvent } from '../src/index.ts';
import { limitsOf } from '../src/index.ts';
import { must } from './failure.ts';
import type { Issued } from './issued.ts';

const MINUTE = 60_000;

interface WatchedAccount {
  limits: Limits | null;
  /** Times of orders placed and moved since there is a limit of them. */
  placed: number[];
  killed: boolean;
  closing: string | null;
}

/**
 * Reads the journal for what owners have forbidden: no order is placed or made larger while an account is stopped, none
 * beyond the orders a minute, closing orders only where closing was asked for.
 */
export class RiskAudit {
  readonly #issued: Issued;
  readonly #accounts = new Map<number, WatchedAccount>();
  readonly #orders = new Map<number, { readonly account: number; price: number; quantity: number }>();

  constructor(issued: Issued) {
    this.#issued = issued;
  }

  take(event: OrdersEvent | RiskEvent): void {
    switch (event.type) {
      case 'risk.limitsSet': {
        const watched = this.#of(event.account);
        const limits = limitsOf(event.limits);
        if (watched.limits?.maxOrdersPerMinute == null || limits.maxOrdersPerMinute === null) watched.placed = [];
        watched.limits = limits;
        return;
      }
      case 'risk.killed':
        must(this.#issued.killed.has(event.account), () => `account ${event.account} was stopped, nobody asked for it`);
        this.#of(event.account).killed = true;
        if (event.flatten) this.#begin(event.account, 'flatten');
        return;
      case 'risk.resumed':
        this.#of(event.account).killed = false;
        return;
      case 'risk.closingBegun':
        return this.#begin(event.account, event.kind);
      case 'risk.closingDone': {
        const { closing } = this.#of(event.account);
        must(closing === event.kind, () => `closing ${event.kind} of account ${event.account} ends, it was ${closing}`);
        this.#of(event.account).closing = null;
        return;
      }
      case 'orders.placed':
        return this.#placed(event);
      case 'orders.moved':
      case 'orders.waitingMoved': {
        const order = this.#orders.get(event.id);
        if (order === undefined) return;
        const larger = event.quantity > order.quantity;
        must(
          !(larger && this.#of(order.account).killed),
          () => `order ${event.id} was made larger while account ${order.account} is stopped`,
        );
        order.quantity = event.quantity;
        return this.#count(order.account, event.at);
      }
    }
  }

  #placed(event: Extract<OrdersEvent, { type: 'orders.placed' }>): void {
    const { id, account, price, quantity, origin } = event;
    const watched = this.#of(account);
    this.#orders.set(id, { account, price, quantity });
    if (origin.startsWith('risk:')) {
      const kind = origin === 'risk:flatten' ? 'flatten' : 'closeOut';
      must(watched.closing === kind, () => `order ${id} closes a position of account ${account}, nobody asked for it`);
      return;
    }
    must(!watched.killed, () => `order ${id} was placed while account ${account} is stopped`);
    must(watched.closing === null, () => `order ${id} was placed while account ${account} is closed out`);
    this.#count(account, event.at);
  }

  #count(account: number, at: number): void {
    const watched = this.#of(account);
    const limit = watched.limits?.maxOrdersPerMinute ?? null;
    if (limit === null) return;
    watched.placed.push(at);
    const recent = watched.placed.filter((time) => time > at - MINUTE);
    must(recent.length <= limit, () => `account ${account} placed ${recent.length} orders in a minute of ${limit}`);
  }

  #begin(account: number, kind: string): void {
    const asked = kind !== 'flatten' || this.#issued.flattened.has(account);
    must(asked, () => `account ${account} is flattened and nobody asked for it`);
    this.#of(account).closing = kind;
  }

  #of(account: number): WatchedAccount {
    let watched = this.#accounts.get(account);
    if (watched === undefined) {
      watched = { limits: null, placed: [], killed: false, closing: null };
      this.#accounts.set(account, watched);
    }
    return watched;
  }
}
