/** Lines of made recordings of BTCUSDT. */

export const AT = 1_723_161_260_000;
export const SNAPSHOT =
  '1 {"lastUpdateId":10,"bids":[["100.00000000","1.00000000"],["99.00000000","2.00000000"]],"asks":[["101.00000000","3.00000000"]]}';

export function changes(first: number, last: number, bids: object, asks: object, at = AT): string {
  const data = { e: 'depthUpdate', E: at, s: 'BTCUSDT', U: first, u: last, b: bids, a: asks };
  return `1 ${JSON.stringify({ stream: 'btcusdt@depth@100ms', data })}`;
}

export function best(update: number, bid: string, bidSize: string, ask: string, askSize: string): string {
  const data = { u: update, s: 'BTCUSDT', b: bid, B: bidSize, a: ask, A: askSize };
  return `1 ${JSON.stringify({ stream: 'btcusdt@bookTicker', data })}`;
}

export function trade(price: string, size: string, buyerIsMaker: unknown, at = AT): string {
  const data = { e: 'trade', E: at, s: 'BTCUSDT', t: 1, p: price, q: size, T: at, m: buyerIsMaker, M: true };
  return `1 ${JSON.stringify({ stream: 'btcusdt@trade', data })}`;
}
