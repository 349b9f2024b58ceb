import type { Instrument } from '../instruments/index.ts';
import { MAX_STEPS } from '../numbers/index.ts';
import type { DayTick, Tick } from './ticks.ts';

const STATUSES: readonly string[] = ['normal', 'break', 'closed'];

/** What is wrong with a tick of this instrument, naming the field; null when it can be taken. */
export function checkTick(instrument: Instrument, tick: Tick): string | null {
  switch (tick.kind) {
    case 'quote':
      return (
        checkLevel(instrument, 'bid', tick.bid, tick.bidSize) ?? checkLevel(instrument, 'ask', tick.ask, tick.askSize)
      );
    case 'depth':
      return checkSide(instrument, 'bids', tick.bids, 1) ?? checkSide(instrument, 'asks', tick.asks, -1);
    case 'level':
      if (tick.side !== 'bid' && tick.side !== 'ask') return 'side must be bid or ask';
      return checkPrice(instrument, 'price', tick.price) ?? checkSize('size', tick.size, 0);
    case 'trade':
      if (tick.aggressor !== undefined && tick.aggressor !== 'buy' && tick.aggressor !== 'sell')
        return 'aggressor must be buy or sell';
      return checkPrice(instrument, 'price', tick.price) ?? checkSize('size', tick.size, 1);
    case 'status':
      return STATUSES.includes(tick.status) ? null : `status must be one of ${STATUSES.join(', ')}`;
    case 'day':
      return checkDay(instrument, tick);
    default:
      return 'kind is not known';
  }
}

/** A side of a quote; with a size of 0 the price means nothing. */
function checkLevel(instrument: Instrument, field: 'bid' | 'ask', price: number, size: number): string | null {
  return checkSize(`${field}Size`, size, 0) ?? (size === 0 ? null : checkPrice(instrument, field, price));
}

/** A side of the whole book: pairs of price and size, every price worse than the one before. */
function checkSide(
  instrument: Instrument,
  field: 'bids' | 'asks',
  levels: readonly number[],
  direction: 1 | -1,
): string | null {
  if (!Array.isArray(levels) || levels.length % 2 !== 0) return `${field} must be pairs of price and size`;
  for (let i = 0; i < levels.length; i += 2) {
    const price = levels[i] as number;
    const wrong =
      checkPrice(instrument, `${field}[${i}]`, price) ?? checkSize(`${field}[${i + 1}]`, levels[i + 1] as number, 0);
    if (wrong !== null) return wrong;
    if (i > 0 && (price - (levels[i - 2] as number)) * direction >= 0)
      return `${field}[${i}] is not worse than the price before`;
  }
  return null;
}

function checkDay(instrument: Instrument, tick: DayTick): string | null {
  for (const field of ['open', 'high', 'low'] as const) {
    const wrong = checkPrice(instrument, field, tick[field]);
    if (wrong !== null) return wrong;
  }
  if (tick.low > Math.min(tick.open, tick.high) || tick.open > tick.high) return 'low, open and high are not in order';
  const close = tick.previousClose === null ? null : checkPrice(instrument, 'previousClose', tick.previousClose);
  return close ?? checkSize('volume', tick.volume, 0);
}

function checkPrice(instrument: Instrument, field: string, price: number): string | null {
  if (Number.isInteger(price) && price >= instrument.lowestPrice && price <= instrument.highestPrice) return null;
  return `${field} must be whole steps from ${instrument.lowestPrice} to ${instrument.highestPrice}${not(price)}`;
}

function checkSize(field: string, size: number, smallest: 0 | 1): string | null {
  if (Number.isInteger(size) && size >= smallest && size <= MAX_STEPS) return null;
  return `${field} must be whole steps from ${smallest} to 2^50${not(size)}`;
}

function not(value: unknown): string {
  return typeof value === 'number' ? `, not ${value}` : '';
}
