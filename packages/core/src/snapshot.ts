import { type AccountsSnapshot, restoreAccounts, snapshotAccounts } from './accounts/index.ts';
import { type BotsSnapshot, joinAgain, restoreBots, snapshotBots } from './bots/index.ts';
import { type CopySnapshot, emptyCopy, restoreCopy, snapshotCopy } from './copy/index.ts';
import { Fingerprint } from './digest.ts';
import { type ExchangeSnapshot, restoreExchange, snapshotExchange } from './exchange/index.ts';
import { emptyGrid, type GridSnapshot, restoreGrid, snapshotGrid } from './grid/index.ts';
import { type InstrumentsSnapshot, restoreInstruments, snapshotInstruments } from './instruments/index.ts';
import { type LegsSnapshot, restoreLegs, snapshotLegs } from './legs/index.ts';
import { emptyMarket } from './market/index.ts';
import { type OrdersSnapshot, orderRow, restoreOrders, snapshotOrders, snapshotOrdersHead } from './orders/index.ts';
import { type RiskSnapshot, restoreRisk, snapshotRisk } from './risk/index.ts';
import { emptySignals } from './signals/index.ts';
import { restoreTrades, snapshotTrades, type TradesSnapshot } from './smart-trades/index.ts';
import type { CoreState } from './state.ts';
import { restoreStops, type StopsSnapshot, snapshotStops } from './stops/index.ts';

/** Version of the snapshot's form. */
export const SNAPSHOT_VERSION = 5;

export interface CoreSnapshot {
  readonly version: number;
  readonly now: number;
  readonly instruments: InstrumentsSnapshot;
  readonly accounts: AccountsSnapshot;
  readonly orders: OrdersSnapshot;
  readonly exchange: ExchangeSnapshot;
  readonly stops: StopsSnapshot;
  readonly risk: RiskSnapshot;
  readonly legs: LegsSnapshot;
  readonly bots: BotsSnapshot;
  readonly trades: TradesSnapshot;
  /** Absent while no company copies strategies. */
  readonly copy?: CopySnapshot;
  /** Absent while there has never been a grid bot. */
  readonly grid?: GridSnapshot;
}

/** Characters that a digest takes at once. */
const DIGEST_PART = 65_536;

/** The durable state as plain JSON. */
export function snapshotState(state: CoreState, now: number): CoreSnapshot {
  return snapshotWith(state, now, snapshotOrders(state.orders));
}

function snapshotWith<O>(
  state: CoreState,
  now: number,
  orders: O,
): Omit<CoreSnapshot, 'orders'> & { readonly orders: O } {
  const { instruments, accounts, exchange, stops, risk, legs, bots, trades, copy, grid } = state;
  return {
    version: SNAPSHOT_VERSION,
    now,
    instruments: snapshotInstruments(instruments),
    accounts: snapshotAccounts(accounts),
    orders,
    exchange: snapshotExchange(exchange),
    stops: snapshotStops(stops),
    risk: snapshotRisk(risk),
    legs: snapshotLegs(legs),
    bots: snapshotBots(bots),
    trades: snapshotTrades(trades),
    ...(copy.companies.size === 0 ? {} : { copy: snapshotCopy(copy) }),
    ...(grid.nextBot === 1 ? {} : { grid: snapshotGrid(grid) }),
  };
}

/** The durable state of a snapshot; market state is empty until the feed fills it. */
export function restoreState(snapshot: CoreSnapshot): CoreState {
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`snapshot has version ${snapshot.version}, this program reads ${SNAPSHOT_VERSION}`);
  }
  const instruments = restoreInstruments(snapshot.instruments);
  const accounts = restoreAccounts(snapshot.accounts, (id) => instruments.instruments[id]?.settlement === 'futures');
  const orders = restoreOrders(snapshot.orders);
  const exchange = restoreExchange(snapshot.exchange, orders);
  const stops = restoreStops(snapshot.stops);
  const risk = restoreRisk(snapshot.risk);
  const legs = restoreLegs(snapshot.legs);
  const bots = restoreBots(snapshot.bots);
  const trades = restoreTrades(snapshot.trades);
  const copy = snapshot.copy === undefined ? emptyCopy() : restoreCopy(snapshot.copy);
  const grid = snapshot.grid === undefined ? emptyGrid() : restoreGrid(snapshot.grid);
  const market = emptyMarket();
  const state = {
    instruments,
    market,
    signals: emptySignals(),
    stops,
    accounts,
    orders,
    exchange,
    risk,
    legs,
    bots,
    trades,
    copy,
    grid,
  };
  joinAgain(state);
  return state;
}

/** One fingerprint over the durable state: the text of the snapshot, taken in parts, for it may be large. */
export function digestState(state: CoreState, now: number): string {
  const { orders } = state;
  const print = new Fingerprint().add(JSON.stringify(snapshotWith(state, now, snapshotOrdersHead(orders))));
  let part = '';
  for (const order of orders.open.values()) {
    part += JSON.stringify(orderRow(order));
    if (part.length < DIGEST_PART) continue;
    print.add(part);
    part = '';
  }
  return print.add(part).value;
}
