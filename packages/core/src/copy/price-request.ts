import { bestAsk, bestBid, valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import { mulDiv } from './arithmetic.ts';
import type { Group } from './group.ts';
import { type Priced, pricedAt } from './price-table.ts';
import { type FillRequest, ordered, wantedOf } from './request.ts';
import { Sharing } from './shortfall.ts';
import type { CopyWorld } from './state.ts';
import type { RequestPriced } from './trade-events.ts';
import { FINE } from './units.ts';

/**
 * Fixes what the accounts of a processed request pay and get (`ramm-rules.md` 5.5). False: who shares a shortfall is not known
 * yet, and the turn has no room left.
 */
export function priceRequest(world: CopyWorld, group: Group, request: FillRequest, turn: Turn): boolean {
  const [buyPrice, sellPrice] = pricesOf(world, request);
  const middle = Math.floor((buyPrice + sellPrice) / 2);
  const priced: Priced | null = middle > 0 ? pricedAt(world, request.instrument, middle) : null;
  const crossed = Math.min(request.long, request.short);
  const shared = ordered(request) === 0 ? wantedOf(request) : request.filled + crossed;
  const isShort = priced !== null && shared < wantedOf(request);
  if (isShort && !gatherSharers(world, group, request, shared)) return false;
  turn.emit({
    type: 'copy.requestPriced',
    at: turn.at,
    id: request.id,
    volume: request.long - request.short,
    filled: request.filled,
    rejected: request.rejected,
    buyPrice: priced === null ? 0 : buyPrice,
    sellPrice: priced === null ? 0 : sellPrice,
    centsNumerator: priced?.numerator ?? 0,
    centsDenominator: priced?.denominator ?? 1,
    shared,
    shortfall: isShort ? (world.copy.work.sharing.get(request.id)?.find() ?? null) : null,
  } satisfies RequestPriced);
  world.copy.work.sharing.delete(request.id);
  return true;
}

/** Looks at the next orders of the plan; false while there are more. */
function gatherSharers(world: CopyWorld, group: Group, request: FillRequest, shared: number): boolean {
  const { work } = world.copy;
  const sharing = work.sharing.get(request.id) ?? new Sharing(world, group, request, shared);
  work.sharing.set(request.id, sharing);
  work.left -= sharing.gather(work.left);
  return sharing.isWhole;
}

/** The average of the fills for everybody; without fills buyers pay the ask and sellers get the bid. */
function pricesOf({ market }: CopyWorld, { instrument, filled, value }: FillRequest): [number, number] {
  if (filled > 0) {
    const average = mulDiv(value, FINE, filled, 'halfUp');
    return [average, average];
  }
  const quotes = market.markets[instrument];
  const last = valuationPrice(market, instrument) ?? 0;
  return [(bestAsk(quotes)?.price ?? last) * FINE, (bestBid(quotes)?.price ?? last) * FINE];
}
