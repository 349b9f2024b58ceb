import { type Instrument, listInstruments } from '@outcry/core';
import type { TimedTick } from '../feeds/index.ts';
import type { Candle, CandleStore } from '../marketdata/index.ts';
import type { Engine } from '../runtime/index.ts';

const DAY_SECONDS = 86_400;
/** How far back the close of an earlier trading day is looked for (days): yesterday, before a weekend, before holidays. */
const LOOK_BACKS = [2, 4, 14];

/** Tells the core what each instrument's current trading day has brought before `at`, from history. */
export async function offerDayFigures(
  engine: Engine,
  candles: CandleStore,
  served: ReadonlySet<number>,
  at: number,
): Promise<void> {
  const instruments = engine.market((state) => listInstruments(state.instruments)).filter(({ id }) => served.has(id));
  const ticks: TimedTick[] = [];
  for (const instrument of instruments) {
    const tick = dayTick(instrument, await lastDays(candles, instrument.id, at), at);
    if (tick !== null) ticks.push(tick);
  }
  engine.offer(ticks);
}

/** The trading days before and at a moment, as far back as one that is over. */
async function lastDays(candles: CandleStore, instrument: number, at: number): Promise<readonly Candle[]> {
  let days: readonly Candle[] = [];
  for (const back of LOOK_BACKS) {
    const from = at - back * DAY_SECONDS * 1000;
    days = await candles.candles({ instrument, interval: DAY_SECONDS, from, to: at, includeCurrent: true });
    if (days.some((day) => isOver(day, at))) break;
  }
  return days;
}

function isOver(day: Candle, at: number): boolean {
  return day.time + DAY_SECONDS * 1000 <= at;
}

function dayTick(instrument: Instrument, days: readonly Candle[], at: number): TimedTick | null {
  const today = days.find((day) => day.time <= at && !isOver(day, at));
  const before = days.filter((day) => isOver(day, at)).at(-1);
  if (today === undefined) return null;
  const { open, high, low, volume } = today;
  return {
    at,
    tick: { kind: 'day', instrument: instrument.id, open, high, low, volume, previousClose: before?.close ?? null },
  };
}
