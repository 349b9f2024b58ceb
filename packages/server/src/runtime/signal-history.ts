import type { Core, CoreEvent, SignalHistory, SignalInterval } from '@outcry/core';
import type { Candle, CandleInterval, CandleRequest, CandleStore } from '../marketdata/index.ts';

/** Where candles of the past come from; the candle store is one. */
export type PastCandles = Pick<CandleStore, 'candlesNow' | 'clock' | 'takenUntil'>;

/** What the engine has to do with it. */
export interface HistoryTaker {
  /** Market time now (ms UTC). */
  now(): number;
  /** The core has been given candles, and these events came of it. */
  took(events: readonly CoreEvent[]): void;
  /** Market data need not wait any more. */
  done(): void;
  /** Candles could not be read; they are asked for again. */
  onFault(error: Error): void;
  /** The core failed. */
  onFatal(error: unknown): void;
}

/** Series that are asked for at once: all of them are in memory together. */
const ROUND = 16;

/** Pause before candles that could not be read are asked for again (ms). */
const RETRY_MS = 1_000;

/** No candle is asked for that opened earlier than ten years before market time (ms). */
const LONGEST_PAST_MS = 3_653 * 86_400_000;

/** What the candle store calls the lengths of a signal's candles. */
export const SIGNAL_CANDLES: Readonly<Record<SignalInterval, CandleInterval>> = {
  '1m': 60,
  '3m': 180,
  '5m': 300,
  '15m': 900,
  '30m': 1_800,
  '1h': 3_600,
  '2h': 7_200,
  '4h': 14_400,
  '6h': 21_600,
  '8h': 28_800,
  '12h': 43_200,
  '1d': 86_400,
  '1w': 'week',
  '1M': 'month',
};

/**
 * Brings the core's signals the candles of the past that they want: they are asked for in the moment the candle store has
 * taken in exactly what the core has, and given later, in the order of asking. A live market goes on meanwhile; a tape
 * waits, so that a run of it has the same outcome every time.
 */
export class SignalHistoryReader {
  readonly #core: Core;
  readonly #taker: HistoryTaker;
  #candles: PastCandles | null = null;
  #tapeWaits = false;
  #asking = false;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(core: Core, taker: HistoryTaker) {
    this.#core = core;
    this.#taker = taker;
  }

  /** From now on candles can be read. `tapeWaits`: no market data is taken in while some are wanted. */
  open(candles: PastCandles, tapeWaits: boolean): void {
    this.#candles = candles;
    this.#tapeWaits = tapeWaits;
    this.look();
  }

  /** Whether market data has to wait. */
  get holds(): boolean {
    return this.#tapeWaits && !this.#stopped && (this.#asking || this.#core.wantsHistory);
  }

  /** Asks for what is wanted. To be called when the candle store has taken in all that the core has; cheap. */
  look(): void {
    if (!this.#core.wantsHistory || this.#asking || this.#retry !== undefined || this.#stopped) return;
    if (this.#candles !== null) void this.#ask(this.#candles);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  async #ask(candles: PastCandles): Promise<void> {
    this.#asking = true;
    const wanted = this.#core.beginHistory(candles.takenUntil, ROUND);
    // the candle store answers no further than it has taken in
    const now = Math.max(0, candles.clock, this.#taker.now());
    const answers = await Promise.allSettled(wanted.map((one) => candles.candlesNow(requestOf(one, now))));
    if (this.#stopped) return;
    try {
      for (const [index, answer] of answers.entries()) {
        this.#give(wanted[index] as SignalHistory, answer.status === 'fulfilled' ? answer.value.reverse() : null);
      }
    } catch (error) {
      this.#taker.onFatal(error);
      return;
    }
    this.#asking = false;
    const failure = answers.find((answer) => answer.status === 'rejected');
    if (failure !== undefined) this.#tryAgain(failure.reason as Error);
    this.look();
    if (!this.holds) this.#taker.done();
  }

  #give(wanted: SignalHistory, candles: readonly Candle[] | null): void {
    // a tape that waits stands at the newest moment the core has seen
    const at = this.holds ? this.#core.state.signals.clock : this.#taker.now();
    this.#taker.took(this.#core.giveHistory(wanted, candles, at));
  }

  #tryAgain(error: Error): void {
    this.#taker.onFault(error);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.look();
    }, RETRY_MS).unref();
  }
}

/** The newest candles up to now, newest first: what is under construction, and as many before it as are wanted. */
function requestOf({ instrument, interval, bars }: SignalHistory, now: number): CandleRequest {
  return {
    instrument,
    interval: SIGNAL_CANDLES[interval],
    zone: 'utc',
    from: Math.max(0, now - LONGEST_PAST_MS),
    to: now + 1,
    limit: bars + 1,
    newestFirst: true,
    includeCurrent: true,
  };
}
