import type { CoreState } from '@outcry/core';

/** How many are in memory: open orders, bots, deals and smart trades that run. */
export interface Alive {
  readonly orders: number;
  readonly bots: number;
  readonly deals: number;
  readonly trades: number;
}

export function aliveIn({ orders, bots, trades }: CoreState): Alive {
  return { orders: orders.open.size, bots: bots.bots.size, deals: bots.deals.size, trades: trades.trades.size };
}
