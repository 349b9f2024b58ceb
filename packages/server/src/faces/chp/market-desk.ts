import { instrumentById } from '@outcry/core';
import type { TimedTick } from '../../feeds/index.ts';
import type { DurableTurn } from '../../runtime/index.ts';
import type { ChpParts } from './parts.ts';
import type { Session } from './session.ts';
import { TradeTape } from './trade-tape.ts';
import { type Json, object } from './wire/json.ts';
import { bookRows, quoteRow, tickFields } from './wire/market.ts';

/** Rows of an instrument that are right until its market moves, by the name they show. */
interface Written {
  readonly quotes: Map<string, Json>;
  readonly books: Map<string, readonly Json[]>;
}

/** Names of one instrument for which rows are kept. */
const MAX_NAMES = 16;

/**
 * Quotes, books and trades for all sessions. A row is written once for each move of its market, however many sessions poll
 * it; a trade is written once for all that listen to it.
 */
export class MarketDesk {
  readonly tape: TradeTape;
  readonly #parts: Pick<ChpParts, 'engine'>;
  readonly #written = new Map<number, Written>();
  readonly #tickListeners = new Map<number, Set<Session>>();

  constructor(parts: Pick<ChpParts, 'engine' | 'candles'>) {
    this.#parts = parts;
    this.tape = new TradeTape(parts);
  }

  takeTicks(ticks: readonly TimedTick[]): void {
    for (const { tick } of ticks) this.#written.delete(tick.instrument);
    for (const { instrument, trade } of this.tape.take(ticks)) {
      const listeners = this.#tickListeners.get(instrument);
      if (listeners === undefined) continue;
      const about = this.#parts.engine.market((state) => instrumentById(state.instruments, instrument));
      if (about === undefined) continue;
      const rows = new Map<string, Json>();
      for (const session of listeners) {
        const name = session.ticks.get(instrument);
        if (name === undefined) continue;
        const row = rows.get(name) ?? object(tickFields(name, about, trade));
        rows.set(name, row);
        session.unreadTicks.push(instrument, row);
      }
    }
  }

  /** Own fills take liquidity from the displayed book without a tick. */
  takeTurn({ events }: DurableTurn): void {
    for (const event of events) {
      if (event.type === 'orders.filled') this.#written.delete((event as unknown as { instrument: number }).instrument);
    }
  }

  listenTicks(session: Session, instrument: number): void {
    const listeners = this.#tickListeners.get(instrument) ?? new Set();
    listeners.add(session);
    this.#tickListeners.set(instrument, listeners);
  }

  cancelTicks(session: Session, instrument: number): void {
    const listeners = this.#tickListeners.get(instrument);
    listeners?.delete(session);
    if (listeners?.size === 0) this.#tickListeners.delete(instrument);
  }

  quote(instrument: number, name: string): Json {
    const { quotes } = this.#of(instrument);
    const known = quotes.get(name);
    if (known !== undefined) return known;
    const row = this.#parts.engine.market(({ instruments, market }) => {
      const about = instrumentById(instruments, instrument);
      if (about === undefined) throw new Error(`instrument ${instrument} is gone`);
      return quoteRow(instruments, name, about, market.markets[instrument]);
    });
    if (quotes.size < MAX_NAMES) quotes.set(name, row);
    return row;
  }

  book(instrument: number, name: string): readonly Json[] {
    const { books } = this.#of(instrument);
    const known = books.get(name);
    if (known !== undefined) return known;
    const rows = this.#parts.engine.market(({ instruments, market }) => {
      const about = instrumentById(instruments, instrument);
      if (about === undefined) throw new Error(`instrument ${instrument} is gone`);
      return bookRows(name, about, market.markets[instrument]);
    });
    if (books.size < MAX_NAMES) books.set(name, rows);
    return rows;
  }

  #of(instrument: number): Written {
    let written = this.#written.get(instrument);
    if (written === undefined) {
      written = { quotes: new Map(), books: new Map() };
      this.#written.set(instrument, written);
    }
    return written;
  }
}
