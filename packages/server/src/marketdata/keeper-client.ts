import { Worker } from 'node:worker_threads';
import type { Bar } from '../feeds/feed.ts';
import { workerFile } from '../journal/worker-file.ts';
import { unpackBars } from './bar-rows.ts';
import type { BarRange, FromKeeper, KeeperStart, MarketBatch, StoredMarket, ToKeeper } from './keeper-messages.ts';

/** The file was damaged and has been begun anew: what was asked for is not in it. */
export class MarketFileBegunAnew extends Error {
  override readonly name = 'MarketFileBegunAnew';
}

interface Pending {
  readonly resolve: (bars: Bar[]) => void;
  readonly reject: (error: Error) => void;
}

export interface KeeperOptions extends KeeperStart {
  /** The file was damaged: it has been moved aside and nothing is stored any more. */
  readonly onBegunAnew: (notice: string) => void;
}

/** The main thread's end of the thread that keeps the file of live candles. */
export class KeeperClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  readonly #onBegunAnew: (notice: string) => void;
  #lastId = 0;
  #age = 0;
  #refusal: Error | null = null;

  private constructor(worker: Worker, onBegunAnew: (notice: string) => void) {
    this.#worker = worker;
    this.#onBegunAnew = onBegunAnew;
    worker.on('message', (message: FromKeeper) => this.#receive(message));
    worker.on('error', (error) => this.#fail(error));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail(new Error('the thread that keeps candles ended'));
        resolve();
      });
    });
  }

  /** Starts the thread; throws when the file can neither be opened nor begun anew. */
  static async open(
    options: KeeperOptions,
  ): Promise<{ keeper: KeeperClient; market: StoredMarket; notice: string | null }> {
    const { folder, feedId, onBegunAnew } = options;
    const worker = new Worker(workerFile('candle-thread'), { workerData: { folder, feedId } satisfies KeeperStart });
    const first = await firstMessage(worker);
    if (first.kind !== 'opened') throw new Error(first.kind === 'refused' ? first.message : 'market.db was not opened');
    return { keeper: new KeeperClient(worker, onBegunAnew), market: first.market, notice: first.notice };
  }

  /** Resolves when the batch is in the file. */
  async write(batch: MarketBatch): Promise<void> {
    await this.#ask((id) => ({ kind: 'write', id, age: this.#age, batch }));
  }

  /** Rejects with MarketFileBegunAnew when the file turns out to be damaged. */
  read(range: BarRange): Promise<Bar[]> {
    return this.#ask((id) => ({ kind: 'read', id, range }));
  }

  /** Resolves when all that was asked is done and the file is closed. */
  async close(): Promise<void> {
    if (this.#refusal === null) {
      this.#refusal = new Error('the candle store is closed');
      this.#worker.postMessage({ kind: 'close' } satisfies ToKeeper);
    }
    await this.#ended;
  }

  #ask(message: (id: number) => ToKeeper): Promise<Bar[]> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    this.#lastId += 1;
    const id = this.#lastId;
    this.#worker.postMessage(message(id));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
  }

  #receive(message: FromKeeper): void {
    if (message.kind === 'begun-anew') {
      this.#age += 1;
      this.#onBegunAnew(message.notice);
      return;
    }
    if (!('id' in message)) return;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind !== 'failed') pending?.resolve(message.kind === 'bars' ? unpackBars(message.bars) : []);
    else if (message.damaged) pending?.reject(new MarketFileBegunAnew(message.message));
    else pending?.reject(new Error(`market.db: ${message.message}`));
  }

  #fail(error: Error): void {
    this.#refusal ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#refusal);
    this.#pending.clear();
  }
}

function firstMessage(worker: Worker): Promise<FromKeeper> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the thread that keeps candles ended at its start'));
    worker.once('error', reject);
    worker.once('exit', ended);
    worker.once('message', (message: FromKeeper) => {
      worker.off('error', reject);
      worker.off('exit', ended);
      resolve(message);
    });
  });
}
