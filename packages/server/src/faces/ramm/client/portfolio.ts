import { positionsOf } from '../views/position.ts';
import type { StrategyView } from '../views/strategy.ts';
import { ratio } from '../wire/units.ts';

/**
 * What the trader holds now: each symbol's share of the money that his own account's positions bind, a fraction, the
 * largest first. Binding is proportional to exposure, for the leverage is one for all symbols.
 */
export function portfolioShares({ security }: StrategyView) {
  const held = new Map<string, number>();
  for (const { figures, instrument } of security === undefined ? [] : positionsOf(security)) {
    const symbol = instrument?.symbol ?? '';
    if (figures.marginOpen > 0) held.set(symbol, (held.get(symbol) ?? 0) + figures.marginOpen);
  }
  const rows = [...held].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  const whole = rows.reduce((sum, [, margin]) => sum + margin, 0);
  return rows.map(([symbol, margin]) => ({ Symbol: symbol, Share: ratio(margin, whole, 4) }));
}
