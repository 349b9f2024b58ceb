import { ZONE_OFFSETS } from '../../../marketdata/index.ts';
import { type Json, text } from './json.ts';

/** Every time on this wire is Moscow's (`chp.md` 7.1). */
export const MOSCOW_OFFSET_MS = ZONE_OFFSETS.moscow;

const DAY_MS = 86_400_000;

/** `2020-10-16T23:49:55` of a moment, ms UTC. */
export function moscowTime(at: number): Json {
  return `"${new Date(at + MOSCOW_OFFSET_MS).toISOString().slice(0, 19)}"` as Json;
}

/** What SmartCOM sends where there is no date: day zero of its calendar (`chp.md` 6.2). */
export const NO_TIME = text('1899-12-30T00:00:00');

/** An ISO date as a moment at its beginning, no zone: `2015-03-19T00:00:00`. */
export function dayText(date: string | undefined): Json {
  return date === undefined ? NO_TIME : text(`${date}T00:00:00`);
}

/** When the trading session that `at` belongs to began: midnight in Moscow, ms UTC. */
export function sessionStart(at: number): number {
  return Math.floor((at + MOSCOW_OFFSET_MS) / DAY_MS) * DAY_MS - MOSCOW_OFFSET_MS;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Milliseconds UTC of a moment as clients write it: with `T` or a space, with or without time, fraction and zone; without
 * a zone it is Moscow time. Null for anything else, days that do not exist included.
 */
export function momentFromText(written: string): number | null {
  const parts = MOMENT.exec(written.trim());
  if (parts === null) return null;
  const [, date = '', clock = '00:00', seconds = '00', fraction = '', zone] = parts;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return null;
  const local = Date.parse(`${date}T${clock}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(local)) return null;
  const offset = zone === undefined ? MOSCOW_OFFSET_MS : zoneOffset(zone);
  return offset === null ? null : local - offset;
}

function zoneOffset(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
