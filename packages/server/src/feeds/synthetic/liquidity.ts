import type { Instrument, InstrumentKind } from '@outcry/core';

/** How an instrument trades on a typical day, in its steps. Shapes the synthetic market; no price comes from here. */
export interface Liquidity {
  /** Quantity steps that change hands on a typical day. */
  readonly dailySteps: number;
  /** Typical spread in price steps in calm hours, at least 0.6. */
  readonly spread: number;
  /** Typical size at the best price in quantity steps. */
  readonly topSize: number;
  /** Typical distance between neighbouring levels in price steps. */
  readonly levelGap: number;
  /** How often it ticks, compared with other instruments. */
  readonly pace: number;
}

/** A day below this many quantity steps could not give each 5-second bar its trades (17 280 bars of 4 steps). */
const LEAST_DAILY_STEPS = 100_000;

const MOST_DAILY_STEPS = 2 ** 44;

/** Spread of a calm market as a share of the daily volatility. */
const SPREAD_SHARE: Readonly<Record<InstrumentKind, number>> = {
  crypto: 0.0008,
  share: 0.0015,
  future: 0.001,
  etf: 0.003,
  bond: 0.02,
  currency: 0.004,
};

/** What a unit of the quote currency is worth in dollars, roughly: only to compare turnovers. */
const ROUGH_DOLLARS: Readonly<Record<string, number>> = { RUB: 0.0125, BTC: 100_000, ETH: 3000, BNB: 700, JPY: 0.0065 };

export function liquidityOf(instrument: Instrument): Liquidity {
  const { spec } = instrument;
  const typical = Number(spec.typicalPrice);
  const turnover = Number(spec.dailyTurnover);
  const stepMoney = typical * Number(spec.multiplier ?? '1') * Number(spec.quantityStep);
  const dailySteps = Math.min(MOST_DAILY_STEPS, Math.max(LEAST_DAILY_STEPS, turnover / stepMoney));
  const dailyMove = (typical / Number(spec.priceStep)) * Number(spec.dailyVolatility);
  const spread = Math.max(0.6, dailyMove * SPREAD_SHARE[spec.kind]);
  const dollars = turnover * (ROUGH_DOLLARS[spec.quote.toUpperCase()] ?? 1);
  return {
    dailySteps,
    spread,
    topSize: Math.max(1, dailySteps / 5000),
    levelGap: Math.max(1, spread * 0.7),
    pace: Math.sqrt(Math.sqrt(Math.max(1, dollars))),
  };
}
