import { type CoreEvent, type CoreState, type Instrument, MAX_DEPTH, recentTrades, type Tick } from '@outcry/core';
import type { TimedTick } from '../../feeds/feed.ts';
import { binsOf } from '../bins.ts';
import type { CandleStore } from '../candle-store.ts';
import { ZONE_OFFSETS } from '../zone.ts';
import { CandlesTopic } from './candles-topic.ts';
import { Paces } from './paces.ts';
import { PictureTopic } from './picture-topic.ts';
import type { CandlesSubject, Encoding, MarketUpdate, StreamReader, Subject } from './subject.ts';
import { CHANGED, type Topic } from './topic.ts';
import { TradesTopic } from './trades-topic.ts';

/** Trades in the first message. */
const RECENT = 50;

/** Where market data comes from once the core has taken it in; the engine is one. */
export interface StreamSource {
  market<T>(read: (state: Pick<CoreState, 'market' | 'instruments'>) => T): T;
  onTicks(listener: (ticks: readonly TimedTick[]) => void): () => void;
  onTurn(listener: (turn: { readonly events: readonly CoreEvent[] }) => void): () => void;
}

/** What streams need of a candle store. */
export type CandleBeginnings = Pick<CandleStore, 'candlesNow' | 'clock' | 'takenUntil'>;

/** A reader's subscription. */
export interface Subscription {
  /** Resolves when the first message has been sent; rejects when it could not be made, and the subscription has ended. */
  readonly begun: Promise<void>;
  end(): void;
}

/**
 * Live market data for readers of all faces. Those who want the same subject in the same encoding at the same pace share a
 * topic: an update is computed once and written once, however many listen. Quotes, books and candles under construction
 * are conflated, to that pace and to what a reader can take; trades and complete candles are never left out.
 */
export class MarketStreams {
  readonly #source: StreamSource;
  readonly #candles: CandleBeginnings;
  readonly #byInstrument = new Map<number, Set<Topic<unknown>>>();
  /** They end with market time, whether their instrument trades or not. */
  readonly #ofCandles = new Set<Topic<unknown>>();
  readonly #named = new Map<Encoding<unknown>, Map<string, Topic<unknown>>>();
  readonly #paces = new Paces();
  readonly #endings: readonly (() => void)[];
  #clock: number;

  constructor(source: StreamSource, candles: CandleBeginnings) {
    this.#source = source;
    this.#candles = candles;
    this.#clock = candles.clock;
    this.#endings = [
      source.onTicks((ticks) => this.#take(ticks)),
      source.onTurn(({ events }) => this.#takeEvents(events)),
    ];
  }

  /** Market time of the newest tick, ms UTC; negative before the first. A candle that ended by then is complete. */
  get clock(): number {
    return this.#clock;
  }

  /**
   * Tells `reader` what is and then what changes. `paceMs`: shortest time between two pictures; 0 sends them with the ticks
   * that changed them. Throws RangeError for an instrument that is not listed, an interval that no candle can have and a
   * depth other than 1 to 50.
   */
  subscribe<Message>(
    subject: Subject,
    encoding: Encoding<Message>,
    paceMs: number,
    reader: StreamReader<Message>,
  ): Subscription {
    const name = nameOf(subject, paceMs);
    const named: Map<string, Topic<Message>> = (this.#named.get(encoding) as never) ?? new Map();
    const topic = named.get(name) ?? this.#open(subject, encoding);
    if (!named.has(name)) {
      named.set(name, topic);
      this.#named.set(encoding, named as never);
      this.#topicsOf(subject.instrument).add(topic as Topic<unknown>);
      if (subject.kind === 'candles') this.#ofCandles.add(topic as Topic<unknown>);
      this.#paces.add(topic as Topic<unknown>, paceMs);
    }
    const end = (): void => {
      topic.delete(reader);
      if (topic.isEmpty && named.get(name) === topic)
        this.#drop(subject, encoding as Encoding<unknown>, name, topic as Topic<unknown>);
    };
    const begun = (topic.add(reader) ?? Promise.resolve()).catch((error: unknown) => {
      end();
      throw error;
    });
    return { begun, end };
  }

  /** Tells nobody anything any more. */
  close(): void {
    for (const end of this.#endings) end();
    this.#paces.close();
  }

  #open<Message>(subject: Subject, encoding: Encoding<Message>): Topic<Message> {
    const { kind, instrument: id } = subject;
    const encode = (update: MarketUpdate): Message => encoding.encode(update);
    const instrument = this.#source.market(({ instruments }) => instruments.instruments[id]);
    if (instrument === undefined) throw new RangeError(`instrument ${id} is not listed`);
    const market = () => this.#source.market((state) => state.market.markets[id]);
    if (kind === 'candles') return this.#openCandles(subject, instrument, encode);
    if (kind === 'trades') {
      return new TradesTopic(
        () => encode({ first: true, instrument, subject, trades: recentTrades(market(), RECENT) }),
        (trades) => encode({ first: false, instrument, subject, trades }),
      );
    }
    if (kind === 'depth' && !(Number.isInteger(subject.levels) && subject.levels >= 1 && subject.levels <= MAX_DEPTH)) {
      throw new RangeError(`levels must be an integer from 1 to ${MAX_DEPTH}, not ${subject.levels}`);
    }
    return new PictureTopic(kind, (first) => encode({ first, instrument, subject, market: market() }));
  }

  #openCandles<Message>(
    subject: CandlesSubject,
    instrument: Instrument,
    encode: (update: MarketUpdate) => Message,
  ): Topic<Message> {
    const { interval, zone, completeOnly = false } = subject;
    const request = { instrument: instrument.id, interval, ...(zone === undefined ? {} : { zone }) };
    const candles = this.#candles;
    return new CandlesTopic({
      bins: binsOf(interval, zone === undefined ? instrument.dayOffset : ZONE_OFFSETS[zone]),
      completeOnly,
      newest: () => {
        const range = { from: 0, to: Math.max(0, candles.clock) + 1 };
        return candles.candlesNow({ ...request, ...range, limit: 2, newestFirst: true, includeCurrent: true });
      },
      write: (list, first) => encode({ first, instrument, subject, candles: list }),
    });
  }

  #drop(subject: Subject, encoding: Encoding<unknown>, name: string, topic: Topic<unknown>): void {
    const named = this.#named.get(encoding);
    named?.delete(name);
    if (named?.size === 0) this.#named.delete(encoding);
    const topics = this.#topicsOf(subject.instrument);
    topics.delete(topic);
    if (topics.size === 0) this.#byInstrument.delete(subject.instrument);
    this.#ofCandles.delete(topic);
    this.#paces.delete(topic);
  }

