import { setImmediate as nextTurn, setTimeout as rest } from 'node:timers/promises';
import {
  type Instrument,
  instrumentById,
  isTradable,
  listInstruments,
  PastSignals,
  type Price,
  priceToText,
} from '@outcry/core';
import { SIGNAL_CANDLES } from '../../../runtime/index.ts';
import { instrumentOfPair, pairName } from '../pairs.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { ITEMS, type MarketplaceItem, type SignalSide } from './items.ts';
import { PairHistory, type PairSignal } from './pair-history.ts';

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

/** No candle is asked for that opened earlier before market time (ms): ten years. */
const LONGEST_PAST_MS = 3_653 * 86_400_000;

/** Longest stretch of this work before everything else gets its turn (ms). */
const SLICE_MS = 4;

/** Between two stretches of work that nobody waits for (ms): everything else has most of the time. */
const REST_MS = 16;

/** How long after a start work begins that nobody has asked for, and how often it is looked for (ms). */
const FIRST_MS = 20_000;
const AGAIN_MS = 30_000;

interface Kept {
  readonly until: number;
  readonly signals: Promise<readonly MarketplaceSignal[]>;
}

/**
 * What items would have told whoever follows them, worked out of the candles that the platform keeps: the same for everybody,
 * whoever's bots follow them. It is worked out after a start and when a candle has ended, little by little, so that a call finds
 * it; of candles that were looked through before only the next ones are.
 */
export class MarketplaceSignals {
  readonly #parts: Pick<ThreeCommasParts, 'engine' | 'candles'>;
  readonly #kept = new Map<number, Kept>();
  readonly #histories = new Map<string, PairHistory>();
  /** Items are worked out one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  /** Calls that wait for an answer: then work goes on without rest. */
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: Pick<ThreeCommasParts, 'engine' | 'candles'>) {
    this.#parts = parts;
  }

  /** Has signals worked out before anybody asks for them. What fails is worked out when somebody does. */
  start(): void {
    this.#timer ??= setTimeout(() => void this.#prepare(), FIRST_MS).unref();
  }

  /** Signals of an item on coins, the newest first; undefined when there is no such item. */
  async of(id: number): Promise<readonly MarketplaceSignal[] | undefined> {
    const item = ITEMS.find((each) => each.id === id);
    if (item === undefined) return undefined;
    this.#waiting += 1;
    try {
      return await this.#current(item);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Works out one item after the other, whatever of it has changed. */
  async #prepare(): Promise<void> {
    for (const item of ITEMS) await this.#current(item).catch(() => undefined);
    this.#timer = setTimeout(() => void this.#prepare(), AGAIN_MS).unref();
  }

  async #current(item: MarketplaceItem): Promise<readonly MarketplaceSignal[]> {
    const { now } = this.#parts.engine;
    const known = this.#kept.get(item.id);
    if (known !== undefined && now < known.until) return known.signals;
    const signals = this.#last.then(() => this.#workOut(item, now));
    this.#last = signals.catch(() => undefined);
    this.#kept.set(item.id, { until: nextClosing(item, now), signals });
    try {
      return await signals;
    } catch (error) {
      this.#kept.delete(item.id);
      throw error;
    }
  }

  async #workOut(item: MarketplaceItem, now: number): Promise<readonly MarketplaceSignal[]> {
    const found: MarketplaceSignal[] = [];
    for (const instrument of this.#coins()) {
      const { told } = await this.#historyOf(item, instrument, now);
      found.push(...told.map((signal) => this.#entry(instrument.id, signal)));
    }
    return found.sort((a, b) => b.at - a.at || a.instrument - b.instrument);
  }

  /** The history of a pair with all candles that have closed by now. */
  async #historyOf(item: MarketplaceItem, { id }: Instrument, now: number): Promise<PairHistory> {
    const key = `${item.id}:${id}`;
    const known = this.#histories.get(key);
    const goesOn = known?.isWhole === true;
    let history = goesOn ? known : new PairHistory(item.sides);
    let candles = await this.#candles(item, id, history, goesOn ? history.newest + 1 : now - LONGEST_PAST_MS, now);
    if (goesOn && candles.length >= history.wanted) {
      // more have closed than it begins with
      history = new PairHistory(item.sides);
      candles = await this.#candles(item, id, history, now - LONGEST_PAST_MS, now);
    }
    let begun = performance.now();
    for (const candle of candles.toReversed()) {
      history.push(candle);
      if (performance.now() - begun < SLICE_MS) continue;
      await (this.#waiting > 0 ? nextTurn() : rest(REST_MS));
      begun = performance.now();
    }
    this.#histories.set(key, history);
    return history;
  }

  #candles(item: MarketplaceItem, instrument: number, { wanted: limit }: PairHistory, from: number, now: number) {
    const interval = secondsOf(item);
    const range = { from: Math.max(0, from), to: now + 1, limit, newestFirst: true } as const;
    return this.#parts.candles.candles({ instrument, interval, zone: 'utc', ...range });
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

  #entry(id: number, { at, side, candle }: PairSignal): MarketplaceSignal {
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
function nextClosing(item: MarketplaceItem, now: number): number {
  const length = secondsOf(item) * 1_000;
  return (Math.floor(now / length) + 1) * length;
}

/** Length of an item's candles. */
function secondsOf({ sides }: MarketplaceItem): number {
  const { interval } = new PastSignals(sides.map(({ condition }) => condition)).series;
  const seconds = SIGNAL_CANDLES[interval];
  if (typeof seconds !== 'number') throw new Error(`items have no candles of ${interval}`);
  return seconds;
}
