import type { InstrumentKind } from '@outcry/core';

/**
 * How lively each UTC hour of a day is (share of the day's variance, any scale). The synthetic market is open around
 * the clock, but MOEX papers live in Moscow's session (10:00-18:50, most at its ends, an evening session after it),
 * currencies between London's morning and New York's noon, crypto all day with a hump when both oceans are awake.
 */
export type Activity = readonly number[];

const MOSCOW: Activity = [
  0.2, 0.15, 0.12, 0.15, 0.3, 0.5, 0.9, 3.2, 2.3, 1.8, 1.5, 1.4, 1.6, 2, 2.2, 2.6, 1.5, 1, 0.9, 0.8, 0.7, 0.3, 0.25,
  0.2,
];

const CURRENCIES: Activity = [
  0.6, 0.6, 0.6, 0.6, 0.6, 0.7, 1, 1.6, 1.7, 1.5, 1.3, 1.3, 1.7, 2, 2.1, 1.8, 1.4, 1.1, 0.9, 0.7, 0.6, 0.4, 0.4, 0.5,
];

const CRYPTO: Activity = [
  1.2, 1.1, 1, 0.9, 0.8, 0.8, 0.8, 0.9, 1, 1, 0.9, 0.9, 1.1, 1.4, 1.7, 1.6, 1.4, 1.2, 1.1, 1, 1, 0.9, 0.9, 1,
];

export function activityOf(kind: InstrumentKind): Activity {
  if (kind === 'crypto') return CRYPTO;
  return kind === 'currency' ? CURRENCIES : MOSCOW;
}
