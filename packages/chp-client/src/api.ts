import { serverAddress } from './address.ts';
import { type Given, readArguments } from './calls/arguments.ts';
import { CALLS, type CallName, type CallRule } from './calls/table.ts';
import { type ConnectionOptions, type Settings, settingsOf } from './settings.ts';
import { type CallOptions, send } from './transport/sender.ts';
import { addTwins, capitalPairs, type Twins } from './twins.ts';
import { writeBody } from './wire/body.ts';
import type { Decimal, Decimals } from './wire/decimals.ts';
import type { ChpResponse, Reply } from './wire/replies.ts';
import type * as Ask from './wire/requests.ts';
import { responseOf } from './wire/response.ts';
import type * as Row from './wire/rows.ts';

/** Api's constructor in one object. */
export interface ApiAddress {
  readonly host: string;
  /** 5001 by default. */
  readonly port?: number | string;
  /** Whether to speak https. */
  readonly ssh?: boolean;
}

/** The answer to a call whose reply has rows of this kind. */
export type Answered<Kind> = Promise<ChpResponse<Reply<Kind>>>;

/** Every call in its two forms is declared below; ApiMethods is exported to the world as Api. */
class ApiMethods<D extends Decimals = 'number'> {
  readonly #host: unknown;
  readonly #port: unknown;
  readonly #secure: boolean;
  readonly #settings: Settings;

  constructor(host: string, port?: number | string, ssh?: boolean, options?: ConnectionOptions<D>);
  constructor(address: ApiAddress & ConnectionOptions<D>);
  constructor(
    first: string | (ApiAddress & ConnectionOptions<D>),
    port: number | string = 5001,
    ssh = false,
    options: ConnectionOptions<D> = {},
  ) {
    if (first === undefined || first === null) throw new TypeError('Api: host is missing');
    const given: ApiAddress & ConnectionOptions<D> =
      typeof first === 'string' ? { host: first, port, ssh, ...options } : first;
    this.#host = given.host;
    this.#port = given.port === undefined ? 5001 : given.port;
    this.#secure = given.ssh === true;
    this.#settings = settingsOf(given);
  }

  /** Opens the session of the token. `mode` is never sent. */
  Connected(
    login: string,
    password: string,
    token: string,
    mode?: Ask.Mode,
    options?: CallOptions,
  ): Answered<Row.SessionEcho<D>>;
  Connected(login: string, password: string, token: string, options: CallOptions): Answered<Row.SessionEcho<D>>;
  Connected(request: Ask.ConnectRequest, options?: CallOptions): Answered<Row.SessionEcho<D>>;
  Connected(...given: Given): Answered<Row.SessionEcho<D>> {
    return this.#call('Connected', given);
  }

  /** Opens the session anew; the way back after a crash without Disconnected. */
  Reconnection(
    login: string,
    password: string,
    token: string,
    mode?: Ask.Mode,
    options?: CallOptions,
  ): Answered<Row.SessionEcho<D>>;
  Reconnection(login: string, password: string, token: string, options: CallOptions): Answered<Row.SessionEcho<D>>;
  Reconnection(request: Ask.ConnectRequest, options?: CallOptions): Answered<Row.SessionEcho<D>>;
  Reconnection(...given: Given): Answered<Row.SessionEcho<D>> {
    return this.#call('Reconnection', given);
  }

  /** Closes the session: do it after work, sessions do not end by themselves. */
  Disconnected(login: string, password: string, token: string, options?: CallOptions): Answered<Row.SessionEcho<D>>;
  Disconnected(request: Ask.SessionRequest, options?: CallOptions): Answered<Row.SessionEcho<D>>;
  Disconnected(...given: Given): Answered<Row.SessionEcho<D>> {
    return this.#call('Disconnected', given);
  }

  /** Bars of an instrument; `count` above 0 goes back from `since`, below 0 forward. */
  GetBars(
    token: string,
    since: string,
    interval: Ask.BarInterval,
    symbol: string,
    count: number,
    options?: CallOptions,
  ): Answered<Row.Bar<D>>;
  GetBars(request: Ask.GetBarsRequest, options?: CallOptions): Answered<Row.Bar<D>>;
  GetBars(...given: Given): Answered<Row.Bar<D>> {
    return this.#call('GetBars', given);
  }

  /** Every instrument. */
  GetSymbols(token: string, options?: CallOptions): Answered<Row.SymbolRow<D>>;
  GetSymbols(request: Ask.WithToken, options?: CallOptions): Answered<Row.SymbolRow<D>>;
  GetSymbols(...given: Given): Answered<Row.SymbolRow<D>> {
    return this.#call('GetSymbols', given);
  }

