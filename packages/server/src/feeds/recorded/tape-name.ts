import { basename } from 'node:path';

const ENDING = /\.(csv|txt)?(\.gz)?$/i;

/**
 * The instrument a file is named after: what stands before the first `-`, or the whole name. `SBER-2022-2024.csv.gz`
 * and `SBER.csv` are `SBER`; crypto files put the base first, Outcry the quote: `BTC_USDT-2021-09.csv.gz` is `USDT_BTC`.
 */
export function symbolOfFile(path: string): string {
  const name = basename(path).replace(ENDING, '');
  const market = name.split('-')[0] ?? name;
  const pair = /^([A-Za-z0-9]+)_([A-Za-z0-9]+)$/.exec(market);
  return pair === null ? market : `${pair[2]}_${pair[1]}`;
}

/**
 * The instruments that a recording of single ticks may be named after, the catalogue decides: Binance writes base and
 * quote as one word, so `btcusdt_20240808.gz` may be `USDT_BTC` as well as `SDT_BTCU`.
 */
export function symbolsOfTickFile(path: string): string[] {
  const name = basename(path).replace(ENDING, '');
  const market = (/^[A-Za-z0-9]+/.exec(name)?.[0] ?? '').toUpperCase();
  const symbols = [symbolOfFile(path)];
  for (let split = 1; split < market.length; split += 1)
    symbols.push(`${market.slice(split)}_${market.slice(0, split)}`);
  return symbols;
}
