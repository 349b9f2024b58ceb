import { sql } from 'kysely';
import type { RowSource } from '../reader-messages.ts';
import { type WalletHistory, walletHistories } from './sums.ts';
import { packed, rowsOf } from './table-search.ts';

export interface Histories {
  /** Those of the wallets that were asked for, among others. */
  readonly byWallet: ReadonlyMap<number, WalletHistory>;
  /** Another one when anything has happened to a wallet since. */
  readonly version: object;
}

/** How far the tables went. */
interface Mark {
  readonly deal: number;
  readonly transfer: number;
  /** Accounts that are closed. */
  readonly closed: number;
}

/** New rows of which the wallets are looked up; beyond that all histories are read again. */
const MANY_ROWS = 50_000;

/** Histories of wallets as they were read last; only those to which something has happened since are read again. */
class KeptHistories {
  readonly #known = new Map<number, WalletHistory>();
  /** Wallets of which more is to be read. */
  readonly #stale = new Set<number>();
  /** Lists of wallets of which all is known; another set of them once something has happened. */
  #complete = new WeakSet<readonly number[]>();
  #mark: Mark = { deal: 0, transfer: 0, closed: 0 };
  readonly #withClosed: boolean;
  /** Those who ask are served one after another. */
  #served: Promise<unknown> = Promise.resolve();

  constructor(withClosed: boolean) {
    this.#withClosed = withClosed;
  }

  of(source: RowSource, wallets: readonly number[]): Promise<Histories> {
    const answer = this.#served.then(() => this.#read(source, wallets));
    this.#served = answer.catch(() => {});
    return answer;
  }

  async #read(source: RowSource, wallets: readonly number[]): Promise<Histories> {
    // what happens after the mark is looked for again next time
    const mark = await markOf(source);
    const touched = await this.#touched(source, mark);
    for (const wallet of touched) this.#stale.add(wallet);
    if (touched.length > 0) this.#complete = new WeakSet();
    this.#mark = mark;
    if (!this.#complete.has(wallets)) {
      const wanted = wallets.filter((wallet) => !this.#known.has(wallet) || this.#stale.has(wallet));
      for (const [wallet, history] of await walletHistories(source, wanted, this.#withClosed)) {
        this.#known.set(wallet, history);
        this.#stale.delete(wallet);
      }
      if (wanted.length > 0) this.#complete = new WeakSet();
      this.#complete.add(wallets);
    }
    return { byWallet: this.#known, version: this.#complete };
  }

  /** Known wallets to which something has happened. */
  async #touched(source: RowSource, now: Mark): Promise<readonly number[]> {
    const { deal, transfer, closed } = this.#mark;
    if (this.#known.size === 0) return [];
    const rows = now.deal - deal + (now.transfer - transfer);
    if (rows > MANY_ROWS) return [...this.#known.keys()];
    const moved =
      rows === 0
        ? []
        : await packed(
            source,
            sql`json_array(wallet) as r from (select wallet from copy_deals where id > ${deal}
              union select wallet from copy_transfers where id > ${transfer})`,
          );
    const ended =
      now.closed === closed
        ? []
        : await packed(source, sql`json_array(owner, count) as r from copy_counts where name = 'accounts.wallet'`);
    return [
      ...moved.flatMap(([wallet = 0]) => wallet),
      ...ended.flatMap(([wallet = 0, count]) => (this.#known.get(wallet)?.closedAccounts === count ? [] : wallet)),
    ].filter((wallet) => this.#known.has(wallet));
  }
}

async function markOf(source: RowSource): Promise<Mark> {
  const [mark] = await rowsOf<Mark>(
    source,
    sql`select coalesce((select max(id) from copy_deals), 0) as deal,
      coalesce((select max(id) from copy_transfers), 0) as transfer,
      coalesce((select sum(count) from copy_counts where name = 'accounts.company'), 0) as closed`,
  );
  if (mark === undefined) throw new Error('a sum has a row');
  return mark;
}

const KEPT = new WeakMap<RowSource, { readonly plain: KeptHistories; readonly withClosed: KeptHistories }>();

/** The histories of these wallets; `withClosed`: with `closed`. Rejects with ReadModelError. */
export function keptHistories(source: RowSource, wallets: readonly number[], withClosed = false): Promise<Histories> {
  const known = KEPT.get(source) ?? { plain: new KeptHistories(false), withClosed: new KeptHistories(true) };
  KEPT.set(source, known);
  return (withClosed ? known.withClosed : known.plain).of(source, wallets);
}
