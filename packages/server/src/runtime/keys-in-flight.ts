import type { FinishedOrder } from '@outcry/core';

/**
 * Idempotency keys of orders that have ended in turns not yet on disk. A tape at full speed can outrun the core's ten
 * minutes of market time before SQL can be asked; no key is unknown in between.
 */
export class KeysInFlight {
  readonly #ids = new Map<string, number>();

  find(account: number, key: string): number | undefined {
    return this.#ids.get(`${account}:${key}`);
  }

  hold(finished: readonly FinishedOrder[]): void {
    for (const { order } of finished) if (order.key !== null) this.#ids.set(`${order.account}:${order.key}`, order.id);
  }

  release(finished: readonly FinishedOrder[]): void {
    for (const { order } of finished) if (order.key !== null) this.#ids.delete(`${order.account}:${order.key}`);
  }
}
