import type { LimitRule } from '../limits.ts';

/** Lists of smart trades have a counter of their own, as published later (`threecommas.md` 4). */
export const TRADES_LIMIT: LimitRule = { name: 'smart_trades', limit: 40, windowMs: 10_000, blockMs: 10_000 };
