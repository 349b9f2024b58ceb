import { type Decimal, divide, parseDecimal, powerOfTen } from '../numbers/index.ts';
import type { QflCondition } from './condition.ts';

/** What `conservative` adds to its percentage (`dca-and-smarttrade-rules.md` B3). */
const CONSERVATIVE_PERCENT = 2n;

/** The highest price, in whole steps, that is not above base × (1 - percent / 100). */
export function qflThreshold({ type, percent }: QflCondition, base: bigint): number {
  const { coefficient, scale } = parseDecimal(percent) as Decimal;
  const one = powerOfTen(scale);
  const below = coefficient + (type === 'conservative' ? CONSERVATIVE_PERCENT * one : 0n);
  return Number(divide(base * (100n * one - below), 100n * one, 'floor'));
}
