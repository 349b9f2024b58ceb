import { InstrumentIdType, type InstrumentRequest } from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import { TInvestError } from '../errors.ts';
import type { Listed } from '../listing.ts';
import type { Known } from '../wire/instruments.ts';
import { allMoney, type ListedMoney } from './money.ts';

/** What a typed request names (`tinvest.md` 8.2). Throws TInvestError: 50002, and what is missing in the request. */
export function instrumentNamed({ state, listing }: Known, request: InstrumentRequest): Listed | ListedMoney {
  const found = lookUp<Listed>(listing, request) ?? lookUp<ListedMoney>(moneyOf(allMoney(state)), request);
  if (found === undefined) throw new TInvestError('50002');
  return found;
}

/** Where things are found by their ids. */
interface Finder<T> {
  byFigi(figi: string): T | undefined;
  byTicker(ticker: string, classCode: string): T | undefined;
  byUid(uid: string): T | undefined;
  byPosition(positionUid: string): T | undefined;
  /** By uid, then FIGI. */
  find(id: string): T | undefined;
}

const KNOWN_ID_TYPES: ReadonlySet<InstrumentIdType> = new Set([
  InstrumentIdType.INSTRUMENT_ID_TYPE_FIGI,
  InstrumentIdType.INSTRUMENT_ID_TYPE_TICKER,
  InstrumentIdType.INSTRUMENT_ID_TYPE_UID,
  InstrumentIdType.INSTRUMENT_ID_TYPE_POSITION_UID,
  InstrumentIdType.INSTRUMENT_ID_TYPE_ID,
]);

function lookUp<T>(finder: Finder<T>, { idType, classCode = '', id }: InstrumentRequest): T | undefined {
  if (idType === InstrumentIdType.INSTRUMENT_ID_UNSPECIFIED) throw new TInvestError('30006');
  if (!KNOWN_ID_TYPES.has(idType)) throw new TInvestError('30005');
  if (id === '') throw new TInvestError('30007');
  switch (idType) {
    case InstrumentIdType.INSTRUMENT_ID_TYPE_FIGI:
      return finder.byFigi(id);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_TICKER:
      if (classCode === '') throw new TInvestError('30013');
      return finder.byTicker(id, classCode);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_UID:
      return finder.byUid(id);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_POSITION_UID:
      return finder.byPosition(id);
    default:
      return finder.find(id);
  }
}

function moneyOf(all: readonly ListedMoney[]): Finder<ListedMoney> {
  const byUid = (wanted: string) => all.find(({ uid }) => uid === wanted.toLowerCase());
  const byFigi = (wanted: string) => all.find(({ figi }) => figi === wanted);
  return {
    byUid,
    byFigi,
    byTicker: (wanted, code) => all.find(({ ticker, classCode }) => ticker === wanted && classCode === code),
    byPosition: (wanted) => all.find(({ positionUid }) => positionUid === wanted.toLowerCase()),
    find: (id) => byUid(id) ?? byFigi(id),
  };
}
