import { accountById, available } from '../accounts/index.ts';
import { type Leg, legsOf } from '../legs/index.ts';
import { openQuantity } from '../orders/index.ts';
import { instrumentOf } from './amounts.ts';
import { heldOf } from './held.ts';
import type { GridWorld } from './state.ts';

/**
 * Coins of an account, in minor units, that are neither in an order nor those of a deal, a smart trade or another grid bot:
 * these may hold coins that are not on sale now.
 */
export function freeCoins(world: GridWorld, account: number, asset: number): bigint {
  const free = available(accountById(world.accounts, account), asset) - claimedCoins(world, account, asset);
  return free > 0n ? free : 0n;
}

function claimedCoins(world: GridWorld, account: number, asset: number): bigint {
  const { bots, trades, grid, legs } = world;
  let claimed = 0n;
  const claim = (instrument: number, held: bigint, owned: readonly Leg[]): void => {
    if (world.instruments.instruments[instrument]?.base !== asset) return;
    const left = held - onSale(world, owned);
    if (left > 0n) claimed += left;
  };
  for (const id of bots.byAccount.get(account) ?? []) {
    for (const deal of bots.bots.get(id)?.deals ?? []) {
      const found = bots.deals.get(deal);
      if (found?.terms.long !== true) continue;
      claim(found.instrument, found.entered.units - found.exited.units, legsOf(legs, 'deal', deal));
    }
  }
  for (const id of trades.byAccount.get(account) ?? []) {
    const trade = trades.trades.get(id);
    if (trade?.settings.side !== 'long') continue;
    claim(trade.settings.instrument, trade.entered.units - trade.exited.units, legsOf(legs, 'trade', id));
  }
  for (const id of grid.byAccount.get(account) ?? []) {
    const bot = grid.bots.get(id);
    if (bot !== undefined) claim(instrumentOf(world, bot).id, heldOf(bot).units, legsOf(legs, 'grid', id));
  }
  return claimed;
}

/** Minor units that these orders have on sale. */
function onSale(world: GridWorld, owned: readonly Leg[]): bigint {
  let units = 0n;
  for (const { order } of owned) {
    const open = world.orders.open.get(order);
    const pair = open === undefined ? undefined : world.instruments.instruments[open.instrument];
    if (open === undefined || pair === undefined || open.side !== 1) continue;
    units += BigInt(openQuantity(open)) * pair.stepUnits;
  }
  return units;
}
