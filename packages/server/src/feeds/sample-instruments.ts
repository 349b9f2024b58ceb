import type { Instrument, InstrumentSpec, Money, Price, Quantity } from '@outcry/core';

/** A few instruments for the tests of feeds, built by hand so that the catalogue may change freely. */
type Sample = Pick<InstrumentSpec, 'symbol' | 'kind' | 'quote' | 'priceStep' | 'quantityStep' | 'typicalPrice'> &
  Pick<InstrumentSpec, 'dailyVolatility' | 'dailyTurnover'> &
  Partial<InstrumentSpec>;

const SAMPLES: readonly Sample[] = [
  crypto('USDT_BTC', 'BTC', 'USDT', '0.01', '0.00001', '97000', '0.025', '2000000000'),
  crypto('USDT_ETH', 'ETH', 'USDT', '0.01', '0.0001', '3300', '0.034', '1200000000'),
  crypto('BTC_ETH', 'ETH', 'BTC', '0.000001', '0.0001', '0.034', '0.02', '700'),
  crypto('USDT_DOGE', 'DOGE', 'USDT', '0.00001', '1', '0.25', '0.05', '400000000'),
  crypto('USDT_ADA', 'ADA', 'USDT', '0.0001', '0.1', '0.8', '0.05', '200000000'),
  crypto('BTC_SOL', 'SOL', 'BTC', '0.0000001', '0.01', '0.0018', '0.03', '60'),
  crypto('USDT_SOL', 'SOL', 'USDT', '0.01', '0.001', '170', '0.045', '500000000'),
  share('SBER', '0.01', '10', '300', '0.017', '12000000000'),
  share('GAZP', '0.01', '10', '130', '0.019', '8000000000'),
  share('LKOH', '0.5', '1', '7000', '0.017', '6000000000'),
  share('YNDX', '0.1', '1', '2500', '0.025', '1500000000'),
  {
    ...share('SBRF', '1', '1', '30500', '0.017', '3000000000'),
    kind: 'future',
    future: {
      basicInstrument: 'SBER',
      basicAsset: 'SBER',
      basicAssetSize: '100',
      assetType: 'security',
      delivery: 'physical',
      firstTradeDate: '2024-06-20',
      lastTradeDate: '2025-06-19',
      expirationDate: '2025-06-20',
    },
  },
  { ...share('OFZ', '0.001', '1', '61', '0.004', '500000000'), kind: 'bond', multiplier: '10' },
  currency('EURUSD', 'eur', 'usd', '0.00001', '1.08', '0.005'),
  currency('GBPUSD', 'gbp', 'usd', '0.00001', '1.27', '0.005'),
  currency('EURGBP', 'eur', 'gbp', '0.00001', '0.85', '0.004'),
  currency('USDJPY', 'usd', 'jpy', '0.001', '150', '0.006'),
];

/** The sample instruments with ids from 1, or those with the given symbols in that order. */
export function sampleInstruments(symbols: readonly string[] = SAMPLES.map((sample) => sample.symbol)): Instrument[] {
  return symbols.map((symbol) => {
    const id = SAMPLES.findIndex((sample) => sample.symbol === symbol) + 1;
    const sample = SAMPLES[id - 1];
    if (sample === undefined) throw new RangeError(`no sample instrument ${symbol}`);
    return instrument(id, sample);
  });
}

/** The sample instrument of this name. */
export function findSample(symbol: string): Instrument | undefined {
  return SAMPLES.some((sample) => sample.symbol === symbol) ? sampleInstruments([symbol])[0] : undefined;
}

function crypto(
  symbol: string,
  base: string,
  quote: string,
  priceStep: string,
  quantityStep: string,
  typicalPrice: string,
  dailyVolatility: string,
  dailyTurnover: string,
): Sample {
  const calendar = 'utc';
  return {
    symbol,
    kind: 'crypto',
    base,
    quote,
    priceStep,
    quantityStep,
    typicalPrice,
    dailyVolatility,
    dailyTurnover,
    calendar,
  };
}

function share(
  symbol: string,
  priceStep: string,
  quantityStep: string,
  typicalPrice: string,
  dailyVolatility: string,
  dailyTurnover: string,
): Sample {
  return {
    symbol,
    kind: 'share',
    quote: 'rub',
    priceStep,
    quantityStep,
    typicalPrice,
    dailyVolatility,
    dailyTurnover,
    calendar: 'moscow',
  };
}

function currency(
  symbol: string,
  pairBase: string,
  quote: string,
  priceStep: string,
  typicalPrice: string,
  volatility: string,
): Sample {
  return {
    symbol,
    kind: 'currency',
    settlement: 'cfd',
    pairBase,
    quote,
    priceStep,
    quantityStep: '1000',
    typicalPrice,
    dailyVolatility: volatility,
    dailyTurnover: '3000000000',
    calendar: 'utc',
  };
}

function instrument(id: number, sample: Sample): Instrument {
  const spec: InstrumentSpec = {
    settlement: sample.kind === 'future' ? 'futures' : 'spot',
    title: sample.symbol,
    calendar: 'utc',
    ids: { ticker: sample.symbol, classCode: 'SAMPLE' },
    ...sample,
  };
  return {
    id,
    symbol: spec.symbol,
    spec,
    settlement: spec.settlement,
    base: 0,
    quote: 1,
    stepValue: 1n as Money,
    stepUnits: 0n as Money,
    pairBase: 0,
    pairUnits: 0n as Money,
    priceStep: scaledStep(spec.priceStep),
    quantityStep: scaledStep(spec.quantityStep),
    minQuantity: 1 as Quantity,
    maxQuantity: (2 ** 40) as Quantity,
    minNotional: 0n as Money,
    initialMargin: 0n as Money,
    marginLong: 1_000_000,
    marginShort: 1_000_000,
    shortable: false,
    tradable: true,
    dayOffset: spec.calendar === 'moscow' ? 10_800_000 : 0,
    expiresAt: spec.future === undefined ? 0 : Date.parse(spec.future.expirationDate),
    lowestPrice: 1 as Price,
    highestPrice: (2 ** 40) as Price,
  };
}

function scaledStep(text: string): { coefficient: bigint; scale: number } {
  const [whole = '', fraction = ''] = text.split('.');
  return { coefficient: BigInt(whole + fraction), scale: fraction.length };
}
