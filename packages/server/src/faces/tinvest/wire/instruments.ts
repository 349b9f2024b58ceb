import {
  type Asset,
  type CoreState,
  decimals,
  type Instrument,
  isTradable,
  type Money,
  parseDecimal,
} from '@outcry/core';
import { InstrumentType, type MoneyValue, RealExchange } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type Bond,
  type Currency,
  type Etf,
  type Future,
  InstrumentExchangeType,
  type Instrument as InstrumentMessage,
  type InstrumentShort,
  RiskLevel,
  type Share,
  ShareType,
} from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import { CURRENCY, type Listed, type Listing } from '../listing.ts';
import { moneyOf, moneyValueOf, noMoney, quotationOf, ZERO_QUOTATION } from './numbers.ts';
import { stepCostOf, stepOf } from './prices.ts';
import { tradingStatusOf } from './trading-status.ts';

/** What the wire calls each kind. Crypto pairs are not quoted in roubles, so none of them is shown. */
export const KINDS = {
  share: { type: 'share', kind: InstrumentType.INSTRUMENT_TYPE_SHARE, exchange: 'MOEX' },
  etf: { type: 'etf', kind: InstrumentType.INSTRUMENT_TYPE_ETF, exchange: 'MOEX' },
  bond: { type: 'bond', kind: InstrumentType.INSTRUMENT_TYPE_BOND, exchange: 'MOEX' },
  currency: { type: 'currency', kind: InstrumentType.INSTRUMENT_TYPE_CURRENCY, exchange: 'FX' },
  crypto: { type: 'currency', kind: InstrumentType.INSTRUMENT_TYPE_CURRENCY, exchange: 'FX' },
  future: { type: 'futures', kind: InstrumentType.INSTRUMENT_TYPE_FUTURES, exchange: 'FORTS' },
} as const;

/** Trading calendars that instruments name. */
export const EXCHANGES: readonly string[] = [...new Set(Object.values(KINDS).map(({ exchange }) => exchange))];

const DAY_MS = 86_400_000;

/** History that every instrument has at its listing: days for two years, minutes for a month. */
const DAYS_BEFORE = 730;
const MINUTES_BEFORE = 30;

/** Rates are millionths of the value. */
const RATE_DECIMALS = 6;

/** What messages of instruments are made of. */
export interface Known {
  readonly state: Pick<CoreState, 'instruments' | 'market'>;
  readonly listing: Listing;
}

function nameOf({ spec }: Instrument): string {
  return spec.titleRu ?? spec.title;
}

function rate(millionths: number) {
  return quotationOf({ coefficient: BigInt(millionths), scale: RATE_DECIMALS });
}

/** Half of the initial rate: the minimal margin is half of the starting one. */
function minimalRate(millionths: number) {
  return quotationOf({ coefficient: BigInt(millionths) * 5n, scale: RATE_DECIMALS + 1 });
}

function firstCandles({ instruments }: Known['state'], { instrument }: Listed) {
  const listed = instruments.listedAt[instrument.id] ?? 0;
  const before = (days: number) => new Date(Math.max(0, listed - days * DAY_MS));
  return { first1minCandleDate: before(MINUTES_BEFORE), first1dayCandleDate: before(DAYS_BEFORE) };
}

/** Fields that every kind of instrument has. */
function shared({ state }: Known, listed: Listed) {
  const { instrument, uid, positionUid, assetUid, figi, ticker, classCode, lot } = listed;
  const tradable = isTradable(state.instruments, instrument);
  return {
    figi,
    ticker,
    classCode,
    isin: instrument.spec.ids.isin ?? '',
    lot,
    currency: CURRENCY,
    klong: ZERO_QUOTATION,
    kshort: ZERO_QUOTATION,
    dlong: rate(instrument.marginLong),
    dshort: rate(instrument.marginShort),
    dlongMin: minimalRate(instrument.marginLong),
    dshortMin: minimalRate(instrument.marginShort),
    dlongClient: rate(instrument.marginLong),
    dshortClient: rate(instrument.marginShort),
    shortEnabledFlag: instrument.shortable,
    name: nameOf(instrument),
    exchange: KINDS[instrument.spec.kind].exchange,
    countryOfRisk: 'RU',
    countryOfRiskName: 'Российская Федерация',
    sector: '',
    tradingStatus: tradingStatusOf(state, listed),
    otcFlag: false,
    buyAvailableFlag: tradable,
    sellAvailableFlag: tradable,
    minPriceIncrement: quotationOf(stepOf(instrument)),
    apiTradeAvailableFlag: tradable,
    uid,
    realExchange: RealExchange.REAL_EXCHANGE_MOEX,
    positionUid,
    assetUid,
    requiredTests: [],
    forIisFlag: true,
    forQualInvestorFlag: false,
    weekendFlag: true,
    blockedTcaFlag: false,
    liquidityFlag: true,
    instrumentExchange: InstrumentExchangeType.INSTRUMENT_EXCHANGE_UNSPECIFIED,
    brand: undefined,
    ...firstCandles(state, listed),
  };
}

