export { applyTick } from './apply.ts';
export { checkTick } from './check.ts';
export { Ladder, MAX_DEPTH } from './ladder.ts';
export { bestAsk, bestBid, type DepthLevel, depth, recentTrades, valuationPrice } from './queries.ts';
export {
  emptyMarket,
  InstrumentMarket,
  type MarketState,
  type MarketTrade,
  marketOf,
  RECENT_TRADES,
  refuseTick,
} from './state.ts';
export type { DayTick, DepthTick, LevelTick, QuoteTick, StatusTick, Tick, TradeTick, TradingStatus } from './ticks.ts';
