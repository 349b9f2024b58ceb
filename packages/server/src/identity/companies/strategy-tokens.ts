import type { StatementRun } from '../../journal/journal.ts';
import type { Vault } from '../vault.ts';
import { hashGuid, isGuid, newGuid } from './business-sessions.ts';

/** The token by which a trader's terminal speaks for a strategy, as it is kept. */
export interface StoredStrategyToken {
  readonly strategy: number;
  readonly hash: string;
  /** Sealed by the vault: its trader may see it again. */
  readonly sealed: string;
}

/** Tokens of strategies, one each. Each change comes with the SQL that makes it last. */
export class StrategyTokens {
  readonly #vault: Vault;
  readonly #byStrategy = new Map<number, StoredStrategyToken>();
  readonly #byHash = new Map<string, number>();

  constructor(stored: readonly StoredStrategyToken[], vault: Vault) {
    this.#vault = vault;
    for (const token of stored) this.#keep(token);
  }

  /** The strategy behind a token. */
  strategyOf(token: string): number | undefined {
    return isGuid(token) ? this.#byHash.get(hashGuid(token)) : undefined;
  }

  /** Its token as it stands; undefined when it has none that can be read. */
  get(strategy: number): string | undefined {
    const known = this.#byStrategy.get(strategy);
    if (known === undefined) return undefined;
    return this.#vault.open(known.sealed, sealedFor(strategy));
  }

  /** A new token; the one before opens nothing from now on. */
  renew(strategy: number): { token: string; statements: StatementRun[] } {
    const token = newGuid();
    const stored = { strategy, hash: hashGuid(token), sealed: this.#vault.seal(token, sealedFor(strategy)) };
    const before = this.#byStrategy.get(strategy);
    if (before !== undefined) this.#byHash.delete(before.hash);
    this.#keep(stored);
    const values = [[strategy, stored.hash, stored.sealed]];
    return { token, statements: [{ statement: 'identity.setStrategyToken', values }] };
  }

  #keep(token: StoredStrategyToken): void {
    this.#byStrategy.set(token.strategy, token);
    this.#byHash.set(token.hash, token.strategy);
  }
}

function sealedFor(strategy: number): string {
  return `strategy-token:${strategy}`;
}
