import type { AssetSpec, InstrumentSpec } from '../spec.ts';

/**
 * Instruments that real clients of T-Invest expect in their own test suites (`tinvest.md` 16 and 22). TMOS, the owner of
 * FIGI BBG333333333, stands with the funds.
 */
export const FIXTURES: readonly InstrumentSpec[] = [
  {
    // The fund's second trading mode; clients' suites buy it at 10 roubles. Its real price is that of TMOS; 10 is our choice.
    // Source of ids: recorded T-Invest answers of 2025 and 2026; one of them states FIGI BBG333333333 (uncertain).
    symbol: 'TMOS@',
    kind: 'etf',
    settlement: 'spot',
    title: 'T-Capital MOEX Index, extended hours',
    titleRu: 'Крупнейшие компании РФ',
    base: 'TMOS@',
    quote: 'rub',
    priceStep: '0.01',
    quantityStep: '1',
    calendar: 'moscow',
    marginRates: { long: '0.3', short: '0.35' },
    shortable: false,
    ids: {
      ticker: 'TMOS@',
      classCode: 'SPBRU',
      figi: 'TCS60A101X76',
      uid: 'f509af83-6e71-462f-901f-bcb073f6773b',
      positionUid: 'ffd48f38-aa9b-491c-8e40-140a3f0bc931',
      isin: 'RU000A101X76',
      aliases: ['RUB_TMOS@'],
    },
    typicalPrice: '10',
    dailyVolatility: '0.011',
    dailyTurnover: '100000000',
  },
  {
    // Another trading mode of SBER's position, closed to orders: T-Invest lists such twins (`tinvest.md` 8.1). Its FIGI and
    // uid are not known.
    symbol: 'SBER.SPEQ',
    kind: 'share',
    settlement: 'spot',
    title: 'Sberbank, over the counter',
    titleRu: 'Сбербанк, внебиржевой режим',
    base: 'SBER',
    quote: 'rub',
    priceStep: '0.01',
    quantityStep: '1',
    calendar: 'moscow',
    tradable: false,
    ids: {
      ticker: 'SBER',
      classCode: 'SPEQ',
      positionUid: '41eb2102-5333-4713-bf15-72b204c4bf7b',
      assetUid: '40d89385-a03a-4659-bf4e-d3ecba011782',
      isin: 'RU0009029540',
    },
    typicalPrice: '323.25',
    dailyVolatility: '0.014',
    dailyTurnover: '50000000',
  },
];

export const FIXTURE_ASSETS: readonly AssetSpec[] = [
  { code: 'TMOS@', name: 'T-Capital MOEX Index, extended hours', kind: 'security' },
];
