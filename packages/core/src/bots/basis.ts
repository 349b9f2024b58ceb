import { accountById } from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import type { ExitBasis, Scales } from './prices.ts';
import type { BotsWorld, Deal } from './state.ts';

/** What a deal is reckoned with. */
export function basisOf(world: BotsWorld, deal: Deal): ExitBasis {
  const instrument = instrumentOf(world, deal);
  return {
    terms: deal.terms,
    account: accountById(world.accounts, deal.account),
    instrument,
    scales: scalesOf(world, instrument),
  };
}

export function instrumentOf(world: Pick<BotsWorld, 'instruments'>, deal: { readonly instrument: number }): Instrument {
  return world.instruments.instruments[deal.instrument] as Instrument;
}

export function scalesOf({ instruments }: Pick<BotsWorld, 'instruments'>, { base, quote }: Instrument): Scales {
  return { base: instruments.assets[base]?.scale ?? 0, quote: instruments.assets[quote]?.scale ?? 0 };
}
