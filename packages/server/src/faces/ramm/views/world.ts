import type { CopyWorld, CoreState, PriceTable, Strategy, Stream } from '@outcry/core';
import type { Client, CompanyAccess } from '../../../identity/index.ts';
import type { RammParts } from '../parts.ts';
import { KeptFigures } from './kept-figures.ts';
import { strategiesLed } from './led-strategies.ts';

/** The core as one answer sees it, with prices looked up once. Use it inside one read alone. */
export class SeenWorld {
  readonly state: CoreState;
  readonly kept: KeptFigures;
  readonly business: CompanyAccess;
  readonly now: number;

  constructor(state: CoreState, { identity, engine }: Pick<RammParts, 'identity' | 'engine'>) {
    this.state = state;
    this.kept = KeptFigures.of(engine, state);
    this.business = identity.business;
    this.now = engine.now;
  }

  get copy(): CopyWorld['copy'] {
    return this.state.copy;
  }

  get prices(): PriceTable {
    return this.kept.prices;
  }

  client(id: number): Client | undefined {
    return this.business.clients.get(id);
  }

  /** Strategies that a wallet's owner leads. */
  strategiesOf(wallet: number): readonly Strategy[] {
    return strategiesLed(this.copy.strategies, wallet);
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
