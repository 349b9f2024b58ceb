import { openingTime } from '../feeds/aggregate.ts';
import type { TimedTick } from '../feeds/feed.ts';
import { answer, coverageWith } from './answer.ts';
import { unpackBars } from './bar-rows.ts';
import { FIVE_MS } from './bins.ts';
import type { Candle, CandleRequest } from './candle.ts';
import { type CandleStore, type CandleStoreParts, MAX_GAPS } from './candle-store.ts';
import { type Coverage, gapsBetween } from './coverage.ts';
import { HistoryDays } from './history-days.ts';
import { KeeperClient, MarketFileBegunAnew } from './keeper-client.ts';
import type { BarRange, StoredMarket } from './keeper-messages.ts';
import { LiveBars, MAX_UNSAVED_BARS } from './live-bars.ts';
import { WorkTurns } from './work-turns.ts';

export interface CandleStoreOptions extends CandleStoreParts {
  /** The data folder, already locked by the caller. */
  readonly folder: string;
  /** What the feed plays, e.g. `synthetic:<seed>`: candles of another feed are kept but not mixed in. */
  readonly feedId: string;
  /** Told, in one sentence, what happened to stored candles. */
  readonly onNotice: (notice: string) => void;
}

/** Pause between two writes, ms. */
const SAVE_PAUSE_MS = 1_000;

/**
 * Opens the candles of a market that goes on from run to run (synthetic, or an exchange's), kept in `market.db`. Before
 * an instrument's very first live moment the feed's history answers, after it only what was live: while the platform
 * stood still nothing was traded. A damaged file is moved aside with a notice.
 */
export async function openCandleStore(options: CandleStoreOptions): Promise<CandleStore> {
  const { folder, feedId, onNotice } = options;
  let store: StoredCandles | null = null;
  const onBegunAnew = (notice: string): void => {
    onNotice(notice);
    store?.beginAnew();
  };
  const { keeper, market, notice } = await KeeperClient.open({ folder, feedId, onBegunAnew });
  if (notice !== null) onNotice(notice);
  store = new StoredCandles(options, keeper, market);
  return store;
}

class StoredCandles implements CandleStore {
  readonly #options: CandleStoreOptions;
  readonly #keeper: KeeperClient;
  readonly #turns = new WorkTurns();
  readonly #days: HistoryDays;
  #earlier: readonly Coverage[];
  #live: LiveBars;
  #timer: NodeJS.Timeout | null = null;
  #saving: Promise<void> = Promise.resolve();
  #failing = false;
  #closed = false;

  constructor(options: CandleStoreOptions, keeper: KeeperClient, market: StoredMarket) {
    this.#options = options;
    this.#days = new HistoryDays(options.feed);
    this.#keeper = keeper;
    this.#earlier = market.coverage;
    const takenUntil = market.coverage.at(-1)?.until ?? 0;
    this.#live = new LiveBars({ clock: takenUntil - 1, takenUntil, keep: true });
    const lastFives = market.lastFives.map(({ instrument, bars }) => [instrument, unpackBars(bars)] as const);
    this.#live.resume(market.listings, new Map(lastFives));
  }

  get coverage(): readonly Coverage[] {
    return coverageWith(this.#earlier, this.#live);
  }

  take(ticks: readonly TimedTick[]): void {
    if (this.#closed) return;
    this.#live.take(ticks);
    if (this.#live.unsaved > MAX_UNSAVED_BARS) this.#giveUp();
    if (this.#timer === null && this.#live.hasNews) this.#saveLater();
  }

  get clock(): number {
    return this.#live.clock;
  }

  get takenUntil(): number {
    return this.#live.takenUntil;
  }

  gaps(from: number, to: number): readonly Coverage[] {
    return gapsBetween(this.coverage, from, to, MAX_GAPS);
  }

  async candles(request: CandleRequest): Promise<Candle[]> {
    try {
      return await this.candlesNow(request);
    } catch (error) {
      if (!(error instanceof MarketFileBegunAnew)) throw error;
      return this.candlesNow(request);
    }
  }

  candlesNow(request: CandleRequest): Promise<Candle[]> {
    return answer(request, this.#options, this.#live, {
      since: this.#live.since(request.instrument),
      turns: this.#turns,
      days: this.#days,
      coverage: this.coverage,
      stored: (range: BarRange) => this.#keeper.read(range),
    });
  }

  async flush(): Promise<void> {
    await this.#save(true);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    try {
      await this.#save(true);
    } finally {
      await this.#keeper.close();
    }
  }

  /** The file is empty again: live candles begin with the next 5 seconds, the feed's history answers for all before. */
  beginAnew(): void {
    const { clock } = this.#live;
    this.#earlier = [];
    this.#live = new LiveBars({ clock, takenUntil: openingTime(clock, FIVE_MS, 0) + FIVE_MS, keep: true });
  }

  #saveLater(): void {
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#save(false).then(
        () => {
          this.#failing = false;
        },
        (error: Error) => this.#tellFailure(error),
      );
    }, SAVE_PAUSE_MS).unref();
  }

  /** Writes after what is being written; `withOpen`: also bars under construction. */
  #save(withOpen: boolean): Promise<void> {
    const saving = this.#saving.then(() => this.#writeBatches(withOpen));
    this.#saving = saving.catch(() => {});
    return saving;
  }

  async #writeBatches(withOpen: boolean): Promise<void> {
    const live = this.#live;
    for (let batch = live.batch(withOpen); batch !== null; batch = live.batch(withOpen)) {
      try {
        await this.#keeper.write(batch);
      } catch (error) {
        live.refused();
        if (error instanceof MarketFileBegunAnew) return;
        throw error;
      }
      live.saved(batch);
      const { until } = batch.run;
      if (live !== this.#live || until > live.finishedUntil) return;
      if (!withOpen && until === live.finishedUntil) return;
    }
  }

  #tellFailure(error: Error): void {
    if (!this.#failing) this.#options.onNotice(`live candles cannot be stored at present: ${error.message}`);
    this.#failing = true;
  }

  #giveUp(): void {
    this.#options.onNotice(`${this.#live.drop()} live candles could not be stored and are lost`);
  }
}