  /** Orders (mode 1 the active, 2 all), trades and closed positions of the trading session. */
  GetMyPortfolioData(
    token: string,
    mode: Ask.PortfolioMode,
    portfolio: string,
    options?: CallOptions,
  ): Answered<Row.PortfolioData<D>>;
  GetMyPortfolioData(request: Ask.GetMyPortfolioDataRequest, options?: CallOptions): Answered<Row.PortfolioData<D>>;
  GetMyPortfolioData(...given: Given): Answered<Row.PortfolioData<D>> {
    return this.#call('GetMyPortfolioData', given);
  }

  /** The accounts of the login. */
  GetPortfolioList(token: string, options?: CallOptions): Answered<Row.Portfolio<D>>;
  GetPortfolioList(request: Ask.WithToken, options?: CallOptions): Answered<Row.Portfolio<D>>;
  GetPortfolioList(...given: Given): Answered<Row.Portfolio<D>> {
    return this.#call('GetPortfolioList', given);
  }

  /** Trades of the market; `since` is sent as `from`. */
  GetTrades(
    token: string,
    since: string,
    symbol: string,
    count: number,
    options?: CallOptions,
  ): Answered<Row.TickHistory<D>>;
  GetTrades(request: Ask.GetTradesRequest, options?: CallOptions): Answered<Row.TickHistory<D>>;
  GetTrades(...given: Given): Answered<Row.TickHistory<D>> {
    return this.#call('GetTrades', given);
  }

