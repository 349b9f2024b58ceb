import { type Instrument, listInstruments } from '@outcry/core';
import type { TimedTick } from '../feeds/index.ts';
import type { Candle, CandleStore } from '../marketdata/index.ts';
import type { Engine } from '../runtime/index.ts';

const DAY_SECONDS = 86_400;
/** How far back the close of an earlier trading day is looked for: weekends and holidays. */
const LOOK_BACK = 14 * DAY_SECONDS * 1000;

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
    const days = await candles.candles({
      instrument: instrument.id,
      interval: DAY_SECONDS,
      from: at - LOOK_BACK,
      to: at,
      includeCurrent: true,
    });
    const tick = dayTick(instrument, days, at);
    if (tick !== null) ticks.push(tick);
  }
  engine.offer(ticks);
}

function dayTick(instrument: Instrument, days: readonly Candle[], at: number): TimedTick | null {
  const today = days.find((day) => day.time <= at && at < day.time + DAY_SECONDS * 1000);
  const before = days.filter((day) => day.time + DAY_SECONDS * 1000 <= at).at(-1);
  if (today === undefined) return null;
  const { open, high, low, volume } = today;
  return {
    at,
    tick: { kind: 'day', instrument: instrument.id, open, high, low, volume, previousClose: before?.close ?? null },
  };
}
