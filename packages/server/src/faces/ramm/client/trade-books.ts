import { copiedTradesAfter, type RowSource, signalTickets } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import { type ClosedPart, TradeBook } from './trade-book.ts';

/** Trades in the books that are kept; the one not wanted for longest goes first. A trade takes some 300 bytes. */
const MAX_KEPT = 100_000;
/** Trades of one account that are read. */
const MAX_TRADES = 200_000;

/** The book of an account with the traders' tickets of its trades, as far as they were wanted. */
class KeptBook {
  readonly book = new TradeBook([]);
  readonly tickets = new Map<number, string | undefined>();
  readonly #account: number;

  constructor(account: number) {
    this.#account = account;
  }

  /** Reads what has been traded since. */
  async readOn(source: RowSource): Promise<void> {
    for (;;) {
      const after = this.book.last;
      const page = await copiedTradesAfter(source, this.#account, after);
      // somebody else may have read the same meanwhile
      for (const deal of page) if (deal.id > this.book.last) this.book.take(deal);
      if (page.length === 0 || this.book.trades >= MAX_TRADES) return;
    }
  }
}

/** Books of accounts that were wanted lately; only what has been traded since is read. */
class TradeBooks {
  readonly #books = new Map<number, KeptBook>();

  async of(source: RowSource, account: number): Promise<KeptBook> {
    const kept = this.#books.get(account) ?? new KeptBook(account);
    this.#books.delete(account);
    this.#books.set(account, kept);
    await kept.readOn(source);
    let trades = 0;
    for (const { book } of this.#books.values()) trades += book.trades;
    for (const [each, { book }] of this.#books) {
      if (trades <= MAX_KEPT || each === account) break;
      trades -= book.trades;
      this.#books.delete(each);
    }
    return kept;
  }
}

const BOOKS = new WeakMap<RowSource, TradeBooks>();

async function keptBook({ readModel }: Pick<RammParts, 'readModel'>, account: number): Promise<KeptBook> {
  const books = BOOKS.get(readModel) ?? new TradeBooks();
  BOOKS.set(readModel, books);
  return books.of(readModel, account);
}

/** The trades of an account, up to this moment. Rejects with ReadModelError. */
export async function tradeBook(parts: Pick<RammParts, 'readModel'>, account: number): Promise<TradeBook> {
  return (await keptBook(parts, account)).book;
}

/** The traders' tickets under which these parts were opened and closed, by signal. Rejects with ReadModelError. */
export async function ticketsOf(
  parts: Pick<RammParts, 'readModel'>,
  account: number,
  closed: readonly ClosedPart[],
): Promise<ReadonlyMap<number, string | undefined>> {
  const { tickets } = await keptBook(parts, account);
  const wanted = closed.flatMap(({ opening, closing }) => [opening.signal, closing.signal]);
  const unknown = [...new Set(wanted)].filter((signal) => !tickets.has(signal));
  if (unknown.length === 0) return tickets;
  const found = new Map((await signalTickets(parts.readModel, unknown)).map(({ id, ticket }) => [id, ticket]));
  for (const signal of unknown) tickets.set(signal, found.get(signal) ?? undefined);
  return tickets;
}
