import { setImmediate as nextRound } from 'node:timers/promises';

/** A key with its account. */
export type UsedKey = readonly [account: number, key: string];

/** Keys in their order after a given one, from the first without one; at most a page, none: that was all. */
export type KeyPages = (after: UsedKey | null) => readonly UsedKey[];

const BITS = 2 ** 24;
const PROBES = 4;

/** With more keys than this too many bits are set: asking SQL is as quick. */
const MOST_KEYS = 4_000_000;

/**
 * Tells keys that have surely never been used from those that perhaps have: a Bloom filter of 2 MiB, never wrong about the
 * first. A new key, the ordinary case, then needs no look into SQL. Until all older keys are in it, every key perhaps has.
 */
export class KeySieve {
  readonly #bits = new Uint32Array(BITS / 32);
  #keys = 0;
  #complete = false;

  /** Takes in the keys of earlier runs, a page in each round of the event loop. Keys used meanwhile are added as ever. */
  async load(pages: KeyPages): Promise<void> {
    let page = pages(null);
    while (page.length > 0) {
      for (const [account, key] of page) this.add(account, key);
      if (this.#keys > MOST_KEYS) return;
      await nextRound(undefined, { ref: false });
      page = pages(page.at(-1) ?? null);
    }
    this.#complete = true;
  }

  add(account: number, key: string): void {
    this.#keys++;
    const [first, step] = hashesOf(account, key);
    for (let probe = 0, at = first; probe < PROBES; probe++, at += step) {
      const bit = at & (BITS - 1);
      this.#bits[bit >>> 5] = (this.#bits[bit >>> 5] as number) | (1 << (bit & 31));
    }
  }

  /** false: the key has never been used. */
  mayHold(account: number, key: string): boolean {
    if (!this.#complete) return true;
    const [first, step] = hashesOf(account, key);
    for (let probe = 0, at = first; probe < PROBES; probe++, at += step) {
      const bit = at & (BITS - 1);
      if (((this.#bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** Two independent 32-bit hashes (FNV-1a and a multiplicative one); the second is odd, so that probes never stand still. */
function hashesOf(account: number, key: string): [number, number] {
  let first = 0x811c9dc5 ^ account;
  let second = Math.imul(account, 0x9e3779b1);
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second + code, 0x85ebca6b) ^ (second >>> 15);
  }
  first ^= first >>> 15;
  return [first >>> 0, (second | 1) >>> 0];
}
