import { batch, type Signal, signal } from '@preact/signals';
import type {
  Balance,
  Book,
  Bot,
  Candle,
  ClientMessage,
  Deal,
  Fill,
  GridBotWithLines,
  Market,
  Order,
  Position,
  ServerMessage,
  SmartTrade,
  Trade,
} from 'outcry/native-api';
import { perFrame } from './per-frame.ts';

/** How the stream stands. */
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');

/** What each channel shows, kept up to date. */
export interface LiveContent {
  readonly quotes: Market;
  readonly book: Book;
  /** Newest first. */
  readonly trades: readonly Trade[];
  /** The candles that changed last, oldest first. */
  readonly candles: readonly Candle[];
  /** Open orders and those that ended while the page was looking, newest first. */
  readonly orders: readonly Order[];
  /** Newest first. */
  readonly fills: readonly Fill[];
  readonly balances: readonly Balance[];
  readonly positions: readonly Position[];
  /** Newest first. */
  readonly bots: readonly Bot[];
  /** Running deals and those that ended while the page was looking, newest first. */
  readonly deals: readonly Deal[];
  /** Running smart trades and those that ended while the page was looking, newest first. */
  readonly smartTrades: readonly SmartTrade[];
  /** Newest first. */
  readonly grids: readonly GridBotWithLines[];
}
export type LiveChannel = keyof LiveContent;
/** An instrument's symbol (of candles: `SBER 5m`), or the number of an account. */
export type Subject = string | number;

type Picture = Extract<ServerMessage, { type: 'snapshot' | 'update' }>;

interface Watch {
  readonly request: ClientMessage;
  readonly content: Signal<unknown>;
  readers: number;
}

const KEPT_TRADES = 60;
const KEPT_ROWS = 200;
/** A lost connection is tried again after this long, and twice as long each time up to the second (ms). */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
const BOOK_DEPTH = 20;

const watches = new Map<string, Watch>();
/** What has come since the last frame. */
const fresh = new Map<Watch, unknown>();
let socket: WebSocket | null = null;
let retryMs = FIRST_RETRY_MS;
let wanted = false;

function nameOf(channel: string, subject: Subject): string {
  return `${channel}:${subject}`;
}

/**
 * The content of a channel as long as somebody looks at it: one subscription, however many look. Null until the first
 * picture has come. Call `leave` when it is not looked at any more.
 */
export function watch<C extends LiveChannel>(
  channel: C,
  subject: Subject,
): { content: Signal<LiveContent[C] | null>; leave: () => void } {
  const name = nameOf(channel, subject);
  let known = watches.get(name);
  if (known === undefined) {
    known = { request: subscription(channel, subject), content: signal(null), readers: 0 };
    watches.set(name, known);
    send({ ...known.request });
  }
  known.readers++;
  const mine = known;
  return {
    content: mine.content as Signal<LiveContent[C] | null>,
    leave() {
      if (--mine.readers > 0 || watches.get(name) !== mine) return;
      watches.delete(name);
      const { depth: _, ...about } = mine.request;
      send({ ...about, op: 'unsubscribe' });
    },
  };
}

function subscription(channel: LiveChannel, subject: Subject): ClientMessage {
  const about = typeof subject === 'number' ? { account: subject } : { instrument: subject.split(' ')[0] };
  const depth = channel === 'book' ? { depth: BOOK_DEPTH } : {};
  const interval = channel === 'candles' ? { interval: String(subject).split(' ')[1] } : {};
  return { op: 'subscribe', channel, ...about, ...depth, ...interval } as ClientMessage;
}

/** Opens the stream and keeps it open until `disconnect`. */
export function connect(): void {
  if (wanted) return;
  wanted = true;
  open();
}

export function disconnect(): void {
  wanted = false;
  const mine = socket;
  socket = null;
  mine?.close();
}

function open(): void {
  connection.value = 'connecting';
  const mine = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/stream`);
  socket = mine;
  mine.onopen = () => {
    connection.value = 'open';
    retryMs = FIRST_RETRY_MS;
    for (const { request } of watches.values()) mine.send(JSON.stringify(request));
  };
  mine.onmessage = ({ data }) => take(JSON.parse(String(data)) as ServerMessage);
  mine.onclose = () => {
    if (socket !== mine) return;
    socket = null;
    if (!wanted) return;
    connection.value = 'lost';
    setTimeout(() => {
      if (wanted && socket === null) open();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  };
}

function send(message: ClientMessage): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function take(message: ServerMessage): void {
  if (message.type !== 'snapshot' && message.type !== 'update') return;
  const watched = watches.get(nameOf(message.channel, subjectOf(message)));
  if (watched === undefined) return;
  const waits = fresh.has(watched);
  const known = waits ? fresh.get(watched) : watched.content.value;
  fresh.set(watched, merged(message, known, waits));
  show();
}

/** However many pictures come, the page is drawn once a frame. */
const show = perFrame(() => {
  batch(() => {
    for (const [watched, content] of fresh) watched.content.value = content;
  });
  fresh.clear();
});

function subjectOf(message: Picture): Subject {
  if ('account' in message) return message.account;
  return message.channel === 'candles' ? `${message.instrument} ${message.interval}` : message.instrument;
}

/**
 * Whole pictures replace what was there; lists of what happened go in front of it. `unseen`: what was there has not been
 * shown yet.
 */
function merged(message: Picture, before: unknown, unseen: boolean): unknown {
  const known = message.type === 'snapshot' ? null : before;
  switch (message.channel) {
    case 'trades':
      return known === null
        ? message.data.slice(0, KEPT_TRADES)
        : [...message.data]
            .reverse()
            .concat(known as Trade[])
            .slice(0, KEPT_TRADES);
    case 'candles':
      return unseen ? newestCandles(known as Candle[] | null, message.data) : message.data;
    case 'fills':
      return known === null
        ? message.data
        : [...message.data]
            .reverse()
            .concat(known as Fill[])
            .slice(0, KEPT_ROWS);
    case 'orders':
      return newestRows(known as Order[] | null, message.data);
    case 'deals':
      return newestRows(known as Deal[] | null, message.data);
    case 'smartTrades':
      return newestRows(known as SmartTrade[] | null, message.data);
    case 'bots':
      return newestRows(without(known as Bot[] | null, message.data.deleted), message.data.bots);
    case 'grids':
      return newestRows(without(known as GridBotWithLines[] | null, message.data.deleted), message.data.bots);
    default:
      return message.data;
  }
}

/** Candles as they stand now, oldest first. */
function newestCandles(known: readonly Candle[] | null, changed: readonly Candle[]): Candle[] {
  const candles = new Map(known?.map((candle) => [candle.time, candle]));
  for (const candle of changed) candles.set(candle.time, candle);
  return [...candles.values()].sort((a, b) => (a.time < b.time ? -1 : 1));
}

function without<Row extends { readonly id: number }>(
  rows: readonly Row[] | null,
  deleted: readonly number[],
): readonly Row[] | null {
  const gone = new Set(deleted);
  return rows?.filter(({ id }) => !gone.has(id)) ?? null;
}

/** Rows as they stand now, one for each id, newest first. */
function newestRows<Row extends { readonly id: number }>(known: readonly Row[] | null, changed: readonly Row[]): Row[] {
  const rows = new Map(known?.map((row) => [row.id, row]));
  for (const row of changed) rows.set(row.id, row);
  return [...rows.values()].sort((a, b) => b.id - a.id).slice(0, KEPT_ROWS * 5);
}
