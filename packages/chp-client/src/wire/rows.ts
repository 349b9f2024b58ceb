import type { Decimals, Num } from './decimals.ts';

/**
 * Rows of the replies. Times are `YYYY-MM-DDThh:mm:ss` in Moscow time. Ids are text: some venues' exceed 2^53. The server
 * may leave fields out or add some; the library reads none of them.
 */

/** Place of a row among the rows of one reply. */
export interface Numbered<D extends Decimals = 'number'> {
  /** From 0. */
  readonly row: Num<D>;
  /** Rows in this reply. */
  readonly nrows: Num<D>;
}

/** One bar of GetBars; a positive count gives the newest first. */
export interface Bar<D extends Decimals = 'number'> extends Numbered<D> {
  readonly symbol: string;
  readonly interval: Num<D>;
  /** End of the interval, not its start. */
  readonly datetime: string;
  readonly open: Num<D>;
  readonly high: Num<D>;
  readonly low: Num<D>;
  readonly close: Num<D>;
  readonly volume: Num<D>;
  readonly openInt: Num<D>;
}

/** One instrument of GetSymbols. */
export interface SymbolRow<D extends Decimals = 'number'> extends Numbered<D> {
  readonly symbol: string;
  readonly short_name: string;
  readonly long_name: string;
  readonly type: string;
  readonly decimals: Num<D>;
  readonly lot_size: Num<D>;
  /** Money value of one price step. */
  readonly punkt: Num<D>;
  /** Price step. */
  readonly step: Num<D>;
  /** ISIN. */
  readonly sec_ext_id: string | null;
  readonly sec_exch_name: string;
  /** `1899-12-30T00:00:00`: never expires. */
  readonly expiryDate: string;
  readonly days_before_expiry: Num<D>;
  readonly strike: Num<D>;
}

/** The latest state of one subscribed instrument. */
export interface Quote<D extends Decimals = 'number'> {
  readonly symbol: string;
  /** Of the last trade. */
  readonly datetime: string;
  readonly open: Num<D>;
  readonly high: Num<D>;
  readonly low: Num<D>;
  /** Last price of the previous session. */
  readonly close: Num<D>;
  readonly last: Num<D>;
  readonly volume: Num<D>;
  /** Of the last trade. */
  readonly size: Num<D>;
  readonly bid: Num<D>;
  readonly ask: Num<D>;
  /** All resting volume of the side, not that of the best price. */
  readonly bidSize: Num<D>;
  readonly askSize: Num<D>;
  readonly open_Int: Num<D>;
  readonly go_Buy: Num<D>;
  readonly go_Sell: Num<D>;
  readonly go_Base: Num<D>;
  readonly go_Base_Backed: Num<D>;
  readonly high_Limit: Num<D>;
  readonly low_Limit: Num<D>;
  /** 0 tradable, 1 not. */
  readonly trading_Status: Num<D>;
  readonly volat: Num<D>;
  readonly theor_Price: Num<D>;
  readonly step_Price: Num<D>;
}

/** A trade of the market. */
export interface Tick<D extends Decimals = 'number'> {
  readonly symbol: string;
  readonly dateTime: string;
  readonly price: Num<D>;
  readonly volume: Num<D>;
  readonly tradeNo: string;
  /** Who took: 1 a buyer, 2 a seller, 0 unknown. */
  readonly action: Num<D>;
}

/** A trade of the market as GetTrades lists it. */
export interface TickHistory<D extends Decimals = 'number'> extends Numbered<D>, Tick<D> {}

/** One level of an order book; `row` 0 is the best. A side that is missing at this level is 0/0. */
export interface BidAsk<D extends Decimals = 'number'> extends Numbered<D> {
  readonly symbol: string;
  readonly bid: Num<D>;
  readonly bidSize: Num<D>;
  readonly ask: Num<D>;
  readonly askSize: Num<D>;
}

/** An account of GetPortfolioList. */
export interface Portfolio<D extends Decimals = 'number'> extends Numbered<D> {
  readonly portfolioName: string;
  readonly portfolioExch: string;
  /** 0 broker, 1 trusted management, 2 read-only, 3 blocked, 4 restricted, 5 auto-restricted, 6 order not signed. */
  readonly portfolioStatus: Num<D>;
}

