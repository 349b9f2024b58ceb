import type { AssetSpec, InstrumentSpec } from '../spec.ts';

/**
 * Currency pairs as contracts for difference in lots of 100 000 units of the base currency, settled in the quote currency
 * (`ramm-rules.md` 5.1). Quoted in tenths of a pip, as retail brokers do; volumes have four decimals of a lot there
 * (0.0388 lots), so the step is 10 units. Prices are plausible for 2026; the margin rate (1:100), volatility and turnover
 * are our choice.
 */

const CURRENCIES: Readonly<Record<string, string>> = {
  rub: 'Russian rouble',
  usd: 'US dollar',
  eur: 'Euro',
  gbp: 'Pound sterling',
  jpy: 'Japanese yen',
  chf: 'Swiss franc',
  aud: 'Australian dollar',
  cad: 'Canadian dollar',
};

export const FIAT_ASSETS: readonly AssetSpec[] = Object.entries(CURRENCIES).map(([code, name]) => ({
  code,
  name,
  kind: 'fiat',
}));

export const CURRENCY_PAIRS: readonly InstrumentSpec[] = [
  currencyPair('EUR', 'USD', '0.00001', '1.16', '0.0045', '2000000000'),
  currencyPair('GBP', 'USD', '0.00001', '1.34', '0.0048', '1200000000'),
  currencyPair('USD', 'JPY', '0.001', '153.5', '0.0055', '200000000000'),
  currencyPair('USD', 'CHF', '0.00001', '0.8', '0.0048', '600000000'),
  currencyPair('AUD', 'USD', '0.00001', '0.66', '0.0055', '600000000'),
  currencyPair('USD', 'CAD', '0.00001', '1.39', '0.0038', '800000000'),
];

/** `turnover` in the quote currency. */
function currencyPair(
  base: string,
  quote: string,
  tick: string,
  typicalPrice: string,
  dailyVolatility: string,
  dailyTurnover: string,
): InstrumentSpec {
  const symbol = `${base}${quote}`;
  return {
    symbol,
    kind: 'currency',
    settlement: 'cfd',
    title: `${CURRENCIES[base.toLowerCase()]} / ${CURRENCIES[quote.toLowerCase()]}`,
    pairBase: base.toLowerCase(),
    quote: quote.toLowerCase(),
    priceStep: tick,
    quantityStep: '10',
    contractSize: '100000',
    calendar: 'utc',
    marginRates: { long: '0.01', short: '0.01' },
    shortable: true,
    ids: { ticker: symbol, classCode: 'FX', aliases: [`${base}/${quote}`, `${quote}_${base}`] },
    typicalPrice,
    dailyVolatility,
    dailyTurnover,
  };
}
