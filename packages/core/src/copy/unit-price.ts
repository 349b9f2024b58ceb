import { mulDiv } from './arithmetic.ts';
import type { Strategy } from './strategy.ts';
import type { Cents } from './units.ts';

/**
 * Unit price at an equity of the security account: it moves with the equity and stands still through deposits and
 * withdrawals (`ramm-rules.md` 8).
 */
export function unitPriceAt({ unitPrice, unitEquity }: Strategy, equity: Cents): number {
  return unitEquity <= 0 ? unitPrice : Math.max(0, mulDiv(unitPrice, equity, unitEquity, 'halfUp'));
}
