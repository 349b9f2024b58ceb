import { accountById } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { InstrumentsEvent } from '../instruments/index.ts';
import type { InstrumentMarket, Tick } from '../market/index.ts';
import { endTrading, idFrom, isReached, type OrdersEvent, triggerStop } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import type { MatchingResumed, StopsDeferred, StopsResumed } from './events.ts';
import { enterOrder } from './match.ts';
import { goOnResting, updateResting } from './resting.ts';
import { updateSandbox } from './sandbox.ts';
import type { DeferredStops, ExchangeWorld } from './state.ts';

/** Stops triggered in one turn; a trigger leads to several events, so this is far below the bound of a turn. */
export const TRIGGER_SLICE = 900;

/** The paper venue's answer to what the orders module sends it. */
export function reactExchange(world: ExchangeWorld, event: CoreEvent, turn: Turn): void {
  const known = event as OrdersEvent | InstrumentsEvent;
  if (known.type === 'instruments.delisted') return endTrading(world, known.id, turn);
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
  if (tick.kind !== 'trade' || market.status !== 'normal') return;
  updateSandbox(world, market, turn);
  const stops = { instrument: market.instrument, price: market.last, upTo: idFrom(world.orders.nextOrder - 1) };
  if (!triggerStops(world, stops, turn)) {
    turn.emit({ type: 'exchange.stopsDeferred', at: turn.at, ...stops } satisfies StopsDeferred);
  }
}

/** Triggers what a price has reached; false when some must wait for the next turn. */
function triggerStops(world: ExchangeWorld, stops: DeferredStops, turn: Turn): boolean {
  let triggered = 0;
  for (const id of [...(world.orders.armed.get(stops.instrument) ?? [])]) {
    const order = world.orders.open.get(id);
    if (order === undefined || id > stops.upTo || !isReached(order.side, order.stopPrice, stops.price)) continue;
    if (triggered === TRIGGER_SLICE || turn.full) return false;
    triggerStop(world, order, stops.price, turn);
    triggered++;
  }
  return true;
}

/** Goes on with the oldest price that reached more stops than fit into its turn. */
export function continueStops(world: ExchangeWorld, turn: Turn): void {
  const stops = world.exchange.deferredStops[0];
  if (stops === undefined || turn.full || !triggerStops(world, stops, turn)) return;
  turn.emit({ type: 'exchange.stopsResumed', at: turn.at, instrument: stops.instrument } satisfies StopsResumed);
}

/** Goes on with the oldest order whose matching did not fit into its turn. */
export function continueMatching(world: ExchangeWorld, turn: Turn): void {
  const id = world.exchange.deferred[0];
  if (id === undefined) return;
  turn.emit({ type: 'exchange.matchingResumed', at: turn.at, order: id } satisfies MatchingResumed);
  const order = world.orders.open.get(id);
  if (order === undefined) return;
  const rests = (world.exchange.books[order.instrument]?.find(id) ?? -1) >= 0;
  if (rests) goOnResting(world, order, turn);
  else enterOrder(world, order, turn);
}
