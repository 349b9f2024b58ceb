import { type Given, readArguments } from '../calls/arguments.ts';
import { eachOf } from '../listening.ts';
import type { Decimals } from '../wire/decimals.ts';
import type * as Row from '../wire/rows.ts';
import { Holds, type Subscriptions } from './holds.ts';
import { type StreamRules, streamRules } from './options.ts';
import { Poller } from './poller.ts';
import { Stream } from './stream.ts';
import { EventRows, LatestRows, type WaitingRows } from './waiting-rows.ts';

/** An order book; the best prices come first. */
export interface Book<D extends Decimals = 'number'> {
  readonly symbol: string;
  readonly levels: readonly Row.BidAsk<D>[];
}

/** The four kinds of subscriptions. */
export type Group = 'quotes' | 'ticks' | 'bid_ask' | 'portfolios';

type Read<T> = (signal: AbortSignal) => Promise<readonly T[]>;

/** What the streams need of a client. */
export interface StreamsPort<D extends Decimals> {
  /** Ends every stream. */
  readonly signal: AbortSignal | undefined;
  readonly groups: Readonly<Record<Group, Subscriptions>>;
  readonly quotes: Read<Row.Quote<D>>;
  readonly ticks: Read<Row.Tick<D>>;
  readonly bidAsks: Read<Row.BidAsk<D>>;
  readonly orders: Read<Row.OrderUpdate<D>>;
  readonly trades: Read<Row.OwnTrade<D>>;
}

/** Row and item of each stream. */
interface Kinds<D extends Decimals> {
  readonly quotes: [Row.Quote<D>, Row.Quote<D>];
  readonly ticks: [Row.Tick<D>, Row.Tick<D>];
  readonly books: [Row.BidAsk<D>, Book<D>];
  readonly orders: [Row.OrderUpdate<D>, Row.OrderUpdate<D>];
  readonly trades: [Row.OwnTrade<D>, Row.OwnTrade<D>];
}

interface Kind<T, Item> {
  readonly group: Group;
  readonly poller: Poller<T>;
  waiting(rules: StreamRules): WaitingRows<T, Item>;
}

/** The open streams of one client. */
export class Streams<D extends Decimals> {
  readonly #signal: AbortSignal | undefined;
  readonly #holds: Readonly<Record<Group, Holds>>;
  readonly #open: Readonly<Record<Group, Set<Pick<Stream<never, never>, 'end' | 'cancelled'>>>>;
  readonly #kinds: { readonly [K in keyof Kinds<D>]: Kind<Kinds<D>[K][0], Kinds<D>[K][1]> };

  constructor(port: StreamsPort<D>) {
    const { quotes, ticks, bid_ask, portfolios } = port.groups;
    this.#signal = port.signal;
    this.#holds = {
      quotes: new Holds(quotes),
      ticks: new Holds(ticks),
      bid_ask: new Holds(bid_ask),
      portfolios: new Holds(portfolios),
    };
    this.#open = { quotes: new Set(), ticks: new Set(), bid_ask: new Set(), portfolios: new Set() };
    this.#kinds = {
      quotes: { group: 'quotes', poller: new Poller(port.quotes), waiting: () => new LatestRows(quotesOf<D>) },
      ticks: { group: 'ticks', poller: new Poller(port.ticks), waiting: (rules) => new EventRows(rules) },
      books: { group: 'bid_ask', poller: new Poller(port.bidAsks), waiting: () => new LatestRows(booksOf<D>) },
      orders: { group: 'portfolios', poller: new Poller(port.orders), waiting: (rules) => new EventRows(rules) },
      trades: { group: 'portfolios', poller: new Poller(port.trades), waiting: (rules) => new EventRows(rules) },
    };
  }

  /** A stream that begins with its loop. Throws TypeError and RangeError for arguments that are none. */
  open<K extends keyof Kinds<D>>(name: K, given: Given): AsyncGenerator<Kinds<D>[K][1], void, undefined> {
    const kind: Kind<Kinds<D>[K][0], Kinds<D>[K][1]> = this.#kinds[name];
    const parameter = kind.group === 'portfolios' ? 'portfolios' : 'symbols';
    const { fields, options } = readArguments(name, [`${parameter}?`], given);
    const named = fields[parameter] ?? null;
    const keys = named === null ? null : new Set(eachOf(parameter, named));
    return this.#start(kind, keys, streamRules(options));
  }

  /** The server has cancelled a subscription of the client. */
  cancelled(group: Group, key: string, none: boolean): void {
    this.#holds[group].forget(key);
    for (const stream of [...this.#open[group]]) stream.cancelled(key, none);
  }

  /** The session is closed. */
  endAll(): void {
    for (const holds of Object.values(this.#holds)) holds.forgetAll();
    for (const open of Object.values(this.#open)) for (const stream of [...open]) stream.end();
  }

  #start<T, Item>(
    { group, poller, waiting }: Kind<T, Item>,
    keys: Set<string> | null,
    rules: StreamRules,
  ): AsyncGenerator<Item, void, undefined> {
    const field = group === 'portfolios' ? 'portfolio' : 'symbol';
    const signals = [rules.signal, this.#signal].filter((signal) => signal !== undefined);
    const holds = this.#holds[group];
    const source = {
      poller,
      holds,
      waiting: waiting(rules),
      keys,
      keyOf: (row: T) => keyOf(row, field),
      rules,
      signals,
    };
    return opened(this.#open[group], new Stream(source));
  }
}

/** Known to the client while its loop runs. */
async function* opened<T, Item>(
  open: Set<Pick<Stream<T, Item>, 'end' | 'cancelled'>>,
  stream: Stream<T, Item>,
): AsyncGenerator<Item, void, undefined> {
  open.add(stream);
  try {
    yield* stream.items();
  } finally {
    open.delete(stream);
  }
}

/** Servers differ in the first letter of row fields. */
function keyOf(row: unknown, field: 'symbol' | 'portfolio' = 'symbol'): string | null {
  const fields = row as Record<string, unknown> | null;
  const key = fields?.[field] ?? fields?.[field === 'symbol' ? 'Symbol' : 'Portfolio'];
  return typeof key === 'string' ? key : null;
}

function quotesOf<D extends Decimals>(rows: readonly Row.Quote<D>[]): Map<string, Row.Quote<D>> {
  return new Map(rows.map((row) => [keyOf(row) ?? '', row]));
}

/** Books by symbol; one that had levels and is no longer in the reply is empty. */
function booksOf<D extends Decimals>(rows: readonly Row.BidAsk<D>[], seen: Iterable<string>): Map<string, Book<D>> {
  const levels = new Map<string, Row.BidAsk<D>[]>(Array.from(seen, (symbol) => [symbol, []]));
  for (const row of rows) {
    const symbol = keyOf(row) ?? '';
    const known = levels.get(symbol);
    if (known === undefined) levels.set(symbol, [row]);
    else known.push(row);
  }
  return new Map(Array.from(levels, ([symbol, each]) => [symbol, { symbol, levels: each }]));
}
