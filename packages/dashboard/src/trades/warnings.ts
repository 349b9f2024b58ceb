import { compare, type Decimal, decimalText, subtract } from '../decimal.ts';
import { tell } from '../words/trades/trade-words.ts';
import { isEntering, isLong, type TradeDraft } from './draft.ts';
import type { Measure } from './draft-lines.ts';
import { read, sideOf, targetPrice } from './targets.ts';

/** What a person would hardly want: told before the trade is sent, and not in its way. `market`: what exits would meet now. */
export function warningsOf(draft: TradeDraft, measure: Measure, market: Decimal | null): readonly string[] {
  const { entry, priceStep } = measure;
  const { type, price } = draft.entry;
  const long = isLong(draft);
  const found: string[] = [];
  const isNow = measure.entered || !isEntering(draft) || type === 'market';
  const from = isNow ? (market ?? entry) : entry;
  if (isEntering(draft) && !measure.entered && type === 'limit') {
    const limit = read(price);
    if (limit !== null && market !== null && compare(limit, market) * (long ? 1 : -1) > 0)
      found.push(tell(long ? 'warnLimitAbove' : 'warnLimitBelow'));
  }
  if (from === null) return found;
  const reached = (level: Decimal | null, side: 1 | -1): boolean => level !== null && compare(level, from) * side <= 0;
  for (const [place, step] of (draft.profits ? draft.steps : []).entries()) {
    if (step.over) continue;
    const side = sideOf(draft, 'step');
    if (reached(targetPrice(step.target, side, entry, priceStep), side))
      found.push(tell(isNow ? 'warnStepNow' : 'warnStepFirst', { n: String(place + 1) }));
  }
  const side = sideOf(draft, 'stop');
  if (draft.stops && reached(targetPrice(draft.stop.target, side, entry, priceStep), side))
    found.push(tell(isNow ? 'warnStopNow' : 'warnStopFirst'));
  return found;
}

/** The free coins or money that are missing; null when there is enough, or it is not known. */
export function missing(needed: Decimal | null, free: Decimal | null): string | null {
  if (needed === null || free === null || compare(needed, free) <= 0) return null;
  return decimalText(subtract(needed, free));
}
