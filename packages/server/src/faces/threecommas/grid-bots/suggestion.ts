import { type Instrument, instrumentById, type Price, priceToText, valuationPrice } from '@outcry/core';
import { noMarketData } from '../errors.ts';
import type { ThreeCommasParts } from '../parts.ts';

/** A range and lines that suit what a pair has done lately; decimal text. */
export interface GridSuggestion {
  readonly lower: string;
  readonly upper: string;
  readonly lines: number;
}

/** A week of hours is looked at. */
const HOUR_MS = 3_600_000;
const HOURS = 168;

/** The range reaches at least this far from the price on either side, in percent. */
const LEAST_PERCENT = 2;
/** Lines lie this part of the price apart, so that a cycle brings more than twice its fees: 0.5 %. */
const STEPS_OF_PRICE = 200n;
const MOST_LINES = 100n;

/**
 * What a grid bot is given that nobody has given lines (ours: how the service chooses them is not known): from the lowest
 * price of the last week to the highest one. Throws Fault where there is no price.
 */
export async function suggestGrid(
  { engine, candles }: Pick<ThreeCommasParts, 'engine' | 'candles'>,
  { id, symbol }: Instrument,
): Promise<GridSuggestion> {
  const { now } = engine;
  const request = { instrument: id, interval: HOUR_MS / 1_000, zone: 'utc', includeCurrent: true } as const;
  const hours = await candles.candles({ ...request, from: Math.max(0, now - HOURS * HOUR_MS), to: now + 1 });
  return engine.market(({ instruments, market }) => {
    const instrument = instrumentById(instruments, id);
    const price = valuationPrice(market, id);
    if (instrument === undefined || price === undefined || price <= 0) throw noMarketData(symbol);
    const around = price * LEAST_PERCENT;
    const lower = Math.max(1, Math.min(Math.floor((100 * price - around) / 100), ...hours.map(({ low }) => low)));
    const upper = Math.max(Math.ceil((100 * price + around) / 100), ...hours.map(({ high }) => high));
    const steps = (BigInt(upper - lower) * STEPS_OF_PRICE) / BigInt(price);
    const lines = Number(steps + 1n > MOST_LINES ? MOST_LINES : steps + 1n);
    return {
      lower: priceToText(instrument, lower as Price),
      upper: priceToText(instrument, upper as Price),
      lines: Math.max(2, lines),
    };
  });
}
