import type { AssetSpec, InstrumentSpec } from '../src/index.ts';

/** A handful of instruments with round figures, so that the numbers in tests can be checked by head. */

export const ASSETS: readonly AssetSpec[] = [
  { code: 'rub', name: 'Russian rouble', kind: 'fiat' },
  { code: 'usd', name: 'US dollar', kind: 'fiat' },
  { code: 'eur', name: 'Euro', kind: 'fiat' },
  { code: 'jpy', name: 'Japanese yen', kind: 'fiat' },
  { code: 'USDT', name: 'Tether', kind: 'crypto' },
  { code: 'BTC', name: 'Bitcoin', kind: 'crypto' },
  { code: 'SBER', name: 'Sberbank', kind: 'security' },
  { code: 'GAZP', name: 'Gazprom', kind: 'security' },
  { code: 'FUND', name: 'A fund that is not lent', kind: 'security' },
];

const SYNTHETIC = { dailyVolatility: '0.02', dailyTurnover: '1000000' };

function share(symbol: string, rest: Partial<InstrumentSpec> = {}): InstrumentSpec {
  return {
    symbol,
    kind: 'share',
    settlement: 'spot',
    title: symbol,
    base: symbol,
    quote: 'rub',
    priceStep: '0.01',
    quantityStep: '1',
    calendar: 'moscow',
    marginRates: { long: '0.2', short: '0.25' },
    shortable: true,
    ids: { ticker: symbol, classCode: 'TQBR' },
    typicalPrice: '100',
    ...SYNTHETIC,
    ...rest,
  };
}

function future(symbol: string, lastTradeDate: string, initialMargin: string, multiplier: string): InstrumentSpec {
  return {
    symbol,
    kind: 'future',
    settlement: 'futures',
    title: symbol,
    quote: 'rub',
    priceStep: '1',
    quantityStep: '1',
    multiplier,
    calendar: 'moscow',
    initialMargin,
    shortable: true,
    future: {
      basicAsset: 'SBER',
      basicAssetSize: '100',
      assetType: 'security',
      delivery: 'cash',
      firstTradeDate: '2026-01-15',
      lastTradeDate,
      expirationDate: lastTradeDate,
    },
    ids: { ticker: symbol, classCode: 'SPBFUT' },
    typicalPrice: '30000',
    ...SYNTHETIC,
  };
}

function pair(symbol: string, priceStep: string): InstrumentSpec {
  return {
    symbol,
    kind: 'currency',
    settlement: 'cfd',
    title: symbol,
    pairBase: symbol.slice(0, 3).toLowerCase(),
    quote: symbol.slice(3).toLowerCase(),
    priceStep,
    quantityStep: '10',
    contractSize: '100000',
    calendar: 'utc',
    marginRates: { long: '0.01', short: '0.01' },
    shortable: true,
    ids: { ticker: symbol, classCode: 'FX' },
    typicalPrice: '1',
    ...SYNTHETIC,
  };
}

export const SPECS: readonly InstrumentSpec[] = [
  share('SBER'),
  share('GAZP', { quantityStep: '10', minQuantity: '20', maxQuantity: '1000000' }),
  share('FUND', { kind: 'etf', shortable: false }),
  {
    ...share('USDT_BTC'),
    kind: 'crypto',
    base: 'BTC',
    quote: 'USDT',
    priceStep: '0.01',
    quantityStep: '0.00001',
    minNotional: '5',
    calendar: 'utc',
    ids: { ticker: 'BTCUSDT', classCode: 'CRYPTO' },
    typicalPrice: '50000',
  },
  future('SRZ6', '2026-12-17', '6500', '1'),
  future('MXZ6', '2026-12-17', '30000', '2.5'),
  pair('EURUSD', '0.00001'),
  pair('USDJPY', '0.001'),
  pair('EURJPY', '0.001'),
  share('HALT', { base: 'FUND', tradable: false }),
];
