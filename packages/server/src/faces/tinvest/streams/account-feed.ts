import type { CoreEvent } from '@outcry/core';
import type { DurableTurn } from '../../../runtime/index.ts';
import type { TInvestParts } from '../parts.ts';

/** What a turn has done to an account: `holdings` when it moved money or units, not orders alone. */
export interface AccountChange {
  readonly account: number;
  readonly at: number;
  readonly holdings: boolean;
}

export type AccountListener = (change: AccountChange) => void;

/** Events that move what accounts hold. */
const MOVES: ReadonlySet<string> = new Set([
  'orders.filled',
  'accounts.transferred',
  'accounts.positionSettled',
  'accounts.closed',
]);

/** Tells who listens to an account of every turn that changed it, once the turn is on disk. */
export class AccountFeed {
  readonly #engine: TInvestParts['engine'];
  readonly #listeners = new Map<number, Set<AccountListener>>();
  #stop: (() => void) | null = null;

  constructor(engine: TInvestParts['engine']) {
    this.#engine = engine;
  }

  /** Returns how to stop it. */
  listen(account: number, listener: AccountListener): () => void {
    this.#stop ??= this.#engine.onTurn((turn) => this.#takeTurn(turn));
    const listeners = this.#listeners.get(account) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(account, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(account) === listeners) this.#listeners.delete(account);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  #takeTurn({ at, events, finished }: DurableTurn): void {
    const changed = new Map<number, boolean>();
    const note = (account: number | undefined, holdings: boolean): void => {
      if (account === undefined || !this.#listeners.has(account)) return;
      changed.set(account, holdings || changed.get(account) === true);
    };
    const orders: number[] = [];
    for (const event of events as readonly Named[]) {
      const { type, account, from, to, id } = event;
      if (type === 'accounts.closed') note(id, true);
      else if (account === undefined && type.startsWith('orders.') && id !== undefined) orders.push(id);
      for (const each of [account, from, to]) note(each, MOVES.has(type));
    }
    for (const { order } of finished) note(order.account, false);
    if (orders.length === 0) return this.#tell(at, changed);
    // many events name the order alone; whose it is never changes. The engine ends the platform when it fails
    this.#engine
      .read(({ orders: { open } }) => orders.map((id) => open.get(id)?.account))
      .then((accounts) => {
        for (const account of accounts) note(account, false);
        this.#tell(at, changed);
      })
      .catch(() => undefined);
  }

  #tell(at: number, changed: ReadonlyMap<number, boolean>): void {
    for (const [account, holdings] of changed) {
      for (const listener of [...(this.#listeners.get(account) ?? [])]) listener({ account, at, holdings });
    }
  }
}

/** What events name. */
type Named = CoreEvent & Readonly<Partial<Record<'account' | 'from' | 'to' | 'id', number>>>;
