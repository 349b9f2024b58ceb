import type { TradeRecord } from '@outcry/core';

/**
 * The ids of a trade's parts. Ids of trades, steps and orders are multiples of 16, so that what is added to them tells parts
 * apart: a step has its own id, the others stand behind that of the trade or of their order.
 */
const SPACING = 16;
const [POSITION, STOP_LOSS, MARKET_CLOSE, ORDER] = [1, 2, 3, 4] as const;

export type Part =
  | { readonly kind: 'position' }
  | { readonly kind: 'stopLoss' }
  | { readonly kind: 'marketClose' }
  | { readonly kind: 'step'; readonly position: number }
  /** An order that added to the trade or reduced it. */
  | { readonly kind: 'order'; readonly order: number };

export const positionId = (trade: number): number => trade + POSITION;
export const stopLossId = (trade: number): number => trade + STOP_LOSS;
export const marketCloseId = (trade: number): number => trade + MARKET_CLOSE;
export const orderTradeId = (order: number): number => order + ORDER;

/** The part of a trade that an id names; whether there is such an order is not known here. */
export function partNamed({ id: trade, steps, settings }: TradeRecord, id: number): Part | undefined {
  if (id === positionId(trade)) return { kind: 'position' };
  if (id === stopLossId(trade)) return settings.stopLoss === null ? undefined : { kind: 'stopLoss' };
  if (id === marketCloseId(trade)) return { kind: 'marketClose' };
  if (id % SPACING === ORDER) return { kind: 'order', order: id - ORDER };
  const step = steps.find((each) => each.id === id);
  return step === undefined ? undefined : { kind: 'step', position: step.settings.position };
}
