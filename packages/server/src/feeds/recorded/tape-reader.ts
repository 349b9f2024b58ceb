import type { Instrument } from '@outcry/core';
import type { BarJoiner } from '../aggregate.ts';
import type { TimedTick } from '../feed.ts';

/** A recording of one instrument with a reading position. */
export interface TapeReader {
  readonly instrument: Instrument;
  /** When the recording begins, ms UTC. */
  readonly begin: number;
  /** Time of the next tick; Infinity at the end. */
  readonly time: number;
  /** The next tick, which there must be. */
  next(): TimedTick;
  /** Passes over what lies before `to`; status, quote and book as they are then come again at `to`. */
  skip(to: number): void;
  /**
   * Adds everything traded in [from, to), played or not, so that bars of `length` ms which open there come out whole; it
   * may add more around it.
   */
  addBars(joiner: BarJoiner, length: number, from: number, to: number): void;
}
