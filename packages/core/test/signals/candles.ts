import type { SignalCandle } from '../../src/index.ts';
import { seeded } from '../seeded.ts';

/** A random walk of candles, the same for the same seed: prices in steps around 1 000 000, one candle a minute. */
export function randomCandles(seed: number, count: number, jump = 1_000): SignalCandle[] {
  const { between, chance } = seeded(seed);
  const candles: SignalCandle[] = [];
  let close = 1_000_000;
  for (let i = 0; i < count; i++) {
    const open = close;
    const reach = chance(5) ? 0 : jump;
    close = Math.max(1_000, open + between(-reach, reach));
    const high = Math.max(open, close) + between(0, reach);
    const low = Math.max(1, Math.min(open, close) - between(0, reach));
    candles.push({ time: i * 60_000, open, high, low, close, volume: between(1, 1_000) });
  }
  return candles;
}
