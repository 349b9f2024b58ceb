/** How long the key of finished work is remembered in memory (ms). Older keys are looked up in the read model. */
export const KEY_MEMORY = 600_000;

/** What a key belongs to: a key of one is refused for the other. */
export type KeyKind = 'order' | 'transfer';

/** The work behind a key. */
export interface KnownWork {
  readonly kind: KeyKind;
  readonly id: number;
}

/**
 * Idempotency keys: a command that carries a key known for its account is not carried out again. Keys of open work stay;
 * keys of finished work are forgotten after ten minutes, at the next event after that.
 */
export class IdempotencyKeys {
  readonly #works = new Map<string, KnownWork>();
  /** Finished keys in the order of finishing, from #head on. */
  #finished: { name: string; at: number }[] = [];
  #head = 0;

  find(account: number, key: string): KnownWork | undefined {
    return this.#works.get(`${account}:${key}`);
  }

  remember(account: number, key: string, kind: KeyKind, id: number): void {
    this.#works.set(`${account}:${key}`, { kind, id });
  }

  /** The work behind the key has ended at `at`: the ten minutes begin. */
  finish(account: number, key: string, at: number): void {
    this.#finished.push({ name: `${account}:${key}`, at });
  }

  /** Forgets what has been finished for longer than ten minutes. */
  expire(at: number): void {
    while (this.#head < this.#finished.length) {
      const oldest = this.#finished[this.#head] as { name: string; at: number };
      if (oldest.at + KEY_MEMORY > at) break;
      this.#works.delete(oldest.name);
      this.#head++;
    }
    if (this.#head > 1024 && this.#head * 2 > this.#finished.length) {
      this.#finished = this.#finished.slice(this.#head);
      this.#head = 0;
    }
  }

  get size(): number {
    return this.#works.size;
  }

  snapshot(): KeysSnapshot {
    const works = [...this.#works].map(([name, { kind, id }]) => [name, kind, id] as const);
    return { works, finished: this.#finished.slice(this.#head).map(({ name, at }) => [name, at]) };
  }

  static restore(snapshot: KeysSnapshot): IdempotencyKeys {
    const keys = new IdempotencyKeys();
    for (const [name, kind, id] of snapshot.works) keys.#works.set(name, { kind, id });
    keys.#finished = snapshot.finished.map(([name, at]) => ({ name, at }));
    return keys;
  }
}

export interface KeysSnapshot {
  readonly works: readonly (readonly [string, KeyKind, number])[];
  readonly finished: readonly (readonly [string, number])[];
}
