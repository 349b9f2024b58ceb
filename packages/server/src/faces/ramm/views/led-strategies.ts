import type { Strategy } from '@outcry/core';

/** Strategies by the wallet of their owner; they are never taken away, so only new ones are looked at. */
class LedStrategies {
  readonly #byWallet = new Map<number, Strategy[]>();
  #seen = 0;

  of(strategies: ReadonlyMap<number, Strategy>, wallet: number): readonly Strategy[] {
    if (strategies.size > this.#seen) this.#readOn(strategies);
    return this.#byWallet.get(wallet) ?? [];
  }

  #readOn(strategies: ReadonlyMap<number, Strategy>): void {
    let place = 0;
    for (const strategy of strategies.values()) {
      if (place++ < this.#seen) continue;
      const known = this.#byWallet.get(strategy.wallet);
      if (known === undefined) this.#byWallet.set(strategy.wallet, [strategy]);
      else known.push(strategy);
    }
    this.#seen = strategies.size;
  }
}

const LED = new WeakMap<ReadonlyMap<number, Strategy>, LedStrategies>();

/** Strategies that a wallet's owner leads, oldest first. */
export function strategiesLed(strategies: ReadonlyMap<number, Strategy>, wallet: number): readonly Strategy[] {
  const known = LED.get(strategies) ?? new LedStrategies();
  LED.set(strategies, known);
  return known.of(strategies, wallet);
}
