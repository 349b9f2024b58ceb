import type { FindInstrumentRequest, InstrumentShort } from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import { TInvestError } from '../errors.ts';
import { type Known, shortMessage } from '../wire/instruments.ts';
import { moneyShort } from '../wire/money.ts';
import { allMoney } from './money.ts';

/** What a search finds (`tinvest.md` 8.4): what matches in an earlier one of the texts stands first. Throws TInvestError 30087. */
export function foundInstruments(
  known: Known,
  { query, instrumentKind = 0, apiTradeAvailableFlag }: FindInstrumentRequest,
): InstrumentShort[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') throw new TInvestError('30087');
  return everything(known)
    .filter(({ found }) => instrumentKind === 0 || found.instrumentKind === instrumentKind)
    .filter(({ found }) => (apiTradeAvailableFlag ?? found.apiTradeAvailableFlag) === found.apiTradeAvailableFlag)
    .map(({ found, names }) => ({ found, rank: rankOf(found, names, wanted) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ found }) => found);
}

/** All that is listed, with all its names; money last. */
function everything(known: Known): { found: InstrumentShort; names: string }[] {
  return [
    ...known.listing.all().map((listed) => {
      const { title, titleRu } = listed.instrument.spec;
      return { found: shortMessage(known, listed), names: `${titleRu ?? ''}\n${title}` };
    }),
    ...allMoney(known.state).map((money) => ({
      found: moneyShort(money),
      names: `${money.name}\n${money.asset.name}`,
    })),
  ];
}

function rankOf({ positionUid, uid, figi, isin, ticker }: InstrumentShort, names: string, wanted: string): number {
  return [positionUid, uid, figi, isin, ticker, names].findIndex((text) => text.toLowerCase().includes(wanted));
}
