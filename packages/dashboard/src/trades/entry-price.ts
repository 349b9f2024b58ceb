import type { Market } from 'outcry/native-api';
import { type Decimal, decimal } from '../decimal.ts';
import { isEntering, isLong, type TradeDraft } from './draft.ts';
import { read } from './targets.ts';

type Quotes = Pick<Market, 'bid' | 'ask' | 'last'>;

/** The price at which a draft enters, or has entered; at the market that of this moment. Null when it cannot be told yet. */
export function entryPriceOf(draft: TradeDraft, quotes: Quotes | null): Decimal | null {
  const { entry } = draft;
  if (!isEntering(draft)) return positive(draft.averagePrice);
  if (entry.type === 'limit') return positive(entry.price);
  if (entry.type === 'conditional') return positive(entry.order === 'limit' ? entry.limitPrice : entry.price);
  return marketPrice(quotes, isLong(draft) ? 'buy' : 'sell');
}

/** What an order at the market would meet now, as far as is known. */
export function marketPrice(quotes: Quotes | null, side: 'buy' | 'sell'): Decimal | null {
  const text = (side === 'buy' ? quotes?.ask : quotes?.bid) ?? quotes?.last ?? null;
  return text === null ? null : decimal(text);
}

function positive(typed: string): Decimal | null {
  const value = read(typed);
  return value !== null && value.coefficient > 0n ? value : null;
}
