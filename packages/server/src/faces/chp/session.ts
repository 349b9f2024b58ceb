import type { BridgeAccess } from '../../identity/index.ts';
import { EventBuffer, type UnreadCount } from './event-buffer.ts';

/** What a portfolio subscription holds back for a session. */
export interface ListenedPortfolio {
  readonly account: number;
  /** As it was asked for: `ST2000000000-MO-01`. */
  readonly name: string;
  /** Instruments whose position was closed since the last look, shown once more with amount 0. */
  readonly closed: Set<number>;
  /** What came while the present state was being read, with its turn; null once that has been told. */
  waiting: { readonly seq: number; give(): void }[] | null;
}

/**
 * One caller's state at the bridge. It lives in memory only: a restart ends it. Subscriptions by instrument id keep the
 * name that they were asked for by, in order.
 */
export class Session {
  readonly access: BridgeAccess;
  readonly quotes = new Map<number, string>();
  readonly ticks = new Map<number, string>();
  readonly books = new Map<number, string>();
  readonly portfolios = new Map<number, ListenedPortfolio>();
  readonly unreadTicks: EventBuffer;
  readonly unreadOrders: EventBuffer;
  readonly unreadTrades: EventBuffer;

  /** `unread` counts what all sessions leave unread. */
  constructor(access: BridgeAccess, unread: UnreadCount) {
    this.access = access;
    this.unreadTicks = new EventBuffer(unread);
    this.unreadOrders = new EventBuffer(unread);
    this.unreadTrades = new EventBuffer(unread);
  }

  /** Forgets what is unread. */
  clear(): void {
    this.unreadTicks.drain();
    this.unreadOrders.drain();
    this.unreadTrades.drain();
  }
}
