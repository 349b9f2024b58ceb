import { inDollars } from '../accounts/index.ts';
import { decimalOf, legsOf, priceSteps } from '../legs/index.ts';
import { type Money, roundToDecimals } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import type { TradeClosed } from './events.ts';
import { instrumentOf, leftQuantity } from './prices.ts';
import { isLong, type Role, type Trade, type TradesWorld } from './state.ts';
import type { FinalTradeStatus } from './status.ts';
import { failTrade, forgetPrices, legsFor, moveTrade, send, withdrawAll } from './steps.ts';

/** Decimals of a reported profit (A1). */
const PROFIT_DECIMALS = 8;

/** Takes all orders back; coins stay in the account (C1, 18). */
export function driveCancelling(world: TradesWorld, trade: Trade, turn: Turn): void {
  if (withdrawAll(world, trade, turn)) closeTrade(world, trade, 'cancelled', null, turn);
}

/** Sells what is left because of the stop loss or the owner; a sale that is refused leaves the trade as it was. */
export function driveSale(world: TradesWorld, trade: Trade, turn: Turn): void {
  const stopping = trade.status === 'stopPlaced';
  const role: Role = stopping ? 'stop' : 'panic';
  if (!withdrawAll(world, trade, turn, role)) return;
  if (legsFor(world, trade, role).length > 0) return;
  const quantity = leftQuantity(world, trade);
  if (!isTradable(world, trade, quantity)) {
    return closeTrade(world, trade, stopping ? 'stopLossFinished' : 'panicSold', null, turn);
  }
  if (trade.lost?.role === role) return giveUp(trade, trade.lost.detail, turn);
  if (trade.retryAt > turn.at) return;
  const price = stopping ? stopLimit(world, trade) : 0;
  const rejection = send(world, trade, { role, step: 0, price, quantity }, turn);
  if (rejection !== null) giveUp(trade, rejection.detail, turn);
}

function giveUp(trade: Trade, detail: string, turn: Turn): void {
  failTrade(trade, `closing: ${detail}`, turn);
  moveTrade(trade, 'holding', turn);
}

function stopLimit(world: TradesWorld, trade: Trade): number {
  const { stopLoss } = trade.settings;
  if (stopLoss === null || stopLoss.order === 'market') return 0;
  return priceSteps(instrumentOf(world, trade), decimalOf(stopLoss.limitPrice), isLong(trade) ? 'ceiling' : 'floor');
}

/** Whether a quantity may be sold or bought back at all; what may not is dust. */
export function isTradable(world: TradesWorld, trade: Trade, quantity: number): boolean {
  return quantity >= Math.max(1, instrumentOf(world, trade).minQuantity);
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
