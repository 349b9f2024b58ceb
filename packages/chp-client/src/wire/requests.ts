import type { Decimal } from './decimals.ts';

/** 1, 5, 10, 15, 30, 60 minutes (1 to 6), 2 and 4 hours (7, 8), day, week, month, quarter, year (9 to 13). */
export type BarInterval = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13;

/** 1 buy, 2 sell, 3 open a short position, 4 close a short position. */
export type OrderAction = 1 | 2 | 3 | 4;

/** 1 market, 2 limit, 3 stop, 4 stop-limit. */
export type OrderType = 1 | 2 | 3 | 4;

/** 1 the day, 2 until cancelled (30 days at most). */
export type OrderValidity = 1 | 2;

/** 0 demo, 1 production; never sent. */
export type Mode = 0 | 1;

/** 1 active orders, 2 all orders of the trading session. */
export type PortfolioMode = 1 | 2;

/** Without a token: what ChpClient's methods take. */
export interface BarsQuery {
  /** `YYYY-MM-DDThh:mm:ss.000`, Moscow time. */
  readonly since: string;
  readonly interval: BarInterval;
  readonly symbol: string;
  /** Above 0 from `since` back, below 0 forward. */
  readonly count: number;
}

export interface TradesQuery {
  /** `YYYY-MM-DDThh:mm:ss.000`, Moscow time. */
  readonly since: string;
  readonly symbol: string;
  readonly count: number;
}

export interface PortfolioQuery {
  readonly portfolio: string;
  readonly mode: PortfolioMode;
}

export interface NewOrder {
  readonly portfolio: string;
  readonly symbol: string;
  readonly action: OrderAction;
  readonly type_: OrderType;
  readonly validity: OrderValidity;
  /** Limit price of limit and stop-limit orders, else 0. */
  readonly price: Decimal;
  /** Pieces. */
  readonly amount: Decimal;
  /** Stop price of stop and stop-limit orders, else 0. */
  readonly stop: Decimal;
  /** A number of your own, which comes back in UpdateOrder. */
  readonly cookie: number;
}

export interface OrderMove {
  readonly portfolio: string;
  readonly symbol: string;
  /** OrderUpdate.orderId. */
  readonly orderid: string;
  readonly targetprice: Decimal;
}

export interface OrderCancel {
  readonly portfolio: string;
  readonly symbol: string;
  /** OrderUpdate.orderId. */
  readonly orderid: string;
}

/** The low-level calls name the session by its token. */
export interface WithToken {
  /** Access token of the server. */
  readonly token: string;
}

export interface SessionRequest extends WithToken {
  readonly login: string;
  readonly password: string;
}

export interface ConnectRequest extends SessionRequest {
  readonly mode?: Mode;
}

export interface SymbolRequest extends WithToken {
  readonly symbol: string;
}

export interface PortfolioRequest extends WithToken {
  readonly portfolio: string;
}

export type GetBarsRequest = WithToken & BarsQuery;
export type GetTradesRequest = WithToken & TradesQuery;
export type GetMyPortfolioDataRequest = WithToken & PortfolioQuery;
export type PlaceOrderRequest = WithToken & NewOrder;
export type MoveOrderRequest = WithToken & OrderMove;
export type CancelOrderRequest = WithToken & OrderCancel;
