import type { MarketTrade } from '@outcry/core';
import type { StreamReader } from './subject.ts';

/** Parts of an instrument's market that ticks change, as bits. */
export const CHANGED = { book: 1, trades: 2, day: 4, status: 8 } as const;

/** One subject in one encoding: what its readers are told, and when. */
export interface Topic<Message> {
  /** Nobody listens. */
  readonly isEmpty: boolean;
  /** Whether `flush` has something to send. */
  readonly isDue: boolean;
  /** Adds a reader, who is told at once, or soon, what is; rejects when that cannot be found out. */
  add(reader: StreamReader<Message>): Promise<void> | undefined;
  delete(reader: StreamReader<Message>): void;
  /** Ticks have changed these parts. */
  changed(parts: number): void;
  /** A trade of the instrument, in time order. */
  trade(trade: MarketTrade): void;
  /** Market time has come to `clock`, after all trades before. */
  pass(clock: number): void;
  /** Sends what may be conflated. */
  flush(): void;
}
