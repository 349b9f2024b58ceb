export { applyTick } from './apply.ts';
export { Ladder } from './ladder.ts';
export { bestAsk, bestBid, type DepthLevel, depth, recentTrades, valuationPrice } from './queries.ts';
export { emptyMarket, InstrumentMarket, type MarketState, type MarketTrade, MAX_DEPTH, marketOf, RECENT_TRADES } from './state.ts';
export type { DepthTick, LevelTick, QuoteTick, StatusTick, Tick, TradeTick, TradingStatus } from './ticks.ts';
