import type { Instrument } from '../instruments/index.ts';
import { MAX_DEPTH } from './ladder.ts';
import { type InstrumentMarket, type MarketState, marketOf, RECENT_TRADES } from './state.ts';
import type { DayTick, Tick, TradeTick } from './ticks.ts';

const DAY = 86_400_000;

/** Folds one tick into the market state and returns the instrument's market. Newer information wins over older. */
export function applyTick(state: MarketState, instrument: Instrument, tick: Tick, at: number): InstrumentMarket {
  const market = marketOf(state, instrument.id);
  market.updatedAt = at;
  market.bids.begin();
  market.asks.begin();
  switch (tick.kind) {
    case 'quote':
      market.bids.setBest(tick.bid, tick.bidSize);
      market.asks.setBest(tick.ask, tick.askSize);
      if (tick.bidSize > 0) market.asks.dropThrough(tick.bid);
      if (tick.askSize > 0) market.bids.dropThrough(tick.ask);
      break;
    case 'depth':
      market.bids.replace(tick.bids.slice(0, 2 * MAX_DEPTH));
      market.asks.replace(tick.asks.slice(0, 2 * MAX_DEPTH));
      break;
    case 'level':
      if (tick.side === 'bid') {
        market.bids.setLevel(tick.price, tick.size);
        if (tick.size > 0) market.asks.dropThrough(tick.price);
      } else {
        market.asks.setLevel(tick.price, tick.size);
        if (tick.size > 0) market.bids.dropThrough(tick.price);
      }
      break;
    case 'trade':
      applyTrade(market, instrument, tick, at);
      break;
    case 'day':
      applyDay(market, instrument, tick, at);
      break;
    case 'status':
      market.status = tick.status;
      if (tick.status === 'closed') {
        market.bids.clear();
        market.asks.clear();
      }
      break;
  }
  return market;
}

function applyDay(market: InstrumentMarket, instrument: Instrument, tick: DayTick, at: number): void {
  market.day = Math.floor((at + instrument.dayOffset) / DAY);
  market.open = tick.open;
  market.high = tick.high;
  market.low = tick.low;
  market.volume = tick.volume;
  market.previousClose = tick.previousClose ?? 0;
  market.hasPreviousClose = tick.previousClose !== null;
}

function applyTrade(market: InstrumentMarket, instrument: Instrument, tick: TradeTick, at: number): void {
  const day = Math.floor((at + instrument.dayOffset) / DAY);
  if (day !== market.day) {
    if (market.lastAt > 0) {
      market.previousClose = market.last;
      market.hasPreviousClose = true;
    }
    market.day = day;
    market.open = tick.price;
    market.high = tick.price;
    market.low = tick.price;
    market.volume = 0;
  }
  market.last = tick.price;
  market.lastSize = tick.size;
  market.lastAt = at;
  if (tick.price > market.high) market.high = tick.price;
  if (tick.price < market.low) market.low = tick.price;
  market.volume = Math.min(market.volume + tick.size, Number.MAX_SAFE_INTEGER);
  market.trades.push({ at, price: tick.price, size: tick.size, aggressor: tick.aggressor ?? null });
  if (market.trades.length > 2 * RECENT_TRADES) market.trades.splice(0, RECENT_TRADES);
}
