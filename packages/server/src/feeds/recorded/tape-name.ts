import { basename } from 'node:path';

const ENDING = /\.(csv|txt)?(\.gz)?$/i;

/**
 * The instrument a candle file is named after: what stands before the first `-`, or the whole name. `SBER-2022-2024.csv.gz`
 * and `SBER.csv` are `SBER`; crypto files put the base first, Outcry the quote: `BTC_USDT-2021-09.csv.gz` is `USDT_BTC`.
 */
export function symbolOfFile(path: string): string {
  const name = basename(path).replace(ENDING, '');
  const market = name.split('-')[0] ?? name;
  const pair = /^([A-Za-z0-9]+)_([A-Za-z0-9]+)$/.exec(market);
  return pair === null ? market : `${pair[2]}_${pair[1]}`;
}
