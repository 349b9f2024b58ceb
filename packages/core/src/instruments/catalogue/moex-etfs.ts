import type { AssetSpec, InstrumentSpec } from '../spec.ts';

/**
 * Exchange-traded funds of the Moscow Exchange.
 *
 * Sources: T-Invest `Etfs` and `GetPortfolio` as recorded in public clients (FIGI, uid, position uid, ISIN, lot);
 * `tinvest.md` 16 for the pair of FIGI and uid of TMOS. TMOS was quoted in steps of 0.002 until 2022, 0.01 since. The
 * class is the one T-Invest's clients use; the exchange has moved funds to TQBR (uncertain when). Prices are plausible
 * for 2026; margin rates, volatility and turnover are our choice.
 */
export const ETFS: readonly InstrumentSpec[] = [
  {
    symbol: 'TMOS',
    kind: 'etf',
    settlement: 'spot',
    title: 'T-Capital MOEX Index',
    titleRu: 'Т-Капитал Индекс МосБиржи',
    base: 'TMOS',
    quote: 'rub',
    priceStep: '0.01',
    quantityStep: '1',
    calendar: 'moscow',
    marginRates: { long: '0.3', short: '0.35' },
    shortable: false,
    ids: {
      ticker: 'TMOS',
      classCode: 'TQTF',
      figi: 'BBG333333333',
      uid: '9654c2dd-6993-427e-80fa-04e80a1cf4da',
      positionUid: '29888afc-181d-45ed-a00b-8fe55a9cec9b',
      isin: 'RU000A101X76',
      aliases: ['RUB_TMOS'],
    },
    typicalPrice: '6.5',
    dailyVolatility: '0.011',
    dailyTurnover: '300000000',
  },
  {
    symbol: 'TGLD',
    kind: 'etf',
    settlement: 'spot',
    title: 'T-Capital Gold',
    titleRu: 'Т-Капитал Золото',
    base: 'TGLD',
    quote: 'rub',
    priceStep: '0.01',
    quantityStep: '1',
    calendar: 'moscow',
    marginRates: { long: '0.3', short: '0.35' },
    shortable: false,
    ids: {
      ticker: 'TGLD',
      classCode: 'TQTF',
      figi: 'TCS10A101X50',
      uid: '4c466956-d2ce-4a95-abb4-17947a65f18a',
      positionUid: '548bde28-a5ea-4b7b-83d3-47b4c56a0167',
      isin: 'RU000A101X50',
      aliases: ['RUB_TGLD'],
    },
    typicalPrice: '14.2',
    dailyVolatility: '0.01',
    dailyTurnover: '400000000',
  },
  {
    symbol: 'LQDT',
    kind: 'etf',
    settlement: 'spot',
    title: 'VIM Liquidity',
    titleRu: 'ВИМ Ликвидность',
    base: 'LQDT',
    quote: 'rub',
    // step uncertain: prices are published with four decimals
    priceStep: '0.0001',
    quantityStep: '1',
    calendar: 'moscow',
    marginRates: { long: '0.1', short: '0.12' },
    shortable: false,
    ids: {
      ticker: 'LQDT',
      classCode: 'TQTF',
      // FIGI uncertain, left out
      uid: 'a240edc6-a605-44b3-9801-37b9f7c3d1ff',
      isin: 'RU000A1014L8',
      aliases: ['RUB_LQDT'],
    },
    typicalPrice: '1.95',
    dailyVolatility: '0.0004',
    dailyTurnover: '20000000000',
  },
];

export const ETF_ASSETS: readonly AssetSpec[] = ETFS.map(({ symbol, title }) => ({
  code: symbol,
  name: title,
  kind: 'security',
}));
