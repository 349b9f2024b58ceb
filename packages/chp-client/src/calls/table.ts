import type { Effect } from '../transport/sender.ts';

/** One call of the bridge. */
export interface CallRule {
  /** Path below the server's address. */
  readonly urn: string;
  /** Arguments of the low-level method in order; a name with `?` may be left out. */
  readonly parameters: readonly string[];
  readonly effect: Effect;
  /** Arguments that are never sent. */
  readonly unsent?: readonly string[];
  /** Arguments whose name on the wire differs. */
  readonly wireNames?: Readonly<Record<string, string>>;
}

const SESSION = ['login', 'password', 'token'];

function read(urn: string, ...parameters: readonly string[]): CallRule {
  return { urn, parameters: ['token', ...parameters], effect: 'read' };
}

function subscription(urn: string, of: 'symbol' | 'portfolio'): CallRule {
  return { urn, parameters: ['token', of], effect: 'subscription' };
}

/** Every method of Api. */
export const CALLS = {
  Connected: { urn: 'Auth/Connected', parameters: [...SESSION, 'mode?'], effect: 'session', unsent: ['mode'] },
  Reconnection: { urn: 'Auth/Reconnection', parameters: [...SESSION, 'mode?'], effect: 'session', unsent: ['mode'] },
  Disconnected: { urn: 'Auth/Disconnected', parameters: SESSION, effect: 'session' },
  GetBars: read('Instruments/GetBars', 'since', 'interval', 'symbol', 'count'),
  GetSymbols: read('Instruments/GetSymbols'),
  GetTrades: { ...read('Instruments/GetTrades', 'since', 'symbol', 'count'), wireNames: { since: 'from' } },
  GetMyPortfolioData: read('HistoricalData/GetMyPortfolioData', 'mode', 'portfolio'),
  GetPortfolioList: read('AccountInformation/GetPortfolioList'),
  ListenQuotes: subscription('Instruments/ListenQuotes', 'symbol'),
  UpdateQuote: read('Instruments/UpdateQuote'),
  CancelQuotes: subscription('Instruments/CancelQuotes', 'symbol'),
  ListenTicks: subscription('Instruments/ListenTicks', 'symbol'),
  AddTick: read('Instruments/AddTick'),
  CancelTicks: subscription('Instruments/CancelTicks', 'symbol'),
  ListenBidAsks: subscription('Instruments/ListenBidAsks', 'symbol'),
  UpdateBidAsk: read('Instruments/UpdateBidAsk'),
  CancelBidAsks: subscription('Instruments/CancelBidAsks', 'symbol'),
  ListenPortfolio: subscription('AccountInformation/ListenPortfolio', 'portfolio'),
  CancelPortfolio: subscription('AccountInformation/CancelPortfolio', 'portfolio'),
  UpdateOrder: read('AccountInformation/UpdateOrder'),
  UpdatePosition: read('AccountInformation/UpdatePosition'),
  AddTrade: read('AccountInformation/AddTrade'),
  SetPortfolio: read('AccountInformation/SetPortfolio'),
  PlaceOrder: {
    urn: 'Order/Place',
    parameters: ['token', 'portfolio', 'symbol', 'action', 'type_', 'validity', 'price', 'amount', 'stop', 'cookie'],
    effect: 'order',
    wireNames: { type_: 'type' },
  },
  MoveOrder: {
    urn: 'Order/Move',
    parameters: ['token', 'portfolio', 'symbol', 'orderid', 'targetprice'],
    effect: 'order',
  },
  CancelOrder: { urn: 'Order/Cancel', parameters: ['token', 'portfolio', 'symbol', 'orderid'], effect: 'order' },
} as const satisfies Record<string, CallRule>;

export type CallName = keyof typeof CALLS;
