export { stretchOf } from './columns/pick.ts';
export { placesBetween } from './columns/places.ts';
export * from './copy/index.ts';
export { readCursor, writeCursor } from './cursor.ts';
export * from './deals/index.ts';
export { type DelayedMessage, delayedMessages, dropDelayed, keepDelayed } from './delayed/index.ts';
export {
  hasWorth,
  priceDeposit,
  type UnpricedDeposit,
  unpricedDeposits,
  type Worth,
  worthOf,
} from './deposits/index.ts';
export {
  EQUITY_SPANS,
  EQUITY_TIERS,
  type EquityFigure,
  type EquityPoint,
  type EquitySpan,
  equityCurve,
  firstEquity,
  recordEquity,
} from './equity/index.ts';
export { type FillFilter, type FillRow, listFills } from './fills.ts';
export { type FiringRow, findFirings } from './firings.ts';
export * from './grids/index.ts';
export { type NetHolding, openingTrades, type TradedSum, type Turnover, turnoverSince } from './holding-trades.ts';
export { LEDGER_KINDS, type LedgerFilter, type LedgerKind, type LedgerRow, listLedger } from './ledger.ts';
export type { LiveState } from './live-state.ts';
export {
  type AccountEntry,
  ENTRY_KINDS,
  type EntryKind,
  listOperations,
  type OperationFilter,
  type OperationPosition,
  type OperationRequest,
  type OperationRow,
} from './operations.ts';
export type { OrderRow } from './order-row.ts';
export {
  findOrder,
  freshOrder,
  listOrders,
  ORDER_STATUSES,
  type OrderFilter,
  type OrderStatusFilter,
} from './orders.ts';
export {
  type HistoryRequest,
  type ListFilter,
  MAX_LISTED_ACCOUNTS,
  MAX_PAGE,
  type Page,
  type PageRequest,
} from './page.ts';
export { type Ended, type ProjectedTurn, type ProjectedWorld, takeEnded } from './projected-turn.ts';
export { project } from './projection.ts';
export { MAX_OFFSET, MAX_RANKED_PAGE, type RankedRequest } from './ranked/ranked.ts';
export { ReadModel, type ReadModelOptions } from './read-model.ts';
export { ReadModelError, type ReadModelErrorCode } from './read-model-error.ts';
export type { ColumnReader, CompiledSql, RowSource } from './reader-messages.ts';
export { READ_MODEL_SCHEMA } from './schema.ts';
export type { LegEventData } from './timelines/leg-event.ts';
export { ownersOfTurn } from './timelines/owner-of-event.ts';
export type { LegOrderRow, OrderPart, TimelineRow } from './timelines/timeline.ts';
export * from './trades/index.ts';
export { firstWorths, listWorths, MAX_WORTH_DAYS, recordWorths, type WorthDay, type WorthRow } from './worths.ts';
