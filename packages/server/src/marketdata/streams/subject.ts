import type { Instrument, InstrumentMarket, MarketTrade } from '@outcry/core';
import type { CandleInterval } from '../bins.ts';
import type { Candle } from '../candle.ts';
import type { Zone } from '../zone.ts';

/** What a reader wants to be told of. */
export type Subject = PictureSubject | TradesSubject | CandlesSubject;

/**
 * A picture of which only the newest counts: `quotes` (best bid and ask, last trade, figures of the day), `depth` (the whole
 * book to 1 … 50 levels a side), `last` (the last trade alone), `status` (of trading).
 */
export type PictureSubject =
  | { readonly kind: 'quotes' | 'last' | 'status'; readonly instrument: number }
  | { readonly kind: 'depth'; readonly instrument: number; readonly levels: number };

/** Every trade, in order. */
export interface TradesSubject {
  readonly kind: 'trades';
  readonly instrument: number;
}

/** The candle under construction, conflated, and every candle once when it is complete. */
export interface CandlesSubject {
  readonly kind: 'candles';
  readonly instrument: number;
  readonly interval: CandleInterval;
  /** Whose midnight cuts them; the instrument's calendar unless told. */
  readonly zone?: Zone;
  /** Complete ones only. */
  readonly completeOnly?: boolean;
}

/** What a reader is told. `first`: what is at the time of subscribing; afterwards what changes. */
export type MarketUpdate = { readonly first: boolean; readonly instrument: Instrument } & (
  | {
      readonly subject: PictureSubject;
      /** As it is now, undefined before the feed has said anything: to be read at once, never kept. */
      readonly market: InstrumentMarket | undefined;
    }
  | {
      readonly subject: TradesSubject;
      /** First the newest 50, newest first; then those that came, in order. */
      readonly trades: readonly MarketTrade[];
    }
  | {
      readonly subject: CandlesSubject;
      /** First the last complete ones and the one under construction, oldest first, as far as there are any; then one. */
      readonly candles: readonly Candle[];
    }
);

/** Writes an update as a face's message. One object for all readers who share messages. */
export interface Encoding<Message> {
  encode(update: MarketUpdate): Message;
}

/** Somebody who listens. */
export interface StreamReader<Message> {
  /** Whether so much waits for it that it gets nothing but what cannot be left out. */
  readonly slow: boolean;
  /** Takes a message that may be shared; whoever has too much unread is cut off by this, never waited for. */
  send(message: Message): void;
}
