import type { Money } from '../numbers/index.ts';

/** What an owner allows an account. null: no limit. Money is in minor units of the account's currency. */
export interface Limits {
  /** The most one order may be worth. */
  readonly maxOrderValue: Money | null;
  /** The most an instrument's position may be worth, long or short, once its open orders of that side are filled. */
  readonly maxPositionValue: Money | null;
  /** Orders placed, replaced and moved within 60 s of market time. */
  readonly maxOrdersPerMinute: number | null;
  /** What may be lost from the start of the trading day on before only positions may be reduced. */
  readonly maxDailyLoss: Money | null;
}

export const NO_LIMITS: Limits = {
  maxOrderValue: null,
  maxPositionValue: null,
  maxOrdersPerMinute: null,
  maxDailyLoss: null,
};

/** Highest `maxOrdersPerMinute`: no more times of orders are kept. */
export const MAX_ORDERS_PER_MINUTE = 10_000;

/** Limits as journals and snapshots hold them, in the order of `Limits`. */
export type LimitsRow = readonly [string | null, string | null, number | null, string | null];

export function limitsRow(limits: Limits): LimitsRow {
  const { maxOrderValue, maxPositionValue, maxOrdersPerMinute, maxDailyLoss } = limits;
  return [textOf(maxOrderValue), textOf(maxPositionValue), maxOrdersPerMinute, textOf(maxDailyLoss)];
}

export function limitsOf([order, position, perMinute, loss]: LimitsRow): Limits {
  return {
    maxOrderValue: moneyOf(order),
    maxPositionValue: moneyOf(position),
    maxOrdersPerMinute: perMinute,
    maxDailyLoss: moneyOf(loss),
  };
}

export function isUnlimited(limits: Limits): boolean {
  return Object.values(limits).every((limit) => limit === null);
}

/** Money that may be missing, as JSON holds it. */
export function textOf(amount: bigint | null): string | null {
  return amount === null ? null : `${amount}`;
}

export function moneyOf(text: string | null): Money | null {
  return text === null ? null : (BigInt(text) as Money);
}
