import type { AccountsState } from './accounts/index.ts';
import { emptyAccounts } from './accounts/index.ts';
import { type BotsState, emptyBots } from './bots/index.ts';
import { type CopyState, emptyCopy } from './copy/index.ts';
import { type ExchangeState, emptyExchange } from './exchange/index.ts';
import { emptyGrid, type GridState } from './grid/index.ts';
import { emptyInstruments, type InstrumentsState } from './instruments/index.ts';
import { emptyLegs, type LegsState } from './legs/index.ts';
import { emptyMarket, type MarketState } from './market/index.ts';
import { emptyOrders, type OrdersState } from './orders/index.ts';
import { emptyRisk, type RiskState } from './risk/index.ts';
import { emptySignals, type SignalsState } from './signals/index.ts';
import { emptyTrades, type TradesState } from './smart-trades/index.ts';
import { emptyStops, type StopsState } from './stops/index.ts';

/** All state of the core. Everything but `market` and `signals` is durable: changed by `apply` alone and covered by the digest. */
export interface CoreState {
  readonly instruments: InstrumentsState;
  readonly market: MarketState;
  readonly signals: SignalsState;
  readonly stops: StopsState;
  readonly accounts: AccountsState;
  readonly orders: OrdersState;
  readonly exchange: ExchangeState;
  readonly risk: RiskState;
  readonly legs: LegsState;
  readonly bots: BotsState;
  readonly trades: TradesState;
  readonly copy: CopyState;
  readonly grid: GridState;
}

export function emptyState(): CoreState {
  return {
    instruments: emptyInstruments(),
    market: emptyMarket(),
    signals: emptySignals(),
    stops: emptyStops(),
    accounts: emptyAccounts(),
    orders: emptyOrders(),
    exchange: emptyExchange(),
    risk: emptyRisk(),
    legs: emptyLegs(),
    bots: emptyBots(),
    trades: emptyTrades(),
    copy: emptyCopy(),
    grid: emptyGrid(),
  };
}
