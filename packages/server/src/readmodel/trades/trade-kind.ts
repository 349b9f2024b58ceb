import type { TradeSettings } from '@outcry/core';

/**
 * What a smart trade is for people: a `smartSale` sells coins that are held already, a `smartBuy` buys back what was sold
 * already; `smartTrade` and `smartCover` enter first and leave later, long and short; simple ones only buy or sell. It
 * follows from the settings: an edit can make a simple one, that gets an exit, a smart one.
 */
export const TRADE_KINDS = ['smartSale', 'smartTrade', 'smartBuy', 'smartCover', 'simpleBuy', 'simpleSell'] as const;
export type TradeKind = (typeof TRADE_KINDS)[number];

export function tradeKind({ side, entry, takeProfits, stopLoss }: TradeSettings): TradeKind {
  const long = side === 'long';
  if (entry === null) return long ? 'smartSale' : 'smartBuy';
  if (takeProfits.length === 0 && stopLoss === null) return long ? 'simpleBuy' : 'simpleSell';
  return long ? 'smartTrade' : 'smartCover';
}

/** Whether its entry waits, or has waited, for a price. */
export function isConditional({ entry }: TradeSettings): boolean {
  return entry?.type === 'conditional';
}
