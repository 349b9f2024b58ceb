const MINUTE = 60_000;
const DAY = 86_400_000;

/** A row every `step` ms of market time, the newest `kept` of them. The text of a migration is made from these: they stay. */
export const EQUITY_TIERS = [
  { step: MINUTE, kept: 2_880 },
  { step: 15 * MINUTE, kept: 3_360 },
  { step: DAY, kept: 3_700 },
] as const;

/** How far back a curve reaches, from which tier it is drawn, and how far its points lie apart (ms). */
export const EQUITY_SPANS = {
  hour: { length: 60 * MINUTE, step: MINUTE, apart: MINUTE },
  day: { length: DAY, step: MINUTE, apart: 5 * MINUTE },
  month: { length: 31 * DAY, step: 15 * MINUTE, apart: 120 * MINUTE },
  year: { length: 366 * DAY, step: DAY, apart: DAY },
} as const;
export type EquitySpan = keyof typeof EQUITY_SPANS;
