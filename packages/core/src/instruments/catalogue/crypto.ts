import type { AssetSpec, InstrumentSpec } from '../spec.ts';

/**
 * Crypto pairs with the filters of Binance spot: tick (PRICE_FILTER), step (LOT_SIZE), largest quantity and smallest
 * notional, from a recorded `exchangeInfo` of October 2023. ETH_BTC keeps the finer tick of 2021 (0.000001, since then
 * 0.00001), so that tapes of that time fit.
 *
 * Symbols put the quote first, as 3Commas does (`threecommas.md` 1). Prices are plausible for 2026 and agree with each
 * other; margin rates, volatility and turnover are our choice.
 */

const COINS: Readonly<Record<string, string>> = {
  USDT: 'Tether',
  BTC: 'Bitcoin',
  ETH: 'Ether',
  BNB: 'BNB',
  SOL: 'Solana',
  XRP: 'XRP',
  ADA: 'Cardano',
  DOGE: 'Dogecoin',
  TRX: 'TRON',
  LTC: 'Litecoin',
  LINK: 'Chainlink',
  DOT: 'Polkadot',
  AVAX: 'Avalanche',
  ATOM: 'Cosmos',
  BCH: 'Bitcoin Cash',
};

export const CRYPTO_ASSETS: readonly AssetSpec[] = Object.entries(COINS).map(([code, name]) => ({
  code,
  name,
  kind: 'crypto',
}));

interface PairRow {
  readonly tick: string;
  readonly step: string;
  readonly max: string;
  readonly price: string;
  readonly volatility: string;
  /** In the quote asset. */
  readonly turnover: string;
}

const MIN_NOTIONAL: Readonly<Record<string, string>> = { USDT: '5', BTC: '0.0001' };

export const CRYPTO: readonly InstrumentSpec[] = [
  pair('BTC', 'USDT', {
    tick: '0.01',
    step: '0.00001',
    max: '9000',
    price: '63000',
    volatility: '0.025',
    turnover: '1500000000',
  }),
  pair('ETH', 'USDT', {
    tick: '0.01',
    step: '0.0001',
    max: '9000',
    price: '2100',
    volatility: '0.033',
    turnover: '900000000',
  }),
  pair('BNB', 'USDT', {
    tick: '0.1',
    step: '0.001',
    max: '900000',
    price: '650',
    volatility: '0.025',
    turnover: '150000000',
  }),
  pair('SOL', 'USDT', {
    tick: '0.01',
    step: '0.01',
    max: '90000',
    price: '90',
    volatility: '0.042',
    turnover: '400000000',
  }),
  pair('XRP', 'USDT', {
    tick: '0.0001',
    step: '1',
    max: '9222449',
    price: '1.45',
    volatility: '0.038',
    turnover: '300000000',
  }),
  pair('ADA', 'USDT', {
    tick: '0.0001',
    step: '0.1',
    max: '900000',
    price: '0.28',
    volatility: '0.042',
    turnover: '60000000',
  }),
  pair('DOGE', 'USDT', {
    tick: '0.00001',
    step: '1',
    max: '9000000',
    price: '0.1',
    volatility: '0.046',
    turnover: '150000000',
  }),
  pair('TRX', 'USDT', {
    tick: '0.00001',
    step: '0.1',
    max: '9000000',
    price: '0.29',
    volatility: '0.018',
    turnover: '60000000',
  }),
  pair('LTC', 'USDT', {
    tick: '0.01',
    step: '0.001',
    max: '90000',
    price: '58',
    volatility: '0.034',
    turnover: '40000000',
  }),
  pair('LINK', 'USDT', {
    tick: '0.001',
    step: '0.01',
    max: '90000',
    price: '9.5',
    volatility: '0.042',
    turnover: '60000000',
  }),
  pair('DOT', 'USDT', {
    tick: '0.001',
    step: '0.01',
    max: '90000',
    price: '1.4',
    volatility: '0.042',
    turnover: '20000000',
  }),
  pair('AVAX', 'USDT', {
    tick: '0.01',
    step: '0.01',
    max: '90000',
    price: '10',
    volatility: '0.045',
    turnover: '30000000',
  }),
  pair('ATOM', 'USDT', {
    tick: '0.001',
    step: '0.01',
    max: '90000',
    price: '2.1',
    volatility: '0.04',
    turnover: '10000000',
  }),
  pair('BCH', 'USDT', {
    tick: '0.1',
    step: '0.001',
    max: '90000',
    price: '450',
    volatility: '0.035',
    turnover: '40000000',
  }),
  pair('ETH', 'BTC', {
    tick: '0.000001',
    step: '0.0001',
    max: '100000',
    price: '0.033333',
    volatility: '0.018',
    turnover: '1200',
  }),
  pair('BNB', 'BTC', {
    tick: '0.000001',
    step: '0.001',
    max: '100000',
    price: '0.010317',
    volatility: '0.016',
    turnover: '150',
  }),
  pair('SOL', 'BTC', {
    tick: '0.0000001',
    step: '0.01',
    max: '90000000',
    price: '0.0014286',
    volatility: '0.028',
    turnover: '250',
  }),
  pair('XRP', 'BTC', {
    tick: '0.00000001',
    step: '1',
    max: '90000000',
    price: '0.00002302',
    volatility: '0.028',
    turnover: '120',
  }),
  pair('LTC', 'BTC', {
    tick: '0.000001',
    step: '0.001',
    max: '100000',
    price: '0.000921',
    volatility: '0.025',
    turnover: '20',
  }),
  pair('ADA', 'BTC', {
    tick: '0.00000001',
    step: '0.1',
    max: '90000000',
    price: '0.00000444',
    volatility: '0.03',
    turnover: '20',
  }),
  pair('LINK', 'BTC', {
    tick: '0.0000001',
    step: '0.01',
    max: '90000000',
    price: '0.0001508',
    volatility: '0.03',
    turnover: '15',
  }),
  pair('DOGE', 'BTC', {
    tick: '0.00000001',
    step: '1',
    max: '90000000',
    price: '0.00000159',
    volatility: '0.034',
    turnover: '30',
  }),
];

function pair(base: string, quote: string, row: PairRow): InstrumentSpec {
  return {
    symbol: `${quote}_${base}`,
    kind: 'crypto',
    settlement: 'spot',
    title: `${COINS[base]} / ${COINS[quote]}`,
    base,
    quote,
    priceStep: row.tick,
    quantityStep: row.step,
    maxQuantity: row.max,
    ...(MIN_NOTIONAL[quote] === undefined ? {} : { minNotional: MIN_NOTIONAL[quote] }),
    calendar: 'utc',
    marginRates: { long: '0.333333', short: '0.333333' },
    shortable: true,
    ids: { ticker: `${base}${quote}`, classCode: 'CRYPTO', aliases: [`${base}${quote}`, `${base}/${quote}`] },
    typicalPrice: row.price,
    dailyVolatility: row.volatility,
    dailyTurnover: row.turnover,
  };
}
