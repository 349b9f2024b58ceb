import { Api } from './api.ts';
import type { Given } from './calls/arguments.ts';
import { type ChpClientAddress, type ChpClientOptions, clientSettings } from './client-settings.ts';
import { GuardedProperties } from './guarded-properties.ts';
import type { OneOrMore } from './listening.ts';
import { checkedDisconnection, checkedSession } from './reply-checks.ts';
import { type Replies, SessionCalls } from './session-calls.ts';
import type { StreamOptions } from './streams/options.ts';
import { type Book, Streams } from './streams/streams.ts';
import type { CallOptions } from './transport/sender.ts';
import { addTwins, type Camel, capitalPairs, type Twins } from './twins.ts';
import type { Decimal, Decimals } from './wire/decimals.ts';
import type { SuccessReply } from './wire/replies.ts';
import type * as Ask from './wire/requests.ts';
import type * as Row from './wire/rows.ts';

const FIXED = ['Token', 'Login', 'Password', 'Mode'];
const LISTS = ['listening_quotes', 'listening_ticks', 'listening_bid_ask', 'listening_portfolios'] as const;
const LIST_PAIRS = LISTS.map((name) => [name, name.replace(/_(.)/g, (_, sign) => sign.toUpperCase())] as const);

const RULES = {
  fixed: new Set(FIXED.flatMap((name) => [name, name.toLowerCase()])),
  lists: new Set(LIST_PAIRS.flat()),
};

const ORDER = ['portfolio', 'symbol', 'action', 'type_', 'validity', 'price', 'amount', 'stop', 'cookie'];

/** Declared below; ChpClientMethods is exported to the world as ChpClient. */
class ChpClientMethods<D extends Decimals = 'number'> extends GuardedProperties {
  readonly #token: string;
  readonly #login: string;
  readonly #password: string;
  readonly #mode: Ask.Mode;
  readonly #calls: SessionCalls;
  readonly #streams: Streams<D>;

