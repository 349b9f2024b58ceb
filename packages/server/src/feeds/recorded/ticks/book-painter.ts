import {
  applyTick,
  emptyMarket,
  type Instrument,
  type InstrumentMarket,
  type Ladder,
  MAX_DEPTH,
  marketOf,
  type Price,
  type Quantity,
  type Tick,
} from '@outcry/core';
import { BookSide } from './book-side.ts';
import type { BestRecord, TickRecord } from './record.ts';

/** What should be displayed: at most 50 levels a side, best first, `[price, size, …]`. */
interface Wanted {
  readonly bids: readonly number[];
  readonly asks: readonly number[];
}

/**
 * Turns the records of one instrument into ticks after which the core displays exactly the best 50 levels of the true
 * book: the known book, with the last best quote on top as long as that is newer, or that quote alone while the book is
 * not known. It keeps the whole book and, by the core's own rules, what the core displays.
 *
 * No tick on the way shows best prices that never were: levels behind the best go first, then a `quote` changes both
 * best prices at once, then the rest follows.
 */
export class BookPainter {
  private readonly instrument: Instrument;
  private readonly bids = new BookSide(1);
  private readonly asks = new BookSide(-1);
  private known = false;
  private best: BestRecord | null = null;
  private readonly shownMarket = emptyMarket();
  private readonly shown: InstrumentMarket;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
    this.shown = marketOf(this.shownMarket, instrument.id);
  }

  /** The ticks a record makes. */
  paint(record: TickRecord): Tick[] {
    if (record.kind === 'trade') {
      const { price, size, aggressor } = record;
      return [
        {
          kind: 'trade',
          instrument: this.instrument.id,
          price: price as Price,
          size: size as Quantity,
          aggressor,
        },
      ];
    }
    this.absorb(record);
    return record.kind === 'snapshot' || record.kind === 'lost' ? this.whole() : this.difference();
  }

  /** Takes a record in without making ticks. */
  absorb(record: TickRecord): void {
    switch (record.kind) {
      case 'best':
        this.best = record;
        return;
      case 'lost':
        this.known = false;
        return;
      case 'snapshot':
      case 'changes':
        if (record.kind === 'snapshot') {
          this.bids.clear();
          this.asks.clear();
          this.known = true;
        }
        this.bids.set(record.bids);
        this.asks.set(record.asks);
        if (record.coversBest) this.best = null;
    }
  }

  /** The displayed book as a whole: quote and depth. Nothing when nothing is known. */
  whole(): Tick[] {
    const wanted = this.wanted();
    const { bids, asks } = this.shown;
    if (wanted.bids.length + wanted.asks.length + bids.prices.length + asks.prices.length === 0) return [];
    const ticks: Tick[] = [];
    this.show(ticks, this.quote(wanted));
    this.show(ticks, { kind: 'depth', instrument: this.instrument.id, ...wanted });
    return ticks;
  }

  /** The core has emptied its displayed book. */
  forgetShown(): void {
    this.shown.bids.clear();
    this.shown.asks.clear();
  }

  private wanted(): Wanted {
    const { best } = this;
    return {
      bids: this.wantedSide(this.bids, best === null ? null : [best.bid, best.bidSize]),
      asks: this.wantedSide(this.asks, best === null ? null : [best.ask, best.askSize]),
    };
  }

  private wantedSide(side: BookSide, best: readonly [number, number] | null): number[] {
    if (best === null) return this.known ? side.top(MAX_DEPTH) : [];
    const [price, size] = best;
    if (size === 0) return [];
    return this.known ? [price, size, ...side.top(MAX_DEPTH - 1, price)] : [price, size];
  }

  private difference(): Tick[] {
    const wanted = this.wanted();
    const ticks: Tick[] = [];
    this.removeGone(ticks, wanted, true);
    if (!sameBest(this.shown.bids, wanted.bids) || !sameBest(this.shown.asks, wanted.asks)) {
      this.show(ticks, this.quote(wanted));
    }
    this.removeGone(ticks, wanted, false);
    this.setLevels(ticks, 'bid', this.shown.bids, wanted.bids);
    this.setLevels(ticks, 'ask', this.shown.asks, wanted.asks);
    return ticks;
  }

  /**
   * Removes levels that are not wanted; `behind`: only those that are neither shown nor wanted among the best. What only
   * has too many better levels before it by now is not removed: the core lets it go by itself when those come.
   */
  private removeGone(ticks: Tick[], wanted: Wanted, behind: boolean): void {
    for (const [side, ladder, levels, known] of [
      ['bid', this.shown.bids, wanted.bids, this.bids],
      ['ask', this.shown.asks, wanted.asks, this.asks],
    ] as const) {
      const best = levels[0];
      const worst = levels.length === 2 * MAX_DEPTH ? levels.at(-2) : undefined;
      for (const price of goneFrom(ladder, levels)) {
        if (worst !== undefined && ladder.better(worst, price) && known.has(price)) continue;
        const atTop = price === ladder.prices[0] || best === undefined || ladder.better(price, best);
        if (!(behind && atTop)) this.showLevel(ticks, side, price, 0);
      }
    }
  }

  private setLevels(ticks: Tick[], side: 'bid' | 'ask', ladder: Ladder, levels: readonly number[]): void {
    for (let i = 0; i < levels.length; i += 2) {
      const [price, size] = [levels[i] as number, levels[i + 1] as number];
      if (ladder.prices[i / 2] !== price || ladder.sizes[i / 2] !== size) this.showLevel(ticks, side, price, size);
    }
  }

  private quote({ bids, asks }: Wanted): Tick {
    return {
      kind: 'quote',
      instrument: this.instrument.id,
      bid: (bids[0] ?? 0) as Price,
      bidSize: (bids[1] ?? 0) as Quantity,
      ask: (asks[0] ?? 0) as Price,
      askSize: (asks[1] ?? 0) as Quantity,
    };
  }

  private showLevel(ticks: Tick[], side: 'bid' | 'ask', price: number, size: number): void {
    this.show(ticks, {
      kind: 'level',
      instrument: this.instrument.id,
      side,
      price: price as Price,
      size: size as Quantity,
    });
  }

  private show(ticks: Tick[], tick: Tick): void {
    ticks.push(tick);
    applyTick(this.shownMarket, this.instrument, tick, 0);
  }
}

function sameBest(ladder: Ladder, levels: readonly number[]): boolean {
  return ladder.prices[0] === levels[0] && ladder.sizes[0] === levels[1];
}

/** Prices that are displayed but not among these levels. */
function goneFrom(ladder: Ladder, levels: readonly number[]): number[] {
  const gone: number[] = [];
  let i = 0;
  for (const price of ladder.prices) {
    while (i < levels.length && ladder.better(levels[i] as number, price)) i += 2;
    if (levels[i] !== price) gone.push(price);
  }
  return gone;
}
