import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Quotes } from './naive-bot.ts';

/** Recorded markets: OUTCRY_RECORDED_DATA, or the folder beside the checkout. */
const GIVEN = process.env.OUTCRY_RECORDED_DATA;
const DATA = GIVEN === undefined ? new URL('../../../../../shared/data/', import.meta.url) : pathToFileURL(`${GIVEN}/`);

export const CANDLES = new URL('candles-1m/', DATA);

export const present = existsSync(CANDLES);

/** Ticks of a candle, in ms after its opening. */
const PACE = 15_000;

const DAY = 86_400_000;

/**
 * Minute candles as quotes, moved by whole days to after a moment (ms UTC), four to each: open, then the extreme that the close is further from, the other one, close. The
 * ask is one step of so many decimals above the bid. Lines are `time_ms,open,high,low,close,volume`.
 */
export function recordedQuotes(file: string, after: number, decimals = 2): Quotes[] {
  const text = gunzipSync(readFileSync(new URL(file, CANDLES))).toString('utf8');
  const lines = text.trimEnd().split('\n').slice(1);
  const shift = Math.ceil((after - Number(lines[0]?.split(',')[0])) / DAY) * DAY;
  return lines.flatMap((line) => {
    const [time, open, high, low, close] = line.split(',') as [string, string, string, string, string];
    const [o, h, l, c] = [open, high, low, close].map((price) => steps(price, decimals)) as [
      number,
      number,
      number,
      number,
    ];
    const path = c >= o ? [o, l, h, c] : [o, h, l, c];
    return path.map((bid, i) => ({ at: Number(time) + shift + i * PACE, bid, ask: bid + 1 }));
  });
}

function steps(price: string, decimals: number): number {
  const [whole = '0', fraction = ''] = price.split('.');
  return Number(`${whole}${fraction.padEnd(decimals, '0').slice(0, decimals)}`);
}