  constructor(...given: Given) {
    super(RULES);
    const { host, port, login, password, token, mode, ssh, ...options } = clientSettings<D>(given);
    this.#token = token;
    this.#login = login;
    this.#password = password;
    this.#mode = mode;
    this.#calls = new SessionCalls(new Api<D>(host, port, ssh, options), token);
    this.#streams = new Streams<D>({
      signal: options.signal,
      groups: this.#calls.subscriptions,
      quotes: (signal) => this.UpdateQuote({ signal }),
      ticks: (signal) => this.UpdateTicks({ signal }),
      bidAsks: (signal) => this.UpdateBidAsks({ signal }),
      orders: (signal) => this.UpdateOrder({ signal }),
      trades: (signal) => this.AddTrade({ signal }),
    });
    this.#calls.onCancelled = (...cancelled) => this.#streams.cancelled(...cancelled);
  }

  get Token(): string {
    return this.#token;
  }

  get Login(): string {
    return this.#login;
  }

  get Password(): string {
    return this.#password;
  }

  /** 0 demo, 1 production. It has no effect. */
  get Mode(): Ask.Mode {
    return this.#mode;
  }

  /**
   * Instruments whose quotes the client believes itself subscribed to. Reading gives a copy; assigning takes a list
   * (ValueError for anything else) and sends nothing; `delete` empties it.
   */
  get listening_quotes(): string[] {
    return this.#calls.listening.get('quotes');
  }

  set listening_quotes(list: string[]) {
    this.#calls.listening.set('quotes', list);
  }

  /** Like listening_quotes, for ListenTicks. */
  get listening_ticks(): string[] {
    return this.#calls.listening.get('ticks');
  }

  set listening_ticks(list: string[]) {
    this.#calls.listening.set('ticks', list);
  }

  /** Like listening_quotes, for ListenBidAsks. */
  get listening_bid_ask(): string[] {
    return this.#calls.listening.get('bid_ask');
  }

  set listening_bid_ask(list: string[]) {
    this.#calls.listening.set('bid_ask', list);
  }

  /** Like listening_quotes, for ListenPortfolio. */
  get listening_portfolios(): string[] {
    return this.#calls.listening.get('portfolios');
  }

  set listening_portfolios(list: string[]) {
    this.#calls.listening.set('portfolios', list);
  }

  /** Opens the session and answers the whole reply. Throws ApiConnectionError when the server refuses. */
  async Connect(options: CallOptions = {}): Promise<SuccessReply<Row.SessionEcho<D>>> {
    const reply = await this.#calls.reply('Connected', [this.#login, this.#password, this.#token, this.#mode, options]);
    return checkedSession(reply) as SuccessReply<Row.SessionEcho<D>>;
  }

  /** Opens the session anew. Throws ApiConnectionError when the server refuses. */
  async Reconnect(options: CallOptions = {}): Promise<SuccessReply<Row.SessionEcho<D>>> {
    const reply = await this.#calls.reply('Reconnection', [
      this.#login,
      this.#password,
      this.#token,
      this.#mode,
      options,
    ]);
    return checkedSession(reply) as SuccessReply<Row.SessionEcho<D>>;
  }

  /**
   * Closes the session, ends every stream and prints one line. The listening lists keep what Listen* put there. Throws
   * ApiConnectionError when the server refuses.
   */
  async Disconnect(options: CallOptions = {}): Promise<SuccessReply<Row.SessionEcho<D>>> {
    const reply = await this.#calls.reply('Disconnected', [this.#login, this.#password, this.#token, options]);
    const accepted = checkedDisconnection(reply) as SuccessReply<Row.SessionEcho<D>>;
    this.#streams.endAll();
    console.log(`Client with token ${this.#token} disconnected`);
    return accepted;
  }

  /** Bars of an instrument; `count` above 0 goes back from `since`, below 0 forward. */
  GetBars(
    since: string,
    interval: Ask.BarInterval,
    symbol: string,
    count: number,
    options?: CallOptions,
  ): Promise<Row.Bar<D>[]>;
  GetBars(query: Ask.BarsQuery, options?: CallOptions): Promise<Row.Bar<D>[]>;
  GetBars(...given: Given): Promise<Row.Bar<D>[]> {
    return this.#calls.data('GetBars', ['since', 'interval', 'symbol', 'count'], given);
  }

  /** Every instrument. */
  GetSymbols(options?: CallOptions): Promise<Row.SymbolRow<D>[]>;
  GetSymbols(...given: Given): Promise<Row.SymbolRow<D>[]> {
    return this.#calls.data('GetSymbols', [], given);
  }

  /** Trades of the market. */
  GetTrades(since: string, symbol: string, count: number, options?: CallOptions): Promise<Row.TickHistory<D>[]>;
  GetTrades(query: Ask.TradesQuery, options?: CallOptions): Promise<Row.TickHistory<D>[]>;
  GetTrades(...given: Given): Promise<Row.TickHistory<D>[]> {
    return this.#calls.data('GetTrades', ['since', 'symbol', 'count'], given);
  }

  /** Orders (mode 1 the active, 2 all), trades and closed positions. The arguments stand the other way round in Api. */
  GetMyPortfolioData(
    portfolio: string,
    mode: Ask.PortfolioMode,
    options?: CallOptions,
  ): Promise<Row.PortfolioData<D>[]>;
  GetMyPortfolioData(query: Ask.PortfolioQuery, options?: CallOptions): Promise<Row.PortfolioData<D>[]>;
  GetMyPortfolioData(...given: Given): Promise<Row.PortfolioData<D>[]> {
    return this.#calls.data('GetMyPortfolioData', ['portfolio', 'mode'], given);
  }

  /** The accounts of the login. */
  GetPortfolioList(options?: CallOptions): Promise<Row.Portfolio<D>[]>;
  GetPortfolioList(...given: Given): Promise<Row.Portfolio<D>[]> {
    return this.#calls.data('GetPortfolioList', [], given);
  }

  /**
   * Subscribes to quotes, one request per symbol, and answers symbol → whole reply. A symbol whose reply says yes joins
   * listening_quotes; a refusal is no exception.
   */
  ListenQuotes(symbols: OneOrMore | { readonly symbols: OneOrMore }, options?: CallOptions): Promise<Replies>;
  ListenQuotes(...given: Given): Promise<Replies> {
    return this.#calls.listen('quotes', given);
  }

  /** The latest quote of every subscribed instrument. */
  UpdateQuote(options?: CallOptions): Promise<Row.Quote<D>[]>;
  UpdateQuote(...given: Given): Promise<Row.Quote<D>[]> {
    return this.#calls.data('UpdateQuote', [], given);
  }

  /** Ends subscriptions to quotes, one request per symbol; without symbols, all of listening_quotes. */
  CancelQuotes(symbols?: OneOrMore | { readonly symbols?: OneOrMore } | null, options?: CallOptions): Promise<Replies>;
  CancelQuotes(options: CallOptions): Promise<Replies>;
  CancelQuotes(...given: Given): Promise<Replies> {
    return this.#calls.cancel('quotes', given);
  }

  /** Like ListenQuotes, for the market's trades. */
  ListenTicks(symbols: OneOrMore | { readonly symbols: OneOrMore }, options?: CallOptions): Promise<Replies>;
  ListenTicks(...given: Given): Promise<Replies> {
    return this.#calls.listen('ticks', given);
  }

  /** Trades of the subscribed instruments since the last call. */
  UpdateTicks(options?: CallOptions): Promise<Row.Tick<D>[]>;
  UpdateTicks(...given: Given): Promise<Row.Tick<D>[]> {
    return this.#calls.data('AddTick', [], given);
  }

  /** Like CancelQuotes. */
  CancelTicks(symbols?: OneOrMore | { readonly symbols?: OneOrMore } | null, options?: CallOptions): Promise<Replies>;
  CancelTicks(options: CallOptions): Promise<Replies>;
  CancelTicks(...given: Given): Promise<Replies> {
    return this.#calls.cancel('ticks', given);
  }

  /** Like ListenQuotes, for order books. */
  ListenBidAsks(symbols: OneOrMore | { readonly symbols: OneOrMore }, options?: CallOptions): Promise<Replies>;
  ListenBidAsks(...given: Given): Promise<Replies> {
    return this.#calls.listen('bid_ask', given);
  }

  /** The latest order book of every subscribed instrument, one row per level. */
  UpdateBidAsks(options?: CallOptions): Promise<Row.BidAsk<D>[]>;
  UpdateBidAsks(...given: Given): Promise<Row.BidAsk<D>[]> {
    return this.#calls.data('UpdateBidAsk', [], given);
  }

  /** Like CancelQuotes. */
  CancelBidAsks(symbols?: OneOrMore | { readonly symbols?: OneOrMore } | null, options?: CallOptions): Promise<Replies>;
  CancelBidAsks(options: CallOptions): Promise<Replies>;
  CancelBidAsks(...given: Given): Promise<Replies> {
    return this.#calls.cancel('bid_ask', given);
  }

  /** Like ListenQuotes, for accounts: their orders, trades, positions and money. */
  ListenPortfolio(portfolios: OneOrMore | { readonly portfolios: OneOrMore }, options?: CallOptions): Promise<Replies>;
  ListenPortfolio(...given: Given): Promise<Replies> {
    return this.#calls.listen('portfolios', given);
  }

  /** Like CancelQuotes. */
  CancelPortfolio(
    portfolios?: OneOrMore | { readonly portfolios?: OneOrMore } | null,
    options?: CallOptions,
  ): Promise<Replies>;
  CancelPortfolio(options: CallOptions): Promise<Replies>;
  CancelPortfolio(...given: Given): Promise<Replies> {
    return this.#calls.cancel('portfolios', given);
  }

  /**
   * Places an order; `price` and `stop` are 0 where the type has none. Success says it was delivered; what became of it
   * comes through UpdateOrder. Never repeated by itself.
   */
  PlaceOrder(
    portfolio: string,
    symbol: string,
    action: Ask.OrderAction,
    type_: Ask.OrderType,
    validity: Ask.OrderValidity,
    price: Decimal,
    amount: Decimal,
    stop: Decimal,
    cookie: number,
    options?: CallOptions,
  ): Promise<Row.Placed<D>[]>;
  PlaceOrder(order: Ask.NewOrder, options?: CallOptions): Promise<Row.Placed<D>[]>;
  PlaceOrder(...given: Given): Promise<Row.Placed<D>[]> {
    return this.#calls.data('PlaceOrder', ORDER, given);
  }

  /** Moves the limit price of an order. Never repeated by itself. */
  MoveOrder(
    portfolio: string,
    symbol: string,
    orderid: string,
    targetprice: Decimal,
    options?: CallOptions,
  ): Promise<Row.OrderChanged[]>;
  MoveOrder(move: Ask.OrderMove, options?: CallOptions): Promise<Row.OrderChanged[]>;
  MoveOrder(...given: Given): Promise<Row.OrderChanged[]> {
    return this.#calls.data('MoveOrder', ['portfolio', 'symbol', 'orderid', 'targetprice'], given);
  }

  /** Cancels an order. Never repeated by itself. */
  CancelOrder(portfolio: string, symbol: string, orderid: string, options?: CallOptions): Promise<Row.OrderChanged[]>;
  CancelOrder(order: Ask.OrderCancel, options?: CallOptions): Promise<Row.OrderChanged[]>;
  CancelOrder(...given: Given): Promise<Row.OrderChanged[]> {
    return this.#calls.data('CancelOrder', ['portfolio', 'symbol', 'orderid'], given);
  }

  /** Changes of the subscribed accounts' orders since the last call. */
  UpdateOrder(options?: CallOptions): Promise<Row.OrderUpdate<D>[]>;
  UpdateOrder(...given: Given): Promise<Row.OrderUpdate<D>[]> {
    return this.#calls.data('UpdateOrder', [], given);
  }

  /** The latest positions of the subscribed accounts. */
  UpdatePosition(options?: CallOptions): Promise<Row.Position<D>[]>;
  UpdatePosition(...given: Given): Promise<Row.Position<D>[]> {
    return this.#calls.data('UpdatePosition', [], given);
  }

  /** The subscribed accounts' own trades since the last call. A read, despite its name. */
  AddTrade(options?: CallOptions): Promise<Row.OwnTrade<D>[]>;
  AddTrade(...given: Given): Promise<Row.OwnTrade<D>[]> {
    return this.#calls.data('AddTrade', [], given);
  }

  /** The latest money of the subscribed accounts. A read, despite its name. */
  SetPortfolio(options?: CallOptions): Promise<Row.Account<D>[]>;
  SetPortfolio(...given: Given): Promise<Row.Account<D>[]> {
    return this.#calls.data('SetPortfolio', [], given);
  }

  /** Quotes as they change, the latest of each symbol. Subscribes and polls while the loop runs; without symbols, only polls. */
  quotes(symbols?: OneOrMore | null, options?: StreamOptions): AsyncGenerator<Row.Quote<D>, void, undefined>;
  quotes(options: StreamOptions): AsyncGenerator<Row.Quote<D>, void, undefined>;
  quotes(...given: Given): AsyncGenerator<Row.Quote<D>, void, undefined> {
    return this.#streams.open('quotes', given);
  }

  /** The market's trades, each once. */
  ticks(symbols?: OneOrMore | null, options?: StreamOptions): AsyncGenerator<Row.Tick<D>, void, undefined>;
  ticks(options: StreamOptions): AsyncGenerator<Row.Tick<D>, void, undefined>;
  ticks(...given: Given): AsyncGenerator<Row.Tick<D>, void, undefined> {
    return this.#streams.open('ticks', given);
  }

  /** Whole order books as they change, the latest of each symbol. */
  books(symbols?: OneOrMore | null, options?: StreamOptions): AsyncGenerator<Book<D>, void, undefined>;
  books(options: StreamOptions): AsyncGenerator<Book<D>, void, undefined>;
  books(...given: Given): AsyncGenerator<Book<D>, void, undefined> {
    return this.#streams.open('books', given);
  }

  /** Changes of the accounts' orders, each once. */
  orders(portfolios?: OneOrMore | null, options?: StreamOptions): AsyncGenerator<Row.OrderUpdate<D>, void, undefined>;
  orders(options: StreamOptions): AsyncGenerator<Row.OrderUpdate<D>, void, undefined>;
  orders(...given: Given): AsyncGenerator<Row.OrderUpdate<D>, void, undefined> {
    return this.#streams.open('orders', given);
  }

  /** The accounts' own trades, each once. */
  trades(portfolios?: OneOrMore | null, options?: StreamOptions): AsyncGenerator<Row.OwnTrade<D>, void, undefined>;
  trades(options: StreamOptions): AsyncGenerator<Row.OwnTrade<D>, void, undefined>;
  trades(...given: Given): AsyncGenerator<Row.OwnTrade<D>, void, undefined> {
    return this.#streams.open('trades', given);
  }
}

const prototype = ChpClientMethods.prototype;
addTwins(prototype, [...capitalPairs(prototype), ...LIST_PAIRS]);
Object.defineProperty(ChpClientMethods, 'name', { value: 'ChpClient' });

type ListTwins = { [Name in (typeof LISTS)[number] as Camel<Name>]: string[] };

/**
 * A client with a session: it answers with the `data` of a reply and throws a ChpError for a reply that is none or says
 * no. Making one sends nothing. Each method and property also exists under a camelCase name.
 */
export type ChpClient<D extends Decimals = 'number'> = ChpClientMethods<D> & Twins<ChpClientMethods<D>> & ListTwins;

interface ChpClientConstructor {
  new <D extends Decimals = 'number'>(
    host: string,
    port: number | string,
    login: string,
    password: string,
    options: ChpClientOptions<D>,
  ): ChpClient<D>;
  new <D extends Decimals = 'number'>(address: ChpClientAddress<D>): ChpClient<D>;
  readonly prototype: ChpClient;
}

export const ChpClient = ChpClientMethods as unknown as ChpClientConstructor;
