import type { TimedTick } from '../feeds/feed.ts';
import { answer, coverageWith } from './answer.ts';
import type { Candle, CandleRequest } from './candle.ts';
import type { CandleStore, CandleStoreParts } from './candle-store.ts';
import type { Coverage } from './coverage.ts';
import { HistoryDays } from './history-days.ts';
import { LiveBars } from './live-bars.ts';
import { WorkTurns } from './work-turns.ts';

/**
 * The candles of a tape that begins anew at every start: history always comes from the tape, up to the newest tick taken
 * in, and nothing is stored.
 */
export function createTapeCandles(parts: CandleStoreParts): CandleStore {
  return new TapeCandles(parts);
}

class TapeCandles implements CandleStore {
  readonly #parts: CandleStoreParts;
  readonly #turns = new WorkTurns();
  readonly #days: HistoryDays;
  readonly #live = new LiveBars({ clock: -1, takenUntil: 0, keep: false });

  constructor(parts: CandleStoreParts) {
    this.#parts = parts;
    this.#days = new HistoryDays(parts.feed);
  }

  get coverage(): readonly Coverage[] {
    return coverageWith([], this.#live);
  }

  take(ticks: readonly TimedTick[]): void {
    this.#live.take(ticks);
  }

  get clock(): number {
    return this.#live.clock;
  }

  get takenUntil(): number {
    return this.#live.takenUntil;
  }

  gaps(): readonly Coverage[] {
    return [];
  }

  candles(request: CandleRequest): Promise<Candle[]> {
    return this.candlesNow(request);
  }

  candlesNow(request: CandleRequest): Promise<Candle[]> {
    return answer(request, this.#parts, this.#live, {
      since: undefined,
      turns: this.#turns,
      days: this.#days,
      coverage: this.coverage,
      stored: () => Promise.resolve([]),
    });
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {}
}
