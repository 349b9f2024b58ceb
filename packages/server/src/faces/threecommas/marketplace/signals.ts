import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Instrument,
  instrumentById,
  isTradable,
  listInstruments,
  PastSignals,
  type Price,
  priceToText,
  type ToldSignal,
} from '@outcry/core';
import { SIGNAL_CANDLES } from '../../../runtime/index.ts';
import { instrumentOfPair, pairName } from '../pairs.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { ITEMS, type MarketplaceItem, type SignalSide } from './items.ts';

/** A signal that an item has given. */
export interface MarketplaceSignal {
  readonly pair: string;
  readonly side: SignalSide;
  /** End of the candle that gave it, ms UTC. */
  readonly at: number;
  readonly instrument: number;
  /** Lowest and highest price of that candle. */
  readonly min: string;
  readonly max: string;
}

/** Candles of each pair that are looked through, before the newest closed one. */
const LOOKED_THROUGH = 250;

/** No candle is asked for that opened earlier before market time (ms): ten years. */
const LONGEST_PAST_MS = 3_653 * 86_400_000;

/** Longest stretch of this work before everything else gets its turn (ms). */
const SLICE_MS = 4;

interface Kept {
  readonly until: number;
  readonly signals: Promise<readonly MarketplaceSignal[]>;
}

/**
 * What items would have told whoever follows them, worked out of the candles that the platform keeps: the same for everybody,
 * whoever's bots follow them. Worked out once until the next candle ends.
 */
export class MarketplaceSignals {
  readonly #parts: Pick<ThreeCommasParts, 'engine' | 'candles'>;
  readonly #kept = new Map<number, Kept>();
  /** Items are worked out one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: Pick<ThreeCommasParts, 'engine' | 'candles'>) {
    this.#parts = parts;
  }

  /** Signals of an item on coins, the newest first; undefined when there is no such item. */
  async of(id: number): Promise<readonly MarketplaceSignal[] | undefined> {
    const item = ITEMS.find((each) => each.id === id);
    if (item === undefined) return undefined;
    const { now } = this.#parts.engine;
    const known = this.#kept.get(id);
    if (known !== undefined && now < known.until) return known.signals;
    const signals = this.#last.then(() => this.#workOut(item, now));
    this.#last = signals.catch(() => undefined);
    this.#kept.set(id, { until: nextClosing(item, now), signals });
    try {
      return await signals;
    } catch (error) {
      this.#kept.delete(id);
      throw error;
    }
  }

  async #workOut(item: MarketplaceItem, now: number): Promise<readonly MarketplaceSignal[]> {
    const found: MarketplaceSignal[] = [];
    for (const instrument of this.#coins()) found.push(...(await this.#signalsOf(item, instrument, now)));
    return found.sort((a, b) => b.at - a.at || a.instrument - b.instrument);
  }

  async #signalsOf({ sides }: MarketplaceItem, { id }: Instrument, now: number): Promise<readonly MarketplaceSignal[]> {
    const past = new PastSignals(sides.map(({ condition }) => condition));
    const { interval, bars } = past.series;
    const candles = await this.#parts.candles.candles({
      instrument: id,
      interval: SIGNAL_CANDLES[interval],
      zone: 'utc',
      from: Math.max(0, now - LONGEST_PAST_MS),
      to: now + 1,
      limit: bars + LOOKED_THROUGH,
      newestFirst: true,
    });
    const first = candles[LOOKED_THROUGH - 1]?.time ?? 0;
    const told: ToldSignal[] = [];
    let begun = performance.now();
    for (const candle of candles.toReversed()) {
      const signals = past.push(candle);
      if (candle.time >= first) told.push(...signals);
      if (performance.now() - begun < SLICE_MS) continue;
      await nextTurn();
      begun = performance.now();
    }
    return told.map((signal) => this.#entry(id, sides[signal.condition]?.side ?? 'long', signal));
  }

  #coins(): readonly Instrument[] {
    return this.#parts.engine.market(({ instruments }) =>
      listInstruments(instruments).filter((instrument) => {
        const name = pairName(instruments, instrument);
        if (name === undefined || instrument.spec.kind !== 'crypto' || !isTradable(instruments, instrument))
          return false;
        return instrumentOfPair(instruments, name) === instrument;
      }),
    );
  }

  #entry(id: number, side: SignalSide, { at, candle }: ToldSignal): MarketplaceSignal {
    return this.#parts.engine.market(({ instruments }) => {
      const instrument = instrumentById(instruments, id);
      if (instrument === undefined) throw new Error(`instrument ${id} is gone`);
      const min = priceToText(instrument, candle.low as Price);
      const max = priceToText(instrument, candle.high as Price);
      return { pair: pairName(instruments, instrument) ?? instrument.symbol, side, at, instrument: id, min, max };
    });
  }
}

/** When the next candle that an item is told from ends; all of them are counted from midnight UTC. */
function nextClosing({ sides }: MarketplaceItem, now: number): number {
  const { interval } = new PastSignals(sides.map(({ condition }) => condition)).series;
  const seconds = SIGNAL_CANDLES[interval];
  if (typeof seconds !== 'number') throw new Error(`items have no candles of ${interval}`);
  return (Math.floor(now / (seconds * 1_000)) + 1) * seconds * 1_000;
}
