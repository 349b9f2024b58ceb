import type { Calendar } from '@outcry/core';

/** Where the days of candles begin: at midnight UTC or in Moscow (UTC+3 the whole year). */
export type Zone = Calendar;

export const ZONES = ['utc', 'moscow'] as const satisfies readonly Zone[];

/** How far a zone's midnight is ahead of UTC's, ms. */
export const ZONE_OFFSETS: Readonly<Record<Zone, number>> = { utc: 0, moscow: 10_800_000 };