export function instrumentMessage(known: Known, listed: Listed): InstrumentMessage {
  const { type, kind } = KINDS[listed.instrument.spec.kind];
  return { ...shared(known, listed), instrumentType: type, instrumentKind: kind };
}

export function shortMessage({ state }: Known, listed: Listed): InstrumentShort {
  const { instrument, uid, positionUid, figi, ticker, classCode, lot } = listed;
  const { type, kind } = KINDS[instrument.spec.kind];
  return {
    isin: instrument.spec.ids.isin ?? '',
    figi,
    ticker,
    classCode,
    instrumentType: type,
    name: nameOf(instrument),
    uid,
    positionUid,
    instrumentKind: kind,
    apiTradeAvailableFlag: isTradable(state.instruments, instrument),
    forIisFlag: true,
    forQualInvestorFlag: false,
    weekendFlag: true,
    blockedTcaFlag: false,
    lot,
    ...firstCandles(state, listed),
  };
}

export function shareMessage(known: Known, listed: Listed): Share {
  return {
    ...shared(known, listed),
    ipoDate: undefined,
    issueSize: 0,
    issueSizePlan: 0,
    nominal: noMoney(CURRENCY),
    divYieldFlag: false,
    shareType: ShareType.SHARE_TYPE_COMMON,
  };
}

export function etfMessage(known: Known, listed: Listed): Etf {
  return {
    ...shared(known, listed),
    fixedCommission: ZERO_QUOTATION,
    focusType: '',
    releasedDate: undefined,
    numShares: ZERO_QUOTATION,
    rebalancingFreq: '',
  };
}

export function currencyMessage(known: Known, listed: Listed): Currency {
  return {
    ...shared(known, listed),
    nominal: moneyValueOf(listed.instrument.spec.base ?? CURRENCY, { coefficient: 1n, scale: 0 }),
    isoCurrencyName: listed.instrument.spec.base ?? '',
  };
}

export function bondMessage(known: Known, listed: Listed): Bond {
  const { bond } = listed.instrument.spec;
  const nominal = roubles(bond?.nominal);
  return {
    ...shared(known, listed),
    couponQuantityPerYear: bond?.couponsPerYear ?? 0,
    maturityDate: dayOf(bond?.maturityDate),
    nominal,
    initialNominal: nominal,
    stateRegDate: undefined,
    placementDate: undefined,
    placementPrice: nominal,
    aciValue: roubles(bond?.accruedInterest),
    issueKind: 'non_documentary',
    issueSize: 0,
    issueSizePlan: 0,
    floatingCouponFlag: false,
    perpetualFlag: bond?.maturityDate === undefined,
    amortizationFlag: false,
    subordinatedFlag: false,
    riskLevel: RiskLevel.RISK_LEVEL_LOW,
    bondType: 0,
    callDate: undefined,
  };
}

export function futureMessage(known: Known, listed: Listed): Future {
  const { instrument } = listed;
  const { future } = instrument.spec;
  if (future === undefined) throw new Error(`${instrument.symbol} is no future`);
  const { isin: _, assetUid: __, liquidityFlag: ___, instrumentExchange: ____, ...fields } = shared(known, listed);
  return {
    ...fields,
    ...futureMargins(known, listed),
    firstTradeDate: dayOf(future.firstTradeDate),
    lastTradeDate: dayOf(future.lastTradeDate),
    expirationDate: dayOf(future.expirationDate),
    futuresType: future.delivery === 'physical' ? 'physical_delivery' : 'cash_settlement',
    assetType: future.assetType,
    basicAsset: future.basicAsset,
    basicAssetSize: quotationOf(numberOf(future.basicAssetSize)),
    basicAssetPositionUid: basicPosition(known, future.basicInstrument),
  };
}

/** What one contract blocks, and the price step with its cost. */
export function futureMargins({ state }: Known, { instrument }: Listed) {
  const quote = state.instruments.assets[instrument.quote] as Asset;
  const margin = moneyOf(quote, instrument.initialMargin as Money);
  return {
    initialMarginOnBuy: margin,
    initialMarginOnSell: margin,
    minPriceIncrement: quotationOf(stepOf(instrument)),
    minPriceIncrementAmount: quotationOf(stepCostOf(instrument)),
  };
}

/** The position of the basic asset; empty when it is not traded here, as of an index. */
function basicPosition({ state, listing }: Known, symbol: string | undefined): string {
  const basic = symbol === undefined ? undefined : state.instruments.bySymbol.get(symbol);
  return basic === undefined ? '' : (listing.byId(basic.id)?.positionUid ?? '');
}

function roubles(text: string | undefined): MoneyValue {
  return moneyValueOf(CURRENCY, numberOf(text ?? '0'));
}

function numberOf(text: string) {
  return parseDecimal(text) ?? decimals.ZERO;
}

/** An ISO date as the moment of its midnight UTC. */
function dayOf(date: string | undefined): Date | undefined {
  return date === undefined ? undefined : new Date(`${date}T00:00:00Z`);
}
