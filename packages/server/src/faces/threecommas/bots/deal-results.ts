import {
  type Account,
  type CoreState,
  countsAsDollars,
  type Deal,
  type DealResult,
  type Decimal,
  dealQuote,
  dealResult,
} from '@outcry/core';
import { exactly } from './decimal-texts.ts';
import { Recent } from './recent.ts';

/** Deals whose results are kept. */
const MOST = 20_000;

interface Kept {
  readonly deal: Deal;
  readonly version: number;
  /** What it could be left at, in steps. */
  readonly quote: number | undefined;
  readonly fees: Account['fees'];
  readonly known: KnownResult;
}

/** What leaving a running deal now would come to. */
export interface KnownResult {
  readonly result: DealResult;
  /** In dollars; what has no rate counts as nothing. */
  readonly usd: Decimal;
}

/** Results of running deals: reckoned anew when something has happened to the deal, or its price or fees are others. */
export class DealResults {
  readonly #kept = new Recent<Kept>(MOST);

  of(state: CoreState, deal: Deal): KnownResult {
    const { version } = deal;
    const quote = dealQuote(state, deal);
    const fees = state.accounts.accounts.get(deal.account)?.fees as Account['fees'];
    const kept = this.#kept.get(deal.id);
    if (kept?.deal === deal && kept.version === version && kept.quote === quote && kept.fees === fees)
      return kept.known;
    const result = dealResult(state, deal);
    const known = { result, usd: exactly(result.actualProfitUsd ?? '0') };
    if (isInDollars(state, deal)) this.#kept.set(deal.id, { deal, version, quote, fees, known });
    return known;
  }
}

/** The rate of other assets moves with prices of other pairs. */
function isInDollars({ instruments }: CoreState, { instrument }: Deal): boolean {
  const quote = instruments.instruments[instrument]?.quote ?? -1;
  return countsAsDollars(instruments.assets[quote]?.code ?? '');
}
