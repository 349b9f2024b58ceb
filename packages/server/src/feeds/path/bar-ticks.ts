import type { Price, Quantity, Tick } from '@outcry/core';
import type { TimedTick } from '../feed.ts';
import type { PathTrade } from './bar-trades.ts';
import { type BookShape, bookSide, levelSize } from './book.ts';
import type { Random } from './random.ts';

/** How the market around a path looks during one bar. */
export interface BarDisplay extends BookShape {
  readonly instrument: number;
  /** Typical distance of bid and ask in price steps, at least 1. */
  readonly spread: number;
  /** Further quotes beside those that the trades ask for. */
  readonly extraQuotes: number;
  /** How often the whole book is shown, the bar's beginning included; at least 1. */
  readonly depths: number;
}

/**
 * The ticks of one bar that opens at `from` and lasts `length` ms: its trades, with a quote and the book first and a
 * moving quote and book around them. Each trade prints at the displayed bid (aggressor sell) or ask (aggressor buy).
 * A bar without trades shows quotes around `open`.
 */
export function barTicks(
  from: number,
  length: number,
  open: number,
  trades: readonly PathTrade[],
  display: BarDisplay,
  random: Random,
): TimedTick[] {
  const painter = new MarketPainter(display, random);
  painter.openAround(trades[0]?.price ?? open, from);
  const gaps = trades.length + 1;
  const quoteShare = display.extraQuotes / gaps;
  const depthShare = (display.depths - 1) / gaps;
  let last = 0;
  for (let gap = 0; gap < gaps; gap += 1) {
    const trade = trades[gap];
    const next = trade === undefined ? length - 1 : trade.after;
    painter.pass(from + last, from + next, quoteShare, depthShare);
    if (trade !== undefined) painter.trade(from + last, from + next, trade.price, trade.size);
    last = next;
  }
  return painter.ticks;
}

/** Keeps the displayed market of one bar and writes its ticks in time order. */
class MarketPainter {
  readonly ticks: TimedTick[] = [];
  private readonly display: BarDisplay;
  private readonly random: Random;
  private bid = 0;
  private ask = 0;
  private time = 0;

  constructor(display: BarDisplay, random: Random) {
    this.display = display;
    this.random = random;
  }

  /** The bar begins: the first trade's price is the bid or the ask. */
  openAround(price: number, at: number): void {
    this.time = at;
    this.place(price, this.random.next() < 0.5);
    this.quote(at);
    this.depth(at);
  }

  /** Time passes without a trade: sizes change, a narrowed spread opens again, the book is shown. */
  pass(from: number, to: number, quotes: number, depths: number): void {
    const quoteCount = this.chanceCount(quotes);
    const depthCount = this.chanceCount(depths);
    const steps = quoteCount + depthCount;
    for (let step = 1; step <= steps; step += 1) {
      const at = Math.floor(from + ((to - from) * (step - this.random.next())) / steps);
      if (step <= quoteCount) {
        this.breathe();
        this.quote(at);
      } else {
        this.depth(at);
      }
    }
  }

  trade(from: number, at: number, price: number, size: number): void {
    const aggressor = this.side(price);
    const shown = aggressor === 'buy' ? this.ask : this.bid;
    if (shown !== price) {
      this.place(price, aggressor === 'buy');
      const lead = Math.floor((at - from) * this.random.next() * 0.8);
      this.quote(at - lead);
    }
    this.emit(at, {
      kind: 'trade',
      instrument: this.display.instrument,
      price: price as Price,
      size: size as Quantity,
      aggressor,
    });
  }

  /** A trade at or above the ask was a buy, at or below the bid a sell, inside the spread either. */
  private side(price: number): 'buy' | 'sell' {
    if (price >= this.ask) return 'buy';
    if (price <= this.bid) return 'sell';
    return this.random.next() < 0.5 ? 'buy' : 'sell';
  }

  /** Puts ask or bid on the price; the other side stays when it is near enough on the right side, else it follows. */
  private place(price: number, buy: boolean): void {
    const spread = this.spread();
    if (buy && price > 1) {
      this.ask = price;
      if (this.bid >= price || this.bid < Math.max(1, price - 2 * spread)) this.bid = Math.max(1, price - spread);
    } else {
      this.bid = price;
      if (this.ask <= price || this.ask > price + 2 * spread) this.ask = price + spread;
    }
  }

  private breathe(): void {
    const spread = this.spread();
    if (this.random.next() < 0.5) this.ask = this.bid + spread;
    else this.bid = Math.max(1, this.ask - spread);
  }

  private spread(): number {
    return Math.max(1, Math.round(this.display.spread * (0.6 + 0.8 * this.random.next())));
  }

  private chanceCount(mean: number): number {
    return Math.floor(mean + this.random.next());
  }

  private quote(at: number): void {
    const flutter = this.random.next();
    this.emit(at, {
      kind: 'quote',
      instrument: this.display.instrument,
      bid: this.bid as Price,
      bidSize: levelSize(this.display, 'bid', this.bid, at, flutter) as Quantity,
      ask: this.ask as Price,
      askSize: levelSize(this.display, 'ask', this.ask, at, 1 - flutter) as Quantity,
    });
  }

  private depth(at: number): void {
    const flutter = this.random.next();
    const bidSize = levelSize(this.display, 'bid', this.bid, at, flutter);
    const askSize = levelSize(this.display, 'ask', this.ask, at, 1 - flutter);
    this.emit(at, {
      kind: 'depth',
      instrument: this.display.instrument,
      bids: bookSide(this.display, 'bid', this.bid, bidSize, at, flutter),
      asks: bookSide(this.display, 'ask', this.ask, askSize, at, flutter),
    });
  }

  private emit(at: number, tick: Tick): void {
    if (at > this.time) this.time = at;
    this.ticks.push({ at: this.time, tick });
  }
}
