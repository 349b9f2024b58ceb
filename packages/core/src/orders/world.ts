import type { AccountsState } from '../accounts/index.ts';
import type { InstrumentsState } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import type { StopsWorld } from '../stops/index.ts';
import type { OrdersState } from './state.ts';

/** What this module reads. */
export interface OrdersWorld extends StopsWorld {
  readonly instruments: InstrumentsState;
  readonly market: MarketState;
  readonly accounts: AccountsState;
  readonly orders: OrdersState;
}
