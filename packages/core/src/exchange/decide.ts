import type { CoreEvent } from '../events/index.ts';
import { accountById } from '../accounts/index.ts';
import type { InstrumentMarket, Tick } from '../market/index.ts';
import { isTriggered, type OrdersEvent, triggerStop } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import { enterOrder, matchOrder } from './match.ts';
import type { MatchingResumed } from './events.ts';
import { updateResting } from './resting.ts';
import { updateSandbox } from './sandbox.ts';
import type { ExchangeWorld } from './state.ts';

/** The paper venue's answer to what the orders module sends it. */
export function reactExchange(world: ExchangeWorld, event: CoreEvent, turn: Turn): void {
  const known = event as OrdersEvent;
  if (known.type !== 'orders.placed' && known.type !== 'orders.triggered' && known.type !== 'orders.moved') return;
  if (known.type === 'orders.moved' && known.keepsPriority) return;
  const order = world.orders.open.get(known.id);
  if (order === undefined || order.status === 'armed') return;
  if (known.type === 'orders.placed' && order.stopPrice !== 0) return;
  if (accountById(world.accounts, order.account).venue !== 'paper') return;
  enterOrder(world, order, turn);
}

/** One market update: resting orders first, then the stops it triggers (`dca-and-smarttrade-rules.md` A3). */
export function tickExchange(world: ExchangeWorld, market: InstrumentMarket, tick: Tick, turn: Turn): void {
  updateResting(world, market, tick, turn);
  if (tick.kind !== 'trade') return;
  updateSandbox(world, market, turn);
  triggerStops(world, market, turn);
}

function triggerStops(world: ExchangeWorld, market: InstrumentMarket, turn: Turn): void {
  const armed = world.orders.armed.get(market.instrument);
  if (armed === undefined || armed.size === 0 || market.status !== 'normal') return;
  for (const id of [...armed]) {
    const order = world.orders.open.get(id);
    if (order !== undefined && isTriggered(order.side, order.stopPrice, market)) triggerStop(world, order, market.last, turn);
  }
}

/** Goes on with the oldest order whose matching did not fit into its turn. */
export function continueMatching(world: ExchangeWorld, turn: Turn): void {
  const id = world.exchange.deferred[0];
  if (id === undefined) return;
  turn.emit({ type: 'exchange.matchingResumed', at: turn.at, order: id } satisfies MatchingResumed);
  const order = world.orders.open.get(id);
  const rests = order !== undefined && (world.exchange.books[order.instrument]?.find(id) ?? -1) >= 0;
  if (order !== undefined && !rests) matchOrder(world, order, turn);
}
