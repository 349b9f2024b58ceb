import type { AssetSpec, InstrumentSpec } from '../spec.ts';

/**
 * Government bonds (OFZ-PD) of the Moscow Exchange, board TQOB, quoted in percent of the nominal.
 *
 * Sources: T-Invest `Bonds`, recorded in May 2022 (26238: FIGI, ISIN, step, maturity, two coupons a year) and the
 * instrument page of the T-Bank terminal, December 2023 (26243: FIGI, uid, position uid, ISIN, nominal, a coupon of
 * 48.87 for 182 days, maturity). The coupon of 26238 (7.1 %) is that of its issue. The page states a step of 0.01 for
 * 26243; the list has 0.001 for every OFZ, taken for both. Accrued interest is left out: the paper market trades these
 * bonds without it. Prices are plausible; margin rates, volatility and turnover are our choice.
 */
export const BONDS: readonly InstrumentSpec[] = [
  {
    symbol: 'SU26238RMFS4',
    kind: 'bond',
    settlement: 'spot',
    title: 'OFZ 26238',
    titleRu: 'ОФЗ 26238',
    base: 'SU26238RMFS4',
    quote: 'rub',
    priceStep: '0.001',
    quantityStep: '1',
    multiplier: '10',
    calendar: 'moscow',
    marginRates: { long: '0.15', short: '0.18' },
    shortable: false,
    bond: { nominal: '1000', couponPercent: '7.1', couponsPerYear: 2, maturityDate: '2041-05-15' },
    ids: { ticker: 'SU26238RMFS4', classCode: 'TQOB', figi: 'BBG011FJ4HS6', isin: 'RU000A1038V6' },
    typicalPrice: '58.2',
    dailyVolatility: '0.006',
    dailyTurnover: '2500000000',
  },
  {
    symbol: 'SU26243RMFS4',
    kind: 'bond',
    settlement: 'spot',
    title: 'OFZ 26243',
    titleRu: 'ОФЗ 26243',
    base: 'SU26243RMFS4',
    quote: 'rub',
    priceStep: '0.001',
    quantityStep: '1',
    multiplier: '10',
    calendar: 'moscow',
    marginRates: { long: '0.15', short: '0.18' },
    shortable: false,
    bond: { nominal: '1000', couponPercent: '9.8', couponsPerYear: 2, maturityDate: '2038-05-19' },
    ids: {
      ticker: 'SU26243RMFS4',
      classCode: 'TQOB',
      figi: 'TCS00A106E90',
      uid: '0d46d347-0e03-44af-a617-a86ed4d07bba',
      positionUid: 'b968924c-54b8-43b5-ae3e-c0adfd02f59b',
      isin: 'RU000A106E90',
    },
    typicalPrice: '73.5',
    dailyVolatility: '0.005',
    dailyTurnover: '1200000000',
  },
];

export const BOND_ASSETS: readonly AssetSpec[] = BONDS.map(({ symbol, title }) => ({
  code: symbol,
  name: title,
  kind: 'security',
}));