  /** Subscribes to an instrument's quotes. */
  ListenQuotes(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  ListenQuotes(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  ListenQuotes(...given: Given): Answered<Row.Described> {
    return this.#call('ListenQuotes', given);
  }

  /** The latest quote of every subscribed instrument. */
  UpdateQuote(token: string, options?: CallOptions): Answered<Row.Quote<D>>;
  UpdateQuote(request: Ask.WithToken, options?: CallOptions): Answered<Row.Quote<D>>;
  UpdateQuote(...given: Given): Answered<Row.Quote<D>> {
    return this.#call('UpdateQuote', given);
  }

  /** Ends a subscription to quotes. */
  CancelQuotes(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  CancelQuotes(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  CancelQuotes(...given: Given): Answered<Row.Described> {
    return this.#call('CancelQuotes', given);
  }

  /** Subscribes to an instrument's trades. */
  ListenTicks(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  ListenTicks(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  ListenTicks(...given: Given): Answered<Row.Described> {
    return this.#call('ListenTicks', given);
  }

  /** Trades of the subscribed instruments since the last call. */
  AddTick(token: string, options?: CallOptions): Answered<Row.Tick<D>>;
  AddTick(request: Ask.WithToken, options?: CallOptions): Answered<Row.Tick<D>>;
  AddTick(...given: Given): Answered<Row.Tick<D>> {
    return this.#call('AddTick', given);
  }

  /** Ends a subscription to trades. */
  CancelTicks(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  CancelTicks(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  CancelTicks(...given: Given): Answered<Row.Described> {
    return this.#call('CancelTicks', given);
  }

  /** Subscribes to an instrument's order book. */
  ListenBidAsks(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  ListenBidAsks(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  ListenBidAsks(...given: Given): Answered<Row.Described> {
    return this.#call('ListenBidAsks', given);
  }

  /** The latest order book of every subscribed instrument, one row per level. */
  UpdateBidAsk(token: string, options?: CallOptions): Answered<Row.BidAsk<D>>;
  UpdateBidAsk(request: Ask.WithToken, options?: CallOptions): Answered<Row.BidAsk<D>>;
  UpdateBidAsk(...given: Given): Answered<Row.BidAsk<D>> {
    return this.#call('UpdateBidAsk', given);
  }

  /** Ends a subscription to an order book. */
  CancelBidAsks(token: string, symbol: string, options?: CallOptions): Answered<Row.Described>;
  CancelBidAsks(request: Ask.SymbolRequest, options?: CallOptions): Answered<Row.Described>;
  CancelBidAsks(...given: Given): Answered<Row.Described> {
    return this.#call('CancelBidAsks', given);
  }

  /** Subscribes to an account: its orders, trades, positions and money. */
  ListenPortfolio(token: string, portfolio: string, options?: CallOptions): Answered<Row.Described>;
  ListenPortfolio(request: Ask.PortfolioRequest, options?: CallOptions): Answered<Row.Described>;
  ListenPortfolio(...given: Given): Answered<Row.Described> {
    return this.#call('ListenPortfolio', given);
  }

  /** Places an order. Success says it was delivered; what became of it comes through UpdateOrder. Never repeated. */
  PlaceOrder(
    token: string,
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
  ): Answered<Row.Placed<D>>;
  PlaceOrder(request: Ask.PlaceOrderRequest, options?: CallOptions): Answered<Row.Placed<D>>;
  PlaceOrder(...given: Given): Answered<Row.Placed<D>> {
    return this.#call('PlaceOrder', given);
  }

  /** Moves the limit price of an order. Never repeated. */
  MoveOrder(
    token: string,
    portfolio: string,
    symbol: string,
    orderid: string,
    targetprice: Decimal,
    options?: CallOptions,
  ): Answered<Row.OrderChanged>;
  MoveOrder(request: Ask.MoveOrderRequest, options?: CallOptions): Answered<Row.OrderChanged>;
  MoveOrder(...given: Given): Answered<Row.OrderChanged> {
    return this.#call('MoveOrder', given);
  }

  /** Cancels an order. Never repeated. */
  CancelOrder(
    token: string,
    portfolio: string,
    symbol: string,
    orderid: string,
    options?: CallOptions,
  ): Answered<Row.OrderChanged>;
  CancelOrder(request: Ask.CancelOrderRequest, options?: CallOptions): Answered<Row.OrderChanged>;
  CancelOrder(...given: Given): Answered<Row.OrderChanged> {
    return this.#call('CancelOrder', given);
  }

  /** Changes of the subscribed accounts' orders since the last call. */
  UpdateOrder(token: string, options?: CallOptions): Answered<Row.OrderUpdate<D>>;
  UpdateOrder(request: Ask.WithToken, options?: CallOptions): Answered<Row.OrderUpdate<D>>;
  UpdateOrder(...given: Given): Answered<Row.OrderUpdate<D>> {
    return this.#call('UpdateOrder', given);
  }

  /** The latest positions of the subscribed accounts. */
  UpdatePosition(token: string, options?: CallOptions): Answered<Row.Position<D>>;
  UpdatePosition(request: Ask.WithToken, options?: CallOptions): Answered<Row.Position<D>>;
  UpdatePosition(...given: Given): Answered<Row.Position<D>> {
    return this.#call('UpdatePosition', given);
  }

  /** The subscribed accounts' own trades since the last call. A read, despite its name. */
  AddTrade(token: string, options?: CallOptions): Answered<Row.OwnTrade<D>>;
  AddTrade(request: Ask.WithToken, options?: CallOptions): Answered<Row.OwnTrade<D>>;
  AddTrade(...given: Given): Answered<Row.OwnTrade<D>> {
    return this.#call('AddTrade', given);
  }

  /** The latest money of the subscribed accounts. A read, despite its name. */
  SetPortfolio(token: string, options?: CallOptions): Answered<Row.Account<D>>;
  SetPortfolio(request: Ask.WithToken, options?: CallOptions): Answered<Row.Account<D>>;
  SetPortfolio(...given: Given): Answered<Row.Account<D>> {
    return this.#call('SetPortfolio', given);
  }

  /** Ends a subscription to an account. */
  CancelPortfolio(token: string, portfolio: string, options?: CallOptions): Answered<Row.Described>;
  CancelPortfolio(request: Ask.PortfolioRequest, options?: CallOptions): Answered<Row.Described>;
  CancelPortfolio(...given: Given): Answered<Row.Described> {
    return this.#call('CancelPortfolio', given);
  }

  async #call(name: CallName, given: Given): Promise<ChpResponse<never>> {
    const rule: CallRule = CALLS[name];
    const { fields, options } = readArguments(name, rule.parameters, given);
    const body = writeBody(wireFields(rule, fields));
    const url = `${serverAddress(this.#host, this.#port, this.#secure)}/${rule.urn}`;
    const call = { url, urn: rule.urn, effect: rule.effect, body };
    return responseOf(await send(call, this.#settings.sender, options), this.#settings.decimals);
  }
}

function wireFields({ parameters, unsent = [], wireNames = {} }: CallRule, fields: Readonly<Record<string, unknown>>) {
  const sent = parameters.map((name) => name.replace('?', '')).filter((name) => !unsent.includes(name));
  return Object.fromEntries(sent.map((name) => [wireNames[name] ?? name, fields[name]]));
}

addTwins(ApiMethods.prototype, capitalPairs(ApiMethods.prototype));
Object.defineProperty(ApiMethods, 'name', { value: 'Api' });

/**
 * The bridge's calls one by one. Each answers with the HTTP answer as it came and never throws on its status or content;
 * only a connection that fails rejects (ChpTransportError, ChpTimeoutError, an abort's reason). Making one sends nothing.
 * Each method also exists under a name that begins with a small letter.
 */
export type Api<D extends Decimals = 'number'> = ApiMethods<D> & Twins<ApiMethods<D>>;

interface ApiConstructor {
  new <D extends Decimals = 'number'>(
    host: string,
    port?: number | string,
    ssh?: boolean,
    options?: ConnectionOptions<D>,
  ): Api<D>;
  new <D extends Decimals = 'number'>(address: ApiAddress & ConnectionOptions<D>): Api<D>;
  readonly prototype: Api;
}

export const Api = ApiMethods as unknown as ApiConstructor;
