import type { MarketTrade } from '@outcry/core';
import type { Bins } from '../bins.ts';
import type { Candle } from '../candle.ts';
import { MarketFileBegunAnew } from '../keeper-client.ts';
import { Audience } from './audience.ts';
import { LiveCandle } from './live-candle.ts';
import type { StreamReader } from './subject.ts';
import type { Topic } from './topic.ts';

/** Most complete candles of a first message: a tape may play very many while the stored ones are read. */
const KEPT = 1_000;

export interface CandlesTopicParts<Message> {
  readonly bins: Bins;
  readonly completeOnly: boolean;
  /** The newest two candles, newest first, of exactly what has been taken in up to the call. */
  readonly newest: () => Promise<readonly Candle[]>;
  readonly write: (candles: readonly Candle[], first: boolean) => Message;
}

/**
 * Candles of one instrument and interval. The one under construction is a picture of which the newest counts; a complete
 * one is sent at once, to everybody, exactly once, before anything of the next. The first reader waits until the candle
 * has been built from what is stored; trades that come meanwhile are added to it.
 */
export class CandlesTopic<Message> implements Topic<Message> {
  readonly #parts: CandlesTopicParts<Message>;
  readonly #audience = new Audience<Message>();
  readonly #waiting = new Set<StreamReader<Message>>();
  #live: LiveCandle;
  /** Resolves when the stored part is there; null: nobody has asked yet. */
  #loading: Promise<void> | null = null;
  #loaded = false;
  /** Complete ones for those who waited for the loading: the last stored one and those since. */
  #sinceLoading: readonly Candle[] = [];
  #changed = false;

  constructor(parts: CandlesTopicParts<Message>) {
    this.#parts = parts;
    this.#live = new LiveCandle(parts.bins);
  }

  get isEmpty(): boolean {
    return this.#audience.size === 0 && this.#waiting.size === 0;
  }

  get isDue(): boolean {
    return this.#changed || this.#audience.hasBehind;
  }

  async add(reader: StreamReader<Message>): Promise<void> {
    this.#waiting.add(reader);
    this.#loading ??= this.#load();
    await this.#loading;
    // it may have gone meanwhile
    if (!this.#waiting.delete(reader)) return;
    const { last, open } = this.#live;
    const known = [
      ...(this.#sinceLoading.length > 0 ? this.#sinceLoading : [last]),
      this.#parts.completeOnly ? null : open,
    ];
    this.#audience.add(reader);
    const candles = known.filter((candle) => candle !== null);
    reader.send(this.#parts.write(candles, true));
  }

  delete(reader: StreamReader<Message>): void {
    this.#waiting.delete(reader);
    this.#audience.delete(reader);
  }

  changed(): void {}

  trade({ at, price, size }: MarketTrade): void {
    if (size === 0) return;
    this.#end(at);
    this.#live.add(at, price, price, price, price, size);
    this.#changed = this.#loaded && !this.#parts.completeOnly;
  }

  pass(clock: number): void {
    this.#sinceLoading = [];
    this.#end(clock);
  }

  flush(): void {
    const { open } = this.#live;
    if (open !== null) {
      const write = (): Message => this.#parts.write([open], false);
      if (this.#changed) this.#audience.show(write);
      else this.#audience.catchUp(write);
    }
    this.#changed = false;
  }

  #end(clock: number): void {
    const complete = this.#live.close(clock);
    if (complete === null) return;
    this.#changed = false;
    if (this.#audience.size > 0) this.#audience.tellAll(this.#parts.write([complete], false));
  }

  async #load(): Promise<void> {
    for (;;) {
      // trades from this moment on; what was before comes from the store
      const since = new SinceLoading(this.#parts.bins);
      this.#live = since;
      try {
        const newest = await this.#parts.newest();
        const { live, complete } = since.after([...newest].reverse());
        this.#live = live;
        this.#sinceLoading = complete;
        this.#loaded = true;
        return;
      } catch (error) {
        if (!(error instanceof MarketFileBegunAnew)) throw error;
      }
    }
  }
}

/** A candle that is built while its beginning is being read. */
class SinceLoading extends LiveCandle {
  readonly #bins: Bins;
  readonly #complete: Candle[] = [];

  constructor(bins: Bins) {
    super(bins);
    this.#bins = bins;
  }

  override close(clock: number): Candle | null {
    const complete = super.close(clock);
    if (complete !== null) this.#complete.push(complete);
    return complete;
  }

  /** The candle as it is, these having been before, oldest first; and all complete ones. */
  after(stored: readonly Candle[]): { live: LiveCandle; complete: Candle[] } {
    const live = new LiveCandle(this.#bins);
    const complete: Candle[] = [];
    const close = (clock: number): void => {
      const closed = live.close(clock);
      if (closed !== null) complete.push(closed);
    };
    const open = this.open === null ? [] : [this.open];
    for (const candle of [...stored, ...this.#complete, ...open]) {
      close(candle.time);
      live.add(candle.time, candle.open, candle.high, candle.low, candle.close, candle.volume);
      if (candle.complete) close(candle.end);
    }
    return { live, complete: complete.slice(-KEPT) };
  }
}
