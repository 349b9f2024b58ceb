import {
  type Account,
  type CoreState,
  decimals,
  equity,
  type Funds,
  formatDecimal,
  formatScaled,
  fundsOf,
  type Instrument,
  instrumentById,
  pairKey,
  plannedOf,
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

/** Open orders change the corrected margin alone, and SmartCOM has no word for that. */
const NO_ORDERS: Parameters<typeof fundsOf>[2] = [];

/**
 * An account in the meanings of `chp.md` 6.8: `cash` is free and blocked money after fees, `leverage` what is held in
 * relation to the liquidation value, `saldo` the day's booked result before commission.
 */
export function accountRow(state: CoreState, account: Account, portfolio: string, day: DayResult): Json {
  const scale = state.instruments.assets[account.currency]?.scale ?? 0;
  const money = (amount: bigint): Json => decimal(formatScaled(amount, scale));
  const funds = fundsOf(state, account, NO_ORDERS);
  return object({
    portfolio: text(portfolio),
    cash: money(account.balances.get(account.currency)?.total ?? 0n),
    leverage: leverage(worthHeld(funds), funds.liquid),
    comission: money(day.commission),
    saldo: money(day.result),
    liquidationValue: money(funds.liquid),
    initialMargin: money(funds.starting),
    totalAssets: money(equity(state, account).value),
  });
}

/** Long and short alike. */
function worthHeld({ items }: Funds): bigint {
  return items.reduce((sum, { value }) => sum + (value < 0n ? -value : value), 0n);
}

function leverage(held: bigint, liquid: bigint): Json {
  if (liquid <= 0n) return ZERO;
  const ratio = decimals.divide({ coefficient: held, scale: 0 }, { coefficient: liquid, scale: 0 });
  return decimal(formatDecimal(decimals.rescale(ratio, LEVERAGE_DECIMALS, 'halfEven')));
}

/**
 * What an account holds: of shares and other units all of them, wherever they came from, of futures the net position.
 * `planned` is the amount once all orders on the market are filled; stops that wait for their price do not count. Those in
 * `closed` that are closed indeed are shown with amount 0.
 */
export function positionRows(
  state: CoreState,
  account: Account,
  portfolio: string,
  closed: ReadonlySet<number>,
): Json[] {
  const held = heldQuantities(state, account);
  for (const id of closed) if (!held.has(id)) held.set(id, 0);
  return Array.from(held, ([id, quantity]) => {
    const instrument = instrumentById(state.instruments, id) as Instrument;
    const { buy, sell } = plannedOf(state.orders, account.id, id);
    const position = account.net.get(id);
    return object({
      portfolio: text(portfolio),
      symbol: text(smartcomName(instrument)),
      avPrice:
        position === undefined ? ZERO : decimal(averageText(instrument, position.cost, Math.abs(position.quantity))),
      amount: signedPieces(instrument, quantity),
      planned: signedPieces(instrument, quantity + buy - sell),
    });
  });
}

/** Signed quantity steps by instrument. Units count with the first instrument that trades them for the account's currency. */
function heldQuantities(state: CoreState, account: Account): Map<number, number> {
  const held = new Map<number, number>();
  for (const { instrument: id, quantity } of account.net.values()) {
    const instrument = instrumentById(state.instruments, id);
    if (instrument === undefined) continue;
    if (instrument.settlement !== 'spot' || homeOf(state, account, instrument.base) === undefined)
      held.set(id, quantity);
  }
  for (const [asset, { total }] of account.balances) {
    const home = asset === account.currency ? undefined : homeOf(state, account, asset);
    const quantity = home === undefined ? 0 : Number(total / home.stepUnits);
    if (home !== undefined && quantity !== 0) held.set(home.id, quantity);
  }
  return held;
}

function homeOf({ instruments }: CoreState, { currency }: Account, asset: number): Instrument | undefined {
  return instruments.pairs.get(pairKey(asset, currency))?.find(({ base }) => base === asset);
}

export function signedPieces(instrument: Instrument, quantity: number): Json {
  return quantity < 0 ? (`-${pieces(instrument, -quantity)}` as Json) : pieces(instrument, quantity);
}
