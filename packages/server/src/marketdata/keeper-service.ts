import type { MessagePort } from 'node:worker_threads';
import { packBars } from './bar-rows.ts';
import type { FromKeeper, KeeperStart, ToKeeper } from './keeper-messages.ts';
import { MarketDatabase } from './market-database.ts';
import { asUnusable, MARKET_FILE, moveMarketFileAside, openMarketFile, UnusableMarketFile } from './market-file.ts';

/**
 * Keeps the file of live candles behind a message port. A file that turns out to be damaged, at the start or later, is
 * moved aside and begun anew.
 */
export function serveKeeper(port: MessagePort, start: KeeperStart): void {
  const answer = (message: FromKeeper): void => port.postMessage(message);
  let keeper: Keeper;
  try {
    const { market, notice } = openOrBeginAnew(start);
    keeper = new Keeper(start, market, answer);
    answer({ kind: 'opened', market: market.load(), notice });
  } catch (error) {
    answer({ kind: 'refused', message: `${MARKET_FILE} cannot be opened: ${(error as Error).message}` });
    port.close();
    return;
  }
  port.on('message', (message: ToKeeper) => {
    if (message.kind !== 'close') {
      keeper.handle(message);
      return;
    }
    keeper.close();
    port.close();
  });
}

class Keeper {
  readonly #start: KeeperStart;
  readonly #answer: (message: FromKeeper) => void;
  #market: MarketDatabase;
  #age = 0;

  constructor(start: KeeperStart, market: MarketDatabase, answer: (message: FromKeeper) => void) {
    this.#start = start;
    this.#market = market;
    this.#answer = answer;
  }

  handle(message: Exclude<ToKeeper, { kind: 'close' }>): void {
    const { id } = message;
    try {
      if (message.kind === 'read') {
        this.#answer({ kind: 'bars', id, bars: packBars(this.#market.read(message.range)) });
        return;
      }
      if (message.age === this.#age) this.#market.write(message.batch);
      this.#answer({ kind: 'written', id });
    } catch (error) {
      this.#fail(id, asUnusable(error));
    }
  }

  close(): void {
    this.#market.close();
  }

  #fail(id: number, error: unknown): void {
    const damaged = error instanceof UnusableMarketFile;
    if (damaged) this.#beginAnew(error.message);
    this.#answer({ kind: 'failed', id, message: (error as Error).message, damaged });
  }

  #beginAnew(reason: string): void {
    this.#market.close();
    const notice = moveAside(this.#start.folder, reason);
    this.#market = new MarketDatabase(openMarketFile(this.#start.folder), this.#start.feedId);
    this.#age += 1;
    this.#answer({ kind: 'begun-anew', notice });
  }
}

function openOrBeginAnew(start: KeeperStart): { market: MarketDatabase; notice: string | null } {
  try {
    return { market: openMarket(start), notice: null };
  } catch (error) {
    if (!(error instanceof UnusableMarketFile)) throw error;
    const notice = moveAside(start.folder, error.message);
    return { market: openMarket(start), notice };
  }
}

/** Opens the file and reads through what a start needs of it. */
function openMarket({ folder, feedId }: KeeperStart): MarketDatabase {
  const database = openMarketFile(folder);
  try {
    const market = new MarketDatabase(database, feedId);
    market.load();
    return market;
  } catch (error) {
    database.close();
    throw asUnusable(error);
  }
}

function moveAside(folder: string, reason: string): string {
  const name = moveMarketFileAside(folder);
  return `${MARKET_FILE} cannot be used: ${reason}. It was moved to ${name} and begun anew; live candles of earlier runs are in that file only, orders and accounts are not concerned`;
}
