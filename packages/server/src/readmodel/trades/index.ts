export { listTradeEvents, listTradeOrders, type TradeEventRow, type TradeOrderRow } from './timeline.ts';
export type { TradeEventData, TradeEventKind } from './trade-event.ts';
export {
  TRADE_ORDERS,
  TRADE_STATUS_FILTERS,
  type TradeFilter,
  type TradeOrder,
  type TradeStatusFilter,
} from './trade-filter.ts';
export { isConditional, TRADE_KINDS, type TradeKind, tradeKind } from './trade-kind.ts';
export { listTrades } from './trade-list.ts';
export { findTrade, finishedTradeRow, runningTradeRow, type TradeRow, tradeAllows, tradesById } from './trade-row.ts';
