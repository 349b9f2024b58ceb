export { applyOrders } from './apply.ts';
export {
  cancelOrder,
  cancelOrders,
  continueMassCancel,
  endTrading,
  expireOrders,
  fireOrder,
  MASS_CANCEL_SLICE,
} from './change.ts';
export type {
  CancelAllOrders,
  CancelOrder,
  MoveOrder,
  OrdersCommand,
  PlaceOrder,
  ReplaceOrder,
  Report,
  VenueReport,
} from './commands.ts';
export { decideOrders } from './decide.ts';
export { distanceFromText, distanceToText } from './distance-text.ts';
export { endOrder } from './end.ts';
export {
  ORDERS_EVENTS,
  type OrderAccepted,
  type OrderEnded,
  type OrderFilled,
  type OrderMoved,
  type OrderPlaced,
  type OrderRested,
  type OrdersEvent,
} from './events.ts';
export { type Execution, emitFill, fillOrEnd, type PreparedFill, prepareFill } from './fill.ts';
export { type MaxOrder, maxOrder } from './max-order.ts';
export { isLimited, ORDER_TYPES, type OrderType, type Wait, waitOf } from './order-types.ts';
export { marketValue } from './place.ts';
export { type Planned, plannedOf, plannedOrders } from './planned.ts';
export { judgedByPortfolio } from './portfolio.ts';
export { type OrderPreview, previewOrder } from './preview.ts';
export { openOrder, openOrders, takeFinished } from './queries.ts';
export {
  type OrdersHead,
  type OrdersSnapshot,
  orderRow,
  restoreOrders,
  snapshotOrders,
  snapshotOrdersHead,
} from './snapshot.ts';
export {
  type Action,
  type EndReason,
  emptyOrders,
  type FinalStatus,
  type FinishedOrder,
  idFrom,
  type OpenStatus,
  type Order,
  type OrdersState,
  openQuantity,
  orderById,
  type Validity,
} from './state.ts';
export type { Trigger } from './trigger.ts';
export type { OrdersWorld } from './world.ts';
