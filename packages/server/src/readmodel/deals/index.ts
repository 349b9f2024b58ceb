export { BOT_ORDERS, type BotFilter, type BotOrder, botRow, findBot, listBots } from './bot-list.ts';
export type { DealEventData, DealEventKind } from './deal-event.ts';
export {
  DEAL_ORDERS,
  DEAL_STATUS_FILTERS,
  type DealFilter,
  type DealOrder,
  type DealStatusFilter,
} from './deal-filter.ts';
export { listDeals, listDealsAs } from './deal-list.ts';
export { type DealRow, type DealView, dealsById, findDeal, finishedDealRow, runningDealRow } from './deal-row.ts';
export {
  type DayProfit,
  type DealTotals,
  dealTotals,
  MAX_PROFIT_DAYS,
  type ProfitSums,
  profitByDay,
  type TotalsOf,
} from './deal-totals.ts';
export { type DealEventRow, type DealOrderRow, listDealEvents, listDealOrders } from './timeline.ts';
