import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Decimals } from './tape.ts';

const beside = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const folder = process.env.OUTCRY_RECORDED_DATA ?? beside;

/** Whether the recorded markets are there: OUTCRY_RECORDED_DATA, or the folder beside the checkout. */
export const present = existsSync(join(folder, 'ticks'));

export const RECORDINGS: readonly { readonly file: string; readonly symbol: string; readonly decimals: Decimals }[] = [
  { file: 'btcusdt_20240808.gz', symbol: 'USDT_BTC', decimals: { price: 2, size: 5 } },
  { file: 'ethusdt_20240808.gz', symbol: 'USDT_ETH', decimals: { price: 2, size: 4 } },
];

export function recordingPath(file: string): string {
  return join(folder, 'ticks', file);
}
