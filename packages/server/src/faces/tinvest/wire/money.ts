import { InstrumentType, RealExchange, SecurityTradingStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type Currency,
  InstrumentExchangeType,
  type Instrument as InstrumentMessage,
  type InstrumentShort,
} from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import type { ListedMoney } from '../instruments/money.ts';
import { CURRENCY } from '../listing.ts';
import { moneyValueOf, ZERO_QUOTATION } from './numbers.ts';

const EXCHANGE = 'FX';

/** Money has no candles: the broker tells the beginning of time. */
const NEVER = { first1minCandleDate: new Date(0), first1dayCandleDate: new Date(0) };

function shared({ uid, positionUid, assetUid, figi, ticker, classCode, name }: ListedMoney) {
  return {
    figi,
    ticker,
    classCode,
    isin: '',
    lot: 1,
    currency: CURRENCY,
    klong: ZERO_QUOTATION,
    kshort: ZERO_QUOTATION,
    dlong: ZERO_QUOTATION,
    dshort: ZERO_QUOTATION,
    dlongMin: ZERO_QUOTATION,
    dshortMin: ZERO_QUOTATION,
    dlongClient: ZERO_QUOTATION,
    dshortClient: ZERO_QUOTATION,
    shortEnabledFlag: false,
    name,
    exchange: EXCHANGE,
    countryOfRisk: '',
    countryOfRiskName: '',
    tradingStatus: SecurityTradingStatus.SECURITY_TRADING_STATUS_NOT_AVAILABLE_FOR_TRADING,
    otcFlag: false,
    buyAvailableFlag: false,
    sellAvailableFlag: false,
    // what the broker tells of the rouble
    minPriceIncrement: { units: 0, nano: 2_500_000 },
    apiTradeAvailableFlag: false,
    uid,
    realExchange: RealExchange.REAL_EXCHANGE_MOEX,
    positionUid,
    assetUid,
    requiredTests: [],
    forIisFlag: true,
    forQualInvestorFlag: false,
    weekendFlag: false,
    blockedTcaFlag: false,
    instrumentExchange: InstrumentExchangeType.INSTRUMENT_EXCHANGE_UNSPECIFIED,
    brand: undefined,
    ...NEVER,
  };
}

export function moneyCurrency(money: ListedMoney): Currency {
  const { code } = money.asset;
  return { ...shared(money), nominal: moneyValueOf(code, { coefficient: 1n, scale: 0 }), isoCurrencyName: code };
}

export function moneyInstrument(money: ListedMoney): InstrumentMessage {
  return {
    ...shared(money),
    instrumentType: 'currency',
    instrumentKind: InstrumentType.INSTRUMENT_TYPE_CURRENCY,
  };
}

export function moneyShort(money: ListedMoney): InstrumentShort {
  const { uid, positionUid, figi, ticker, classCode, name } = money;
  return {
    isin: '',
    figi,
    ticker,
    classCode,
    instrumentType: 'currency',
    name,
    uid,
    positionUid,
    instrumentKind: InstrumentType.INSTRUMENT_TYPE_CURRENCY,
    apiTradeAvailableFlag: false,
    forIisFlag: true,
    forQualInvestorFlag: false,
    weekendFlag: false,
    blockedTcaFlag: false,
    lot: 1,
    ...NEVER,
  };
}
