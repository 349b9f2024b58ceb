import { draws } from '../src/readmodel/test-history.ts';

const MINUTES = 240;
/** The tape begins here, at a full minute. */
const BEGIN = 1_764_000_000_000;

/**
 * A tape of minutes that wander between 57 000 and 63 000. From tick to tick it moves less than any order trails: a feed
 * that goes on after a kill shows the book before the last durable moment once more.
 */
export function tape(seed: number, minutes = MINUTES): string {
  const draw = draws(seed);
  const rows = ['time_ms,open,high,low,close,volume'];
  let price = 60_000;
  for (let minute = 0; minute < minutes; minute++) {
    const open = price;
    price += draw(241) - 120 + (price < 58_500 ? 60 : price > 61_500 ? -60 : 0);
    const [high, low] = [Math.max(open, price) + draw(40), Math.min(open, price) - draw(40)];
    rows.push([BEGIN + minute * 60_000, open, high, low, price, 5 + draw(20)].join(','));
  }
  return `${rows.join('\n')}\n`;
}
