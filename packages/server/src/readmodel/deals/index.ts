export { BOT_ORDERS, type BotFilter, type BotOrder, botRow, findBot, listBots } from './bot-list.ts';
export type { DealEventData, DealEventKind } from './deal-event.ts';
export {
  DEAL_ORDERS,
  DEAL_STATUS_FILTERS,
  type DealFilter,
  type DealOrder,
  type DealStatusFilter,
} from './deal-filter.ts';
export { listDeals } from './deal-list.ts';
export { dealsOfTurn } from './deal-of-event.ts';
export { type DealRow, dealsById, findDeal, finishedDealRow, runningDealRow } from './deal-row.ts';
export {
  type DayProfit,
  type DealTotals,
  dealTotals,
  MAX_PROFIT_DAYS,
  type ProfitSums,
  profitByDay,
  type TotalsOf,
} from './deal-totals.ts';
export { MAX_OFFSET, MAX_RANKED_PAGE, type RankedRequest } from './ranked.ts';
export { type DealEventRow, type DealOrderRow, listDealEvents, listDealOrders, type OrderPart } from './timeline.ts';
