import { PAPER } from '../markets.ts';
import type { JsonValue } from '../wire/json.ts';
import { withPoint } from '../wire/numbers.ts';
import type { MarketplaceSignal } from './signals.ts';

/** `exchange` is one and the same for all; `newest` is what some clients call `date`. */
export const SIGNAL_ORDERS = ['pair', 'exchange', 'signal_type', 'date', 'newest'] as const;
type SignalOrder = (typeof SIGNAL_ORDERS)[number];

/** Signals in an order; of equal ones the newest first. `signals`: the newest first. */
export function signalsBy(
  signals: readonly MarketplaceSignal[],
  order: SignalOrder,
  direction: 'asc' | 'desc',
): readonly MarketplaceSignal[] {
  const sign = direction === 'asc' ? 1 : -1;
  return signals.toSorted((a, b) => {
    const [first, second] = [rankOf(a, order), rankOf(b, order)];
    return first === second ? 0 : first < second ? -sign : sign;
  });
}

function rankOf({ pair, side, at }: MarketplaceSignal, order: SignalOrder): number | string {
  if (order === 'pair') return pair;
  if (order === 'signal_type') return side;
  return order === 'exchange' ? 0 : at;
}

/** The first moment that ids of signals know, and how far apart they are (ms); room for pairs at one moment. */
const FIRST_AT = Date.UTC(2010, 0, 1);
const APART_MS = 900_000;
const PAIRS_ROOM = 2_048;

/** Ids of one item's signals are apart; they fit in 31 bits until 2039. */
export function signalEntity({ pair, side, at, instrument, min, max }: MarketplaceSignal): JsonValue {
  return {
    id: ((at - FIRST_AT) / APART_MS) * PAIRS_ROOM + instrument,
    pair,
    exchange: PAPER.name,
    signal_type: side,
    timestamp: at / 1_000,
    min: withPoint(min),
    max: withPoint(max),
  };
}
