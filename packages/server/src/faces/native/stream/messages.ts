import { MAX_DEPTH } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { ZONES } from '../../../marketdata/index.ts';
import type { ApiError } from '../errors.ts';
import { compileCheck } from '../validation.ts';
import type { BalanceAnswer, PositionAnswer } from '../wire/accounts.ts';
import type { BotAnswer } from '../wire/bots.ts';
import type { DealAnswer } from '../wire/deals.ts';
import type { GridWithLinesAnswer } from '../wire/grids.ts';
import {
  type BookAnswer,
  type CandleAnswer,
  INTERVAL_NAMES,
  type IntervalName,
  type LastAnswer,
  type MarketAnswer,
  STAMPS,
  type StatusAnswer,
  type TradeAnswer,
} from '../wire/market.ts';
import type { FillAnswer, OrderAnswer } from '../wire/orders.ts';
import { Id, oneOf, strict } from '../wire/primitives.ts';
import type { RiskAnswer } from '../wire/risk.ts';
import type { TradeAnswer as SmartTradeAnswer } from '../wire/trades.ts';

export const MARKET_CHANNELS = ['quotes', 'book', 'trades', 'last', 'status', 'candles'] as const;
export const ACCOUNT_CHANNELS = [
  'orders',
  'fills',
  'balances',
  'positions',
  'risk',
  'bots',
  'deals',
  'smartTrades',
  'grids',
] as const;
export type MarketChannel = (typeof MARKET_CHANNELS)[number];
export type AccountChannel = (typeof ACCOUNT_CHANNELS)[number];

/** `id` of a message comes back with the answer to it. */
const MessageId = Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Integer()]));

const ClientMessage = strict({
  op: oneOf(['auth', 'subscribe', 'unsubscribe', 'ping']),
  id: MessageId,
  token: Type.Optional(Type.String({ maxLength: 200 })),
  channel: Type.Optional(oneOf([...MARKET_CHANNELS, ...ACCOUNT_CHANNELS])),
  instrument: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  account: Type.Optional(Id),
  depth: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_DEPTH })),
  interval: Type.Optional(oneOf(INTERVAL_NAMES)),
  zone: Type.Optional(oneOf(ZONES)),
  stamp: Type.Optional(oneOf(STAMPS)),
  complete: Type.Optional(Type.Boolean()),
});
/** What a reader may send. */
export type ClientMessage = Static<typeof ClientMessage>;
export type MessageId = ClientMessage['id'];

/** Checks a message of a reader: no field too many, each of its type. */
export const checkClientMessage = compileCheck(ClientMessage, false);

/** What belongs to each channel; market channels and `fills` carry lists or whole pictures as they are answered over HTTP. */
export interface ChannelContent {
  readonly quotes: MarketAnswer;
  readonly book: BookAnswer;
  readonly trades: readonly TradeAnswer[];
  readonly last: LastAnswer;
  readonly status: StatusAnswer;
  readonly candles: readonly CandleAnswer[];
  readonly orders: readonly OrderAnswer[];
  readonly fills: readonly FillAnswer[];
  readonly balances: readonly BalanceAnswer[];
  readonly positions: readonly PositionAnswer[];
  readonly risk: RiskAnswer;
  readonly bots: BotsContent;
  readonly deals: readonly DealAnswer[];
  readonly smartTrades: readonly SmartTradeAnswer[];
  readonly grids: GridsContent;
}

/** Bots as they stand now, and ids of those that were deleted. */
export interface BotsContent {
  readonly bots: readonly BotAnswer[];
  readonly deleted: readonly number[];
}

/** Grid bots as they stand now, with their lines, and ids of those that were deleted. */
export interface GridsContent {
  readonly bots: readonly GridWithLinesAnswer[];
  readonly deleted: readonly number[];
}

/** Messages about candles say which: one reader may have several intervals of an instrument. */
type AboutCandles<C> = C extends 'candles' ? { interval: IntervalName } : unknown;

/** First what is, then what changes. `seq`: the turn up to which an account's message tells everything. */
type Content<T extends 'snapshot' | 'update'> =
  | {
      [C in MarketChannel]: { type: T; channel: C; instrument: string; data: ChannelContent[C] } & AboutCandles<C>;
    }[MarketChannel]
  | {
      [C in AccountChannel]: { type: T; channel: C; account: number; seq: number; data: ChannelContent[C] };
    }[AccountChannel];

/** What the stream sends. */
export type ServerMessage =
  | {
      type: 'ack';
      op: ClientMessage['op'];
      id?: MessageId;
      channel?: string;
      instrument?: string;
      interval?: string;
      account?: number;
    }
  | { type: 'error'; op?: string; id?: MessageId; error: { code: string; message: string; field: string | null } }
  | Content<'snapshot'>
  | Content<'update'>;

export function errorMessage(fault: ApiError, given: { op?: unknown; id?: unknown }): ServerMessage {
  const { code, message, field } = fault;
  const { op, id } = given;
  return {
    type: 'error',
    ...(typeof op === 'string' ? { op: op.slice(0, 64) } : {}),
    ...(typeof id === 'string' || typeof id === 'number' ? { id } : {}),
    error: { code, message, field },
  };
}
