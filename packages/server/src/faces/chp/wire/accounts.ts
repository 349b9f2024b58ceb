import {
  type Account,
  type CoreState,
  decimals,
  equity,
  exposure,
  formatDecimal,
  formatScaled,
  type Instrument,
  marginOf,
  openOrders,
  openQuantity,
} from '@outcry/core';
import type { DayResult } from '../day-results.ts';
import { smartcomName } from '../parts.ts';
import { portfolioName } from '../portfolio.ts';
import { averageText } from '../trading-session.ts';
import { decimal, type Json, numbered, object, pieces, text, ZERO } from './json.ts';

/** SmartCOM's name of the unified money account's place; its status 0 is "broker" (`chp.md` 6.6, 7.2). */
const EXCHANGE = 'MON';

/** The rows of GetPortfolioList. */
export function portfolioRows(accounts: readonly Account[]): Json[] {
  return numbered(accounts, ({ id }) => ({
    portfolioName: text(portfolioName(id)),
    portfolioExch: text(EXCHANGE),
    portfolioStatus: ZERO,
  }));
}

const LEVERAGE_DECIMALS = 6;

/**
 * An account in the meanings of `chp.md` 6.8: `cash` is free and blocked money after fees, `leverage` what is held in
 * relation to the liquidation value, `saldo` the day's booked result before commission.
 */
export function accountRow(state: CoreState, account: Account, portfolio: string, day: DayResult): Json {
  const scale = state.instruments.assets[account.currency]?.scale ?? 0;
  const money = (amount: bigint): Json => decimal(formatScaled(amount, scale));
  const margin = marginOf(state, account);
  return object({
    portfolio: text(portfolio),
    cash: money(account.balances.get(account.currency)?.total ?? 0n),
    leverage: leverage(exposure(state, account), margin.liquid),
    comission: money(day.commission),
    saldo: money(day.result),
    liquidationValue: money(margin.liquid),
    initialMargin: money(margin.starting),
    totalAssets: money(equity(state, account).value),
  });
}

function leverage(held: bigint, liquid: bigint): Json {
  if (liquid <= 0n) return ZERO;
  const ratio = decimals.divide({ coefficient: held, scale: 0 }, { coefficient: liquid, scale: 0 });
  return decimal(formatDecimal(decimals.rescale(ratio, LEVERAGE_DECIMALS, 'halfEven')));
}

/**
 * The net positions of an account. `planned` is the amount once all orders on the market are filled. Those in `closed` that
 * are closed indeed are shown with amount 0.
 */
export function positionRows(
  state: CoreState,
  account: Account,
  portfolio: string,
  closed: ReadonlySet<number>,
): Json[] {
  const shown = new Set([...account.net.keys(), ...closed]);
  if (shown.size === 0) return [];
  const planned = workingQuantities(state, account.id);
  const rows: Json[] = [];
  for (const id of shown) {
    const instrument = state.instruments.instruments[id];
    if (instrument === undefined) continue;
    const position = account.net.get(id);
    const quantity = position?.quantity ?? 0;
    rows.push(
      object({
        portfolio: text(portfolio),
        symbol: text(smartcomName(instrument)),
        avPrice:
          position === undefined ? ZERO : decimal(averageText(instrument, position.cost, Math.abs(position.quantity))),
        amount: signedPieces(instrument, quantity),
        planned: signedPieces(instrument, quantity + (planned.get(id) ?? 0)),
      }),
    );
  }
  return rows;
}

export function signedPieces(instrument: Instrument, quantity: number): Json {
  return quantity < 0 ? (`-${pieces(instrument, -quantity)}` as Json) : pieces(instrument, quantity);
}

/** Signed quantity still to be filled per instrument; stops that wait for their price do not count. */
function workingQuantities(state: CoreState, account: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const order of openOrders(state.orders, account)) {
    if (order.status === 'armed') continue;
    const rest = order.side === 0 ? openQuantity(order) : -openQuantity(order);
    sums.set(order.instrument, (sums.get(order.instrument) ?? 0) + rest);
  }
  return sums;
}