  #topicsOf(instrument: number): Set<Topic<unknown>> {
    const known = this.#byInstrument.get(instrument) ?? new Set();
    this.#byInstrument.set(instrument, known);
    return known;
  }

  #take(ticks: readonly TimedTick[]): void {
    const { takenUntil } = this.#candles;
    const touched = new Map<Set<Topic<unknown>>, number>();
    for (const { at, tick } of ticks) {
      // a quick restart plays the last seconds again
      const isNew = at >= takenUntil;
      if (isNew && at > this.#clock) this.#clock = at;
      const topics = this.#byInstrument.get(tick.instrument);
      if (topics === undefined) continue;
      touched.set(topics, (touched.get(topics) ?? 0) | PARTS[tick.kind]);
      if (tick.kind !== 'trade') continue;
      const { price, size, aggressor = null } = tick;
      for (const topic of topics) {
        // a trade that comes late belongs to the candle of market time now
        if (!this.#ofCandles.has(topic)) topic.trade({ at, price, size, aggressor });
        else if (isNew) topic.trade({ at: this.#clock, price, size, aggressor });
      }
    }
    for (const [topics, parts] of touched) {
      for (const topic of topics) {
        topic.changed(parts);
        topic.pass(this.#clock);
        this.#paces.look(topic);
      }
    }
    for (const topic of this.#ofCandles) topic.pass(this.#clock);
    this.#paces.flushAtOnce();
  }

  /** A fill takes from the displayed book without any tick. */
  #takeEvents(events: readonly CoreEvent[]): void {
    for (const event of events) {
      if (event.type !== 'orders.filled') continue;
      const { instrument } = event as CoreEvent & { readonly instrument: number };
      for (const topic of this.#byInstrument.get(instrument) ?? []) {
        topic.changed(CHANGED.book);
        this.#paces.look(topic);
      }
    }
    this.#paces.flushAtOnce();
  }
}

/** What of an instrument's market each kind of tick changes. */
const PARTS: Readonly<Record<Tick['kind'], number>> = {
  quote: CHANGED.book,
  depth: CHANGED.book,
  level: CHANGED.book,
  trade: CHANGED.trades,
  day: CHANGED.day,
  status: CHANGED.status,
};

function nameOf(subject: Subject, paceMs: number): string {
  const about = `${subject.kind}:${subject.instrument}:${paceMs}`;
  if (subject.kind === 'depth') return `${about}:${subject.levels}`;
  if (subject.kind !== 'candles') return about;
  return `${about}:${subject.interval}:${subject.zone ?? 'own'}:${subject.completeOnly ?? false}`;
}
