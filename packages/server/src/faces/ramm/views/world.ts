import { type CopyWorld, type CoreState, PriceTable, type Strategy, type Stream } from '@outcry/core';
import type { Client, CompanyAccess } from '../../../identity/index.ts';
import type { RammParts } from '../parts.ts';

/** The core as one answer sees it, with prices looked up once. Use it inside one read alone. */
export class SeenWorld {
  readonly state: CoreState;
  readonly prices: PriceTable;
  readonly business: CompanyAccess;
  readonly now: number;
  #strategies: Map<number, Strategy[]> | undefined;

  constructor(state: CoreState, { identity, engine }: Pick<RammParts, 'identity' | 'engine'>) {
    this.state = state;
    this.prices = new PriceTable(state);
    this.business = identity.business;
    this.now = engine.now;
  }

  get copy(): CopyWorld['copy'] {
    return this.state.copy;
  }

  client(id: number): Client | undefined {
    return this.business.clients.get(id);
  }

  /** Strategies that a wallet's owner leads. */
  strategiesOf(wallet: number): readonly Strategy[] {
    if (this.#strategies === undefined) {
      this.#strategies = new Map();
      for (const strategy of this.copy.strategies.values()) {
        const known = this.#strategies.get(strategy.wallet);
        if (known === undefined) this.#strategies.set(strategy.wallet, [strategy]);
        else known.push(strategy);
      }
    }
    return this.#strategies.get(wallet) ?? [];
  }

  streamsOf(company: number): readonly Stream[] {
    const ids = this.copy.companies.get(company)?.streams ?? [];
    return ids.flatMap((id) => this.copy.streams.get(id) ?? []);
  }
}

/** Reads the core for one answer. `read` must copy what it returns. */
export function look<T>(parts: RammParts, read: (world: SeenWorld) => T): Promise<T> {
  return parts.engine.read((state) => read(new SeenWorld(state, parts)));
}
