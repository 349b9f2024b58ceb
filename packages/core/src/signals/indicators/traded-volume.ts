import type { SignalCandle } from '../candle.ts';
import type { Indicator } from '../indicator.ts';

const HOUR_MS = 3_600_000;

/**
 * What was traded in the last hours, in quantity steps, up to the end of the newest candle of an hour. An hour without trades
 * has no candle and counts as nothing.
 */
export class TradedVolume implements Indicator {
  readonly #span: number;
  readonly #candles: SignalCandle[] = [];
  #sum = 0n;
  lines: readonly bigint[] | undefined;

  constructor(hours: number) {
    this.#span = hours * HOUR_MS;
  }

  push(candle: SignalCandle): void {
    this.#candles.push(candle);
    this.#sum += BigInt(candle.volume);
    const from = candle.time + HOUR_MS - this.#span;
    while ((this.#candles[0] as SignalCandle).time < from) this.#sum -= BigInt(this.#candles.shift()?.volume ?? 0);
    this.lines = [this.#sum];
  }
}
