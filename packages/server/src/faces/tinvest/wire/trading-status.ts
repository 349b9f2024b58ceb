import { type CoreState, isTradable } from '@outcry/core';
import { SecurityTradingStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import type { Listed } from '../listing.ts';

const {
  SECURITY_TRADING_STATUS_NOT_AVAILABLE_FOR_TRADING: NOT_AVAILABLE,
  SECURITY_TRADING_STATUS_BREAK_IN_TRADING: BREAK,
  SECURITY_TRADING_STATUS_NORMAL_TRADING: NORMAL,
  SECURITY_TRADING_STATUS_SESSION_CLOSE: CLOSED,
} = SecurityTradingStatus;

/** What is known of trading in an instrument; before the feed has said anything it is closed. */
export function tradingStatusOf(
  { instruments, market }: Pick<CoreState, 'instruments' | 'market'>,
  { instrument }: Listed,
): SecurityTradingStatus {
  if (!isTradable(instruments, instrument)) return NOT_AVAILABLE;
  const status = market.markets[instrument.id]?.status ?? 'closed';
  return { normal: NORMAL, break: BREAK, closed: CLOSED }[status];
}

/** Orders that a status lets through (`tinvest.md` 9.1): in this market every kind, or none. */
export interface OrderFlags {
  readonly limitOrderAvailableFlag: boolean;
  readonly marketOrderAvailableFlag: boolean;
  readonly bestpriceOrderAvailableFlag: boolean;
}

export function orderFlags(status: SecurityTradingStatus): OrderFlags {
  const open = status === NORMAL;
  return { limitOrderAvailableFlag: open, marketOrderAvailableFlag: open, bestpriceOrderAvailableFlag: open };
}