interface OrderFields<D extends Decimals> {
  readonly portfolio: string;
  readonly symbol: string;
  /**
   * −1 refused by the counterparty, 0 submitted, 1 pending, 2 open, 3 expired, 4 cancelled, 5 filled, 6 partly filled,
   * 7 cancelled by the counterparty, 8 refused by the system, 9 cancelled by the system.
   */
  readonly state: Num<D>;
  readonly action: Num<D>;
  readonly type: Num<D>;
  readonly validity: Num<D>;
  readonly price: Num<D>;
  readonly amount: Num<D>;
  readonly stop: Num<D>;
  /** What **remains** in the order, not what was executed. */
  readonly filled: Num<D>;
  /** Of the last change. */
  readonly datetime: string;
  /** Of the broker: MoveOrder and CancelOrder take this one. */
  readonly orderId: string;
  /** Of the exchange: own trades name this one; `0` until the order is on the market. */
  readonly orderNo: string;
  /** 0: not placed through this API. */
  readonly cookie: Num<D>;
}

/** A change of an order's state. */
export interface OrderUpdate<D extends Decimals = 'number'> extends OrderFields<D> {
  readonly status_mask: Num<D>;
  readonly description: string;
}

/** A holding; `amount` below 0 is short. */
export interface Position<D extends Decimals = 'number'> {
  readonly portfolio: string;
  readonly symbol: string;
  readonly avPrice: Num<D>;
  readonly amount: Num<D>;
  /** Amount if every working order is filled. */
  readonly planned: Num<D>;
}

/** An account's money. */
export interface Account<D extends Decimals = 'number'> {
  readonly portfolio: string;
  readonly cash: Num<D>;
  readonly leverage: Num<D>;
  /** The exchange's commission of the day. */
  readonly comission: Num<D>;
  /** Result of the day. */
  readonly saldo: Num<D>;
  readonly liquidationValue: Num<D>;
  readonly initialMargin: Num<D>;
  readonly totalAssets: Num<D>;
}

/** A trade of one's own; `amount` below 0 is a sell. */
export interface OwnTrade<D extends Decimals = 'number'> {
  readonly portfolio: string;
  readonly symbol: string;
  /** OrderUpdate.orderNo of its order. */
  readonly orderNo: string;
  readonly price: Num<D>;
  readonly amount: Num<D>;
  readonly datetime: string;
  readonly tradeNo: string;
  readonly value: Num<D>;
  readonly accruedint: Num<D>;
}

/** Reply row of GetMyPortfolioData: orders, trades and closed positions of the trading session. */
export interface PortfolioData<D extends Decimals = 'number'> {
  readonly setMyOrder: readonly (Numbered<D> & OrderFields<D>)[];
  readonly setMyTrade: readonly (Numbered<D> & {
    readonly portfolio: string;
    readonly symbol: string;
    readonly datetime: string;
    readonly price: Num<D>;
    /** Without sign. */
    readonly volume: Num<D>;
    readonly tradeNo: string;
    /** 1 buy, 2 sell. */
    readonly buySell: Num<D>;
    readonly orderNo: string;
    readonly value: Num<D>;
    readonly accruedint: Num<D>;
  })[];
  readonly setMyClosePos: readonly (Numbered<D> & {
    readonly portfolio: string;
    readonly symbol: string;
    readonly amount: Num<D>;
    readonly price_Buy: Num<D>;
    readonly price_Sell: Num<D>;
    readonly postime: string;
    readonly order_Open: string;
    readonly order_Close: string;
  })[];
}

/** Reply row of PlaceOrder. */
export interface Placed<D extends Decimals = 'number'> {
  readonly cookie: Num<D>;
  readonly orderid: string;
}

/** Reply row of MoveOrder and CancelOrder. */
export interface OrderChanged {
  readonly orderId: string;
  readonly result: boolean;
}

/** Reply row of Listen* and Cancel*. */
export interface Described {
  readonly description: string;
}

/** Reply row of Connected, Reconnection and Disconnected: what was sent, and fields the server fills in. */
export interface SessionEcho<D extends Decimals = 'number'> {
  readonly token: string;
  readonly work: Num<D>;
  readonly exchange: Num<D>;
  readonly login: string;
  readonly password: string;
}
