import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedState } from 'outcry/native-api';
import type { RunningPlatform } from 'outcry/running-platform';

const MINUTE_MS = 60_000;
const BEGIN = Date.UTC(2026, 5, 1, 12);

/** Ticks of one call while a tape is moved on. */
const STEP = 25;

/**
 * Writes a tape of BTC/USDT: flat at 100 000 for 40 minutes, down to 98 600 until the 60th, up to 101 400 until the 100th,
 * flat until its end.
 */
export function writeTape(folder: string): string {
  const turns = [
    [0, 100_000],
    [40, 100_000],
    [60, 98_600],
    [100, 101_400],
    [600, 101_400],
  ] as const;
  const priceAt = (minute: number): number => {
    const after = turns.findIndex(([end]) => end > minute);
    const [from, to] = [turns[after - 1] ?? turns[0], turns[after] ?? turns[turns.length - 1] ?? turns[0]];
    if (to[0] === from[0]) return to[1];
    return from[1] + ((to[1] - from[1]) * (minute - from[0])) / (to[0] - from[0]);
  };
  const rows = Array.from({ length: 600 }, (_, minute) => {
    const [open, close] = [priceAt(minute), priceAt(minute + 1)];
    const [high, low] = [Math.max(open, close) + 4, Math.min(open, close) - 4];
    const prices = [open, high, low, close].map((price) => price.toFixed(2));
    return [BEGIN + minute * MINUTE_MS, ...prices, '40'].join(',');
  });
  const file = join(folder, 'BTC_USDT-1m.csv');
  writeFileSync(file, `time_ms,open,high,low,close,volume\n${rows.join('\n')}\n`);
  return file;
}

/** Moves a tape on, step by step, until so many of its minutes have passed. */
export async function playUntil({ client }: RunningPlatform, minute: number): Promise<void> {
  for (;;) {
    const { status, body } = await client.post('/feed', { command: 'step', count: STEP });
    if (status !== 200) throw new Error(JSON.stringify(body));
    if (Date.parse((body as FeedState).marketTime) >= BEGIN + minute * MINUTE_MS) return;
  }
}
