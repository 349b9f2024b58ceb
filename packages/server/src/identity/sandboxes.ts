import type { StatementRun } from '../journal/journal.ts';

/** A sandbox account is closed this long after its last use. */
export const SANDBOX_MS = 90 * 86_400_000;

/** The last use of a sandbox account is written back at most this often. */
const USE_GRAIN_MS = 3_600_000;

/** Trial accounts that a broker's face has opened, and when they were last used, by the wall clock. */
export class Sandboxes {
  /** Last use by account, ms UTC. */
  readonly #lastUsed: Map<number, number>;

  constructor(stored: readonly { readonly account: number; readonly lastUsedAt: number }[]) {
    this.#lastUsed = new Map(stored.map(({ account, lastUsedAt }) => [account, lastUsedAt]));
  }

  add(account: number, now: number): StatementRun[] {
    this.#lastUsed.set(account, now);
    return [{ statement: 'identity.addSandbox', values: [[account, now]] }];
  }

  /** Accounts that are not known here are left alone. */
  use(account: number, now: number): StatementRun[] {
    const known = this.#lastUsed.get(account);
    if (known === undefined || now - known < USE_GRAIN_MS) return [];
    this.#lastUsed.set(account, now);
    return [{ statement: 'identity.useSandbox', values: [[now, account]] }];
  }

  remove(account: number): StatementRun[] {
    if (!this.#lastUsed.delete(account)) return [];
    return [{ statement: 'identity.removeSandbox', values: [[account]] }];
  }

  /** Accounts whose time is over. */
  unused(now: number): number[] {
    return [...this.#lastUsed].filter(([, used]) => now - used >= SANDBOX_MS).map(([account]) => account);
  }
}
