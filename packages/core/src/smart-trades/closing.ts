import { inDollars } from '../accounts/index.ts';
import { decimalOf, legsOf, priceSteps } from '../legs/index.ts';
import { type Money, roundToDecimals } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import type { TradeClosed } from './events.ts';
import { instrumentOf, isTradable, leftQuantity } from './prices.ts';
import { isLong, type Role, type Trade, type TradesWorld } from './state.ts';
import type { FinalTradeStatus } from './status.ts';
import { failTrade, forgetPrices, legsFor, RETRY_AFTER, send, withdrawAll } from './steps.ts';

/** Decimals of a reported profit (A1). */
const PROFIT_DECIMALS = 8;

/** A closing order that was filled in part goes on after so long, in ms: the book may have more by then. */
const CLOSE_AGAIN_AFTER = 1_000;

/** Takes all orders back; coins stay in the account (C1, 18). */
export function driveCancelling(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (withdrawAll(world, trade, turn)) closeTrade(world, trade, endOf(world, trade), null, turn);
}

/** How a trade ends: what was sold whole before its orders could be taken back is no cancelled trade (as B1, 18). */
export function endOf(world: TradesWorld, trade: Trade): FinalTradeStatus {
  if (trade.exitedSteps === 0 || isTradable(world, trade, leftQuantity(world, trade))) return 'cancelled';
  if (trade.closedBy !== '') return trade.closedBy === 'stop' ? 'stopLossFinished' : 'panicSold';
  const sold = [...trade.steps.values()].filter(({ status }) => status === 'done' || status === 'panicSold');
  return sold.length > 0 && sold.every(({ status }) => status === 'panicSold') ? 'panicSold' : 'takeProfitFinished';
}

/** Sells what is left because of the stop loss or the owner, and goes on until nothing is. */
export function driveSale(world: TradesWorld, trade: Trade, turn: Turn): void {
  const stopping = trade.status === 'stopPlaced';
  const role: Role = stopping ? 'stop' : 'panic';
  if (!withdrawAll(world, trade, turn, role)) return;
  if (legsFor(world, trade, role).length > 0) return;
  const quantity = leftQuantity(world, trade);
  if (!isTradable(world, trade, quantity)) return closeTrade(world, trade, endOf(world, trade), null, turn);
  if (trade.lost?.role === role) {
    const sold = trade.exitedSteps > trade.exitedBefore;
    failTrade(trade, `closing: ${trade.lost.detail}`, turn, sold ? CLOSE_AGAIN_AFTER : RETRY_AFTER);
  }
  if (trade.retryAt > turn.at) return;
  const price = stopping ? stopLimit(world, trade) : 0;
  const rejection = send(world, trade, { role, step: 0, price, quantity }, turn);
  if (rejection !== null) failTrade(trade, `closing: ${rejection.detail}`, turn);
}

function stopLimit(world: TradesWorld, trade: Trade): number {
  const { stopLoss } = trade.settings;
  if (stopLoss === null || stopLoss.order === 'market') return 0;
  return priceSteps(instrumentOf(world, trade), decimalOf(stopLoss.limitPrice), isLong(trade) ? 'ceiling' : 'floor');
}

/** The trade has ended; its result is what it sold for less what it bought for, in the quote asset. */
export function closeTrade(
  world: TradesWorld,
  trade: Trade,
  status: FinalTradeStatus,
  detail: string | null,
  turn: Turn,
): void {
  if (legsOf(world.legs, 'trade', trade.id).length > 0) throw new Error(`trade ${trade.id} ends with open orders`);
  forgetPrices(world, trade, turn);
  const { quote } = instrumentOf(world, trade);
  const scale = world.instruments.assets[quote]?.scale ?? 0;
  const closed = status === 'takeProfitFinished' || status === 'stopLossFinished' || status === 'panicSold';
  const result = closed ? resultOf(trade) : (0n as Money);
  const profit = roundToDecimals(result, scale, PROFIT_DECIMALS, 'halfUp') as Money;
  const profitUsd = inDollars(world, quote, profit);
  turn.emit({
    type: 'trades.closed',
    at: turn.at,
    id: trade.id,
    status,
    profit,
    profitUsd,
    detail,
  } satisfies TradeClosed);
}

/** Sold less bought in minor units of the quote asset. */
export function resultOf(trade: Trade): Money {
  const gained = trade.exited.money - trade.entered.money;
  return (isLong(trade) ? gained : -gained) as Money;
}
