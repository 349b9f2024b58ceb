import type { DepthTick, Price, Quantity, QuoteTick } from '@outcry/core';
import type { TimedTick } from './feed.ts';

/** What is known of an instrument: its status, and the book with the newest quote in it. */
interface Known {
  status?: TimedTick;
  depth?: DepthTick;
  quote?: QuoteTick;
}

/**
 * What is left of ticks for a reader who begins at `to`: of those before `to` the last status and the displayed book of
 * each instrument, told at `to`, then the others as they are. After a status `closed` nothing is displayed. No price is
 * told that a newer one has replaced: who waits for a price must not see it a second time.
 */
export function restated(ticks: readonly TimedTick[], to: number): TimedTick[] {
  const instruments = new Map<number, Known>();
  const rest: TimedTick[] = [];
  for (const timed of ticks) {
    const { at, tick } = timed;
    if (at >= to) {
      rest.push(timed);
      continue;
    }
    const known = instruments.get(tick.instrument) ?? {};
    instruments.set(tick.instrument, known);
    if (tick.kind === 'status') {
      known.status = { at: to, tick };
      if (tick.status === 'closed') forgetBook(known);
    } else if (tick.kind === 'depth') {
      forgetBook(known);
      known.depth = tick;
    } else if (tick.kind === 'quote') known.quote = tick;
  }
  const known = [...instruments.values()];
  const statuses = known.flatMap(({ status }) => status ?? []);
  return [...statuses, ...known.flatMap((one) => shown(one).map((tick) => ({ at: to, tick }))), ...rest];
}

function forgetBook(known: Known): void {
  delete known.depth;
  delete known.quote;
}

/** Book and best prices as they are now. */
function shown({ depth, quote }: Known): (DepthTick | QuoteTick)[] {
  if (depth === undefined) return quote === undefined ? [] : [quote];
  return quote === undefined ? [depth, quoteOf(depth)] : [quoted(depth, quote), quote];
}

function quoteOf({ instrument, bids, asks }: DepthTick): QuoteTick {
  const [bid = 0, bidSize = 0] = bids as readonly (Price & Quantity)[];
  const [ask = 0, askSize = 0] = asks as readonly (Price & Quantity)[];
  return {
    kind: 'quote',
    instrument,
    bid: bid as Price,
    bidSize: bidSize as Quantity,
    ask: ask as Price,
    askSize: askSize as Quantity,
  };
}

/** A book after a newer quote: nothing is better than the quote any more. */
function quoted(depth: DepthTick, { bid, bidSize, ask, askSize }: QuoteTick): DepthTick {
  return {
    ...depth,
    bids: bidSize === 0 ? [] : [bid, bidSize, ...levels(depth.bids, (price) => price < bid)],
    asks: askSize === 0 ? [] : [ask, askSize, ...levels(depth.asks, (price) => price > ask)],
  };
}

/** The levels at prices that stay. */
function levels(side: readonly number[], stays: (price: number) => boolean): number[] {
  return side.filter((_, index) => stays(side[index - (index % 2)] as number));
}
