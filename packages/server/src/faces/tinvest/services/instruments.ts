import { type InstrumentKind, isTradable } from '@outcry/core';
import { InstrumentStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  InstrumentExchangeType,
  type InstrumentRequest,
  type InstrumentsRequest,
} from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import type { ServiceHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import { allMoney, type ListedMoney } from '../instruments/money.ts';
import { instrumentNamed } from '../instruments/named.ts';
import { foundInstruments } from '../instruments/search.ts';
import type { Listed } from '../listing.ts';
import {
  bondMessage,
  currencyMessage,
  EXCHANGES,
  etfMessage,
  futureMargins,
  futureMessage,
  instrumentMessage,
  type Known,
  shareMessage,
} from '../wire/instruments.ts';
import { moneyCurrency, moneyInstrument } from '../wire/money.ts';
import { quotationOf } from '../wire/numbers.ts';
import { periodOf } from '../wire/period.ts';
import { DAY_MS, scheduleDays, tradingDay } from '../wire/schedule.ts';

/** Days of accrued interest in one answer. */
const MAX_INTEREST_DAYS = 366;

type Message<T> = (known: Known, listed: Listed) => T;
type OfMoney<T> = (money: ListedMoney) => T;

/** What can be traded (`tinvest.md` 8). */
export function instrumentsService({ parts, listing }: ServiceDesk): ServiceHandlers<'InstrumentsService'> {
  const { engine } = parts;
  const known = (): Known => engine.market((state) => ({ state, listing }));

  /** One instrument of a kind, by any of its ids; money where there is a message for it. */
  function by<T extends object>(kind: InstrumentKind | null, message: Message<T>, ofMoney?: OfMoney<T>) {
    return {
      right: 'market:read' as const,
      answer(_call: unknown, request: InstrumentRequest) {
        const about = known();
        const named = instrumentNamed(about, request);
        if (!('asset' in named) && (kind === null || named.instrument.spec.kind === kind))
          return { instrument: message(about, named) };
        if (!('asset' in named) || ofMoney === undefined) throw new TInvestError('50002');
        return { instrument: ofMoney(named) };
      },
    };
  }

  /** Every instrument of a kind; money among all of them, because it cannot be traded. */
  function list<T extends object>(kind: InstrumentKind, message: Message<T>, ofMoney?: OfMoney<T>) {
    return {
      right: 'market:read' as const,
      answer(_call: unknown, request: InstrumentsRequest) {
        const about = known();
        const listed = chosen(about, kind, request).map((each) => message(about, each));
        const money = ofMoney === undefined || !wantsAll(request) ? [] : allMoney(about.state).map(ofMoney);
        return { instruments: [...money, ...listed] };
      },
    };
  }

  return {
    getInstrumentBy: by(null, instrumentMessage, moneyInstrument),
    shareBy: by('share', shareMessage),
    bondBy: by('bond', bondMessage),
    etfBy: by('etf', etfMessage),
    currencyBy: by('currency', currencyMessage, moneyCurrency),
    futureBy: by('future', futureMessage),
    shares: list('share', shareMessage),
    bonds: list('bond', bondMessage),
    etfs: list('etf', etfMessage),
    currencies: list('currency', currencyMessage, moneyCurrency),
    futures: list('future', futureMessage),
    findInstrument: {
      right: 'market:read',
      answer: (_call, request) => ({ instruments: foundInstruments(known(), request) }),
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

/** Instruments of a kind by status and exchange (`tinvest.md` 8.3); dealers have none here. Throws TInvestError 30050. */
function chosen({ state, listing }: Known, kind: InstrumentKind, request: InstrumentsRequest): Listed[] {
  const { instrumentStatus = InstrumentStatus.INSTRUMENT_STATUS_UNSPECIFIED } = request;
  if (!(instrumentStatus in InstrumentStatus) || instrumentStatus < 0) throw new TInvestError('30050');
  if (isOfDealers(request)) return [];
  const all = wantsAll(request);
  return listing
    .all()
    .filter(({ instrument }) => instrument.spec.kind === kind && (all || isTradable(state.instruments, instrument)));
}

function isOfDealers({ instrumentExchange }: InstrumentsRequest): boolean {
  return instrumentExchange === InstrumentExchangeType.INSTRUMENT_EXCHANGE_DEALER;
}

function wantsAll(request: InstrumentsRequest): boolean {
  return request.instrumentStatus === InstrumentStatus.INSTRUMENT_STATUS_ALL && !isOfDealers(request);
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
