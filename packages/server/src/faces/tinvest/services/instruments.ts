import { type InstrumentKind, isTradable } from '@outcry/core';
import { InstrumentStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type FindInstrumentRequest,
  InstrumentExchangeType,
  InstrumentIdType,
  type InstrumentRequest,
  type InstrumentsRequest,
} from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import type { ServiceHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import type { Listed, Listing } from '../listing.ts';
import {
  bondMessage,
  currencyMessage,
  EXCHANGES,
  etfMessage,
  futureMargins,
  futureMessage,
  instrumentMessage,
  KINDS,
  type Known,
  shareMessage,
  shortMessage,
} from '../wire/instruments.ts';
import { quotationOf } from '../wire/numbers.ts';
import { periodOf } from '../wire/period.ts';
import { DAY_MS, scheduleDays, tradingDay } from '../wire/schedule.ts';

/** Days of accrued interest in one answer. */
const MAX_INTEREST_DAYS = 366;

/** What can be traded (`tinvest.md` 8). */
export function instrumentsService({ parts, listing }: ServiceDesk): ServiceHandlers<'InstrumentsService'> {
  const { engine } = parts;
  const known = (): Known => engine.market((state) => ({ state, listing }));

  /** One instrument of a kind, by any of its ids. */
  function by<T extends object>(kind: InstrumentKind | null, message: (known: Known, listed: Listed) => T) {
    return {
      right: 'market:read' as const,
      answer(_call: unknown, request: InstrumentRequest) {
        const listed = requested(listing, request);
        if (kind !== null && listed.instrument.spec.kind !== kind) throw new TInvestError('50002');
        return { instrument: message(known(), listed) };
      },
    };
  }

  /** Every instrument of a kind. */
  function list<T extends object>(kind: InstrumentKind, message: (known: Known, listed: Listed) => T) {
    return {
      right: 'market:read' as const,
      answer(_call: unknown, request: InstrumentsRequest) {
        const about = known();
        return { instruments: chosen(about, kind, request).map((listed) => message(about, listed)) };
      },
    };
  }

  return {
    getInstrumentBy: by(null, instrumentMessage),
    shareBy: by('share', shareMessage),
    bondBy: by('bond', bondMessage),
    etfBy: by('etf', etfMessage),
    currencyBy: by('currency', currencyMessage),
    futureBy: by('future', futureMessage),
    shares: list('share', shareMessage),
    bonds: list('bond', bondMessage),
    etfs: list('etf', etfMessage),
    currencies: list('currency', currencyMessage),
    futures: list('future', futureMessage),
    findInstrument: {
      right: 'market:read',
      answer(_call, request) {
        const about = known();
        return { instruments: matching(about, request).map((listed) => shortMessage(about, listed)) };
      },
    },
    getFuturesMargin: {
      right: 'market:read',
      answer(_call, request) {
        const listed = listing.named(request);
        if (listed.instrument.spec.kind !== 'future') throw new TInvestError('30041');
        return futureMargins(known(), listed);
      },
    },
    getAccruedInterests: {
      right: 'market:read',
      answer(_call, request) {
        const listed = listing.named(request);
        if (listed.instrument.spec.kind !== 'bond') throw new TInvestError('30048');
        const { from, to } = periodOf(request);
        if (to - from > MAX_INTEREST_DAYS * DAY_MS) throw new TInvestError('30084');
        return { accruedInterests: accruedInterests(known(), listed, from, to) };
      },
    },
    tradingSchedules: {
      right: 'market:read',
      answer(_call, { exchange = '', from, to }) {
        const wanted = exchange.toUpperCase();
        const exchanges = wanted === '' ? EXCHANGES : EXCHANGES.filter((name) => name === wanted);
        if (exchanges.length === 0) throw new TInvestError('50001');
        const days = scheduleDays({ from, to }, engine.now).map(tradingDay);
        return { exchanges: exchanges.map((name) => ({ exchange: name, days })) };
      },
    },
  };
}

/** The instrument that a typed request names. Throws TInvestError. */
function requested(listing: Listing, { idType, classCode = '', id }: InstrumentRequest): Listed {
  const listed = lookUp(listing, idType, classCode, id);
  if (listed === undefined) throw new TInvestError('50002');
  return listed;
}

function lookUp(listing: Listing, type: InstrumentIdType, classCode: string, id: string): Listed | undefined {
  if (type === InstrumentIdType.INSTRUMENT_ID_UNSPECIFIED) throw new TInvestError('30006');
  if (!KNOWN_ID_TYPES.has(type)) throw new TInvestError('30005');
  if (id === '') throw new TInvestError('30007');
  switch (type) {
    case InstrumentIdType.INSTRUMENT_ID_TYPE_FIGI:
      return listing.byFigi(id);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_TICKER:
      if (classCode === '') throw new TInvestError('30013');
      return listing.byTicker(id, classCode);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_UID:
      return listing.byUid(id);
    case InstrumentIdType.INSTRUMENT_ID_TYPE_POSITION_UID:
      return listing.byPosition(id);
    default:
      return listing.find(id);
  }
}

const KNOWN_ID_TYPES: ReadonlySet<InstrumentIdType> = new Set([
  InstrumentIdType.INSTRUMENT_ID_TYPE_FIGI,
  InstrumentIdType.INSTRUMENT_ID_TYPE_TICKER,
  InstrumentIdType.INSTRUMENT_ID_TYPE_UID,
  InstrumentIdType.INSTRUMENT_ID_TYPE_POSITION_UID,
  InstrumentIdType.INSTRUMENT_ID_TYPE_ID,
]);

/** Instruments of a kind by status and exchange (`tinvest.md` 8.3); dealers have none here. Throws TInvestError 30050. */
function chosen(
  { state, listing }: Known,
  kind: InstrumentKind,
  { instrumentStatus = InstrumentStatus.INSTRUMENT_STATUS_UNSPECIFIED, instrumentExchange }: InstrumentsRequest,
): Listed[] {
  if (!(instrumentStatus in InstrumentStatus) || instrumentStatus < 0) throw new TInvestError('30050');
  if (instrumentExchange === InstrumentExchangeType.INSTRUMENT_EXCHANGE_DEALER) return [];
  const all = instrumentStatus === InstrumentStatus.INSTRUMENT_STATUS_ALL;
  return listing
    .all()
    .filter(({ instrument }) => instrument.spec.kind === kind && (all || isTradable(state.instruments, instrument)));
}

/** Fields that a search looks into; what matches in an earlier one stands first (`tinvest.md` 8.4). */
const SEARCHED: readonly ((listed: Listed) => string)[] = [
  ({ positionUid }) => positionUid,
  ({ uid }) => uid,
  ({ figi }) => figi,
  ({ instrument }) => instrument.spec.ids.isin ?? '',
  ({ ticker }) => ticker,
  ({ instrument: { spec } }) => `${spec.titleRu ?? ''}\n${spec.title}`,
];

/** What a search finds. Throws TInvestError 30087. */
function matching(
  { state, listing }: Known,
  { query, instrumentKind = 0, apiTradeAvailableFlag }: FindInstrumentRequest,
): Listed[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') throw new TInvestError('30087');
  const found = listing.all().filter(({ instrument }) => {
    const right = instrumentKind === 0 || KINDS[instrument.spec.kind].kind === instrumentKind;
    const tradable = isTradable(state.instruments, instrument);
    return right && (apiTradeAvailableFlag === undefined || apiTradeAvailableFlag === tradable);
  });
  const ranked = found.map((listed) => ({
    listed,
    rank: SEARCHED.findIndex((field) => field(listed).toLowerCase().includes(wanted)),
  }));
  return ranked
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ listed }) => listed);
}

/** A row for each day: interest accrues nothing here, bonds are traded without it. */
function accruedInterests(about: Known, listed: Listed, from: number, to: number) {
  const { nominal, aciValue } = bondMessage(about, listed);
  const { units = 0, nano = 0 } = nominal ?? {};
  const value = { units: aciValue?.units ?? 0, nano: aciValue?.nano ?? 0 };
  const first = Math.floor(from / DAY_MS);
  return Array.from({ length: Math.floor(to / DAY_MS) - first + 1 }, (_, day) => ({
    date: new Date((first + day) * DAY_MS),
    value,
    valuePercent: quotationOf({ coefficient: 0n, scale: 0 }),
    nominal: { units, nano },
  }));
}
