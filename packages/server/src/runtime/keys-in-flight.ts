import type { AccountsEvent, CoreEvent, KnownWork, OrdersEvent } from '@outcry/core';
import type { KeySieve } from './key-sieve.ts';

/**
 * Idempotency keys that were used in turns not yet on disk. A tape at full speed can outrun the core's ten minutes of
 * market time before SQL can be asked; no key is unknown in between.
 */
export class KeysInFlight {
  readonly #works = new Map<string, KnownWork>();
  readonly #used: KeySieve;

  /** Keys are added to `used` as they are held. */
  constructor(used: KeySieve) {
    this.#used = used;
  }

  find(account: number, key: string): KnownWork | undefined {
    return this.#works.get(`${account}:${key}`);
  }

  /** Notes the keys that a turn uses for the first time. */
  hold(events: readonly CoreEvent[]): void {
    for (const event of events) {
      if (!isKeyed(event) || event.key === null) continue;
      this.#works.set(`${event.account}:${event.key}`, workOf(event));
      this.#used.add(event.account, event.key);
    }
  }

  /** The turn is on disk: SQL knows its keys from now on. */
  release(events: readonly CoreEvent[]): void {
    for (const event of events) {
      if (isKeyed(event)) this.#works.delete(`${event.account}:${event.key}`);
    }
  }

  get size(): number {
    return this.#works.size;
  }
}

type Keyed = Extract<OrdersEvent | AccountsEvent, { readonly key: string | null }>;

function isKeyed(event: CoreEvent): event is Keyed {
  const known = event as OrdersEvent | AccountsEvent;
  return (known.type === 'orders.placed' || known.type === 'accounts.transferred') && known.key !== null;
}

function workOf({ type, id }: Keyed): KnownWork {
  return { kind: type === 'orders.placed' ? 'order' : 'transfer', id };
}
