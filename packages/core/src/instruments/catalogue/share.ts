import type { InstrumentSpec } from '../spec.ts';

/** What is told of one share of board TQBR; everything else is the same for all. */
export interface ShareRow {
  readonly title: string;
  readonly titleRu: string;
  readonly isin: string;
  readonly figi: string;
  readonly uid: string;
  readonly positionUid?: string;
  readonly assetUid?: string;
  readonly trading: { readonly lot: string; readonly step: string; readonly price: string };
  /** Turnover in roubles. */
  readonly daily: { readonly volatility: string; readonly turnover: string };
  readonly margin: { readonly long: string; readonly short: string };
}

/** Margin rates by liquidity, our choice. */
export const BLUE_CHIP = { long: '0.2', short: '0.22' };
export const LIQUID = { long: '0.25', short: '0.3' };
export const VOLATILE = { long: '0.35', short: '0.4' };

/** A share under its ticker; its lot is the quantity step, and 3Commas' name of the pair an alias. */
export function share(ticker: string, row: ShareRow): InstrumentSpec {
  return {
    symbol: ticker,
    kind: 'share',
    settlement: 'spot',
    title: row.title,
    titleRu: row.titleRu,
    base: ticker,
    quote: 'rub',
    priceStep: row.trading.step,
    quantityStep: row.trading.lot,
    calendar: 'moscow',
    marginRates: row.margin,
    shortable: true,
    ids: {
      ticker,
      classCode: 'TQBR',
      figi: row.figi,
      uid: row.uid,
      ...(row.positionUid === undefined ? {} : { positionUid: row.positionUid }),
      ...(row.assetUid === undefined ? {} : { assetUid: row.assetUid }),
      isin: row.isin,
      aliases: [`RUB_${ticker}`],
    },
    typicalPrice: row.trading.price,
    dailyVolatility: row.daily.volatility,
    dailyTurnover: row.daily.turnover,
  };
}
