export type { GridEventData, GridEventKind } from './grid-event.ts';
export {
  findGrid,
  GRID_ORDERS,
  type GridFilter,
  type GridOrder,
  type GridRow,
  gridRow,
  listGrids,
} from './grid-list.ts';
export {
  type GridEventRow,
  type GridOrderRow,
  type GridProfitRow,
  gridEventPage,
  listGridEvents,
  listGridOrders,
  listGridProfits,
} from './timeline.ts';
