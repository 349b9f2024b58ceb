import type { NewOrder, NewSmartTradeSettings } from 'outcry/native-api';
import { usePreview } from '../api/use-preview.ts';

/** What the platform would refuse the first order of a trade for, asked while the person writes; null when nothing. */
export function useEntryRefusal(settings: NewSmartTradeSettings | null, account: number): unknown {
  return usePreview(settings === null ? null : firstOrder(settings), account).error;
}

/** The order that goes out at once; an entry that waits for its price sends none. */
function firstOrder({ instrument, side, entry, quantity }: NewSmartTradeSettings): NewOrder | null {
  if (entry === null || entry.type === 'conditional') return null;
  const order = { instrument, action: side === 'short' ? 'sell' : 'buy', quantity } as const;
  return entry.type === 'limit'
    ? { ...order, type: 'limit', price: entry.price ?? '', validity: 'gtc' }
    : { ...order, type: 'market', validity: 'day' };
}
