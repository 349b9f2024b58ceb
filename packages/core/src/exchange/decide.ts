import { accountById } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { InstrumentsEvent } from '../instruments/index.ts';
import type { InstrumentMarket, Tick } from '../market/index.ts';
import { endTrading, fireOrder, type OrdersEvent, orderById } from '../orders/index.ts';
import { entityOf, ownerOf, type StopsEvent, type StopsFired } from '../stops/index.ts';
import type { Turn } from '../turn.ts';
import type { MatchingResumed } from './events.ts';
import { meetsFault, rejectOnDemand } from './faults.ts';
import { enterOrder } from './match.ts';
import { goOnResting, updateResting } from './resting.ts';
import { nextRollover } from './rollover.ts';
import { updateSandbox } from './sandbox.ts';
import type { ExchangeWorld } from './state.ts';

/** The paper venue's answer to what the orders module sends it. */
export function reactExchange(world: ExchangeWorld, event: CoreEvent, turn: Turn): void {
  const known = event as OrdersEvent | InstrumentsEvent | StopsEvent;
  if (known.type === 'instruments.delisted') return endTrading(world, known.id, turn);
  if (known.type === 'stops.fired') return triggerReached(world, known, turn);
  if (known.type !== 'orders.placed' && known.type !== 'orders.triggered' && known.type !== 'orders.moved') return;
  if (known.type === 'orders.moved' && known.keepsPriority) return;
  const order = world.orders.open.get(known.id);
  if (order === undefined || order.status === 'armed') return;
  if (known.type === 'orders.placed' && order.trigger !== null) return;
  if (accountById(world.accounts, order.account).venue !== 'paper') return;
  if (known.type !== 'orders.moved' && meetsFault(world, order, turn)) return;
  enterOrder(world, order, turn);
}

/** One market update: what it does to users' resting orders. Stops come after it (`dca-and-smarttrade-rules.md` A3). */
export function tickExchange(world: ExchangeWorld, market: InstrumentMarket, tick: Tick, turn: Turn): void {
  updateResting(world, market, tick, turn);
  if (tick.kind === 'trade' && market.status === 'normal') updateSandbox(world, market, turn);
}

/** Orders whose price was reached go to their venue, or begin to trail. */
function triggerReached(world: ExchangeWorld, event: StopsFired, turn: Turn): void {
  for (const id of event.ids) {
    const order = ownerOf(id) === 'order' ? world.orders.open.get(entityOf(id)) : undefined;
    if (order?.status === 'armed') fireOrder(world, order, event.price, turn);
  }
}

/** Goes on with matching that did not fit into its turn, and answers orders that were kept waiting long enough. */
export function continueExchange(world: ExchangeWorld, turn: Turn): void {
  continueMatching(world, turn);
  answerHeld(world, turn);
}

/** When the venue next has something to do (ms UTC): an answer that is due, or the end of a day; 0: now. */
export function nextExchangeTime(world: ExchangeWorld): number {
  if (world.exchange.deferred.length > 0) return 0;
  return Math.min(world.exchange.held.nextDue, nextRollover(world));
}

/** The oldest order whose matching is to go on. */
function continueMatching(world: ExchangeWorld, turn: Turn): void {
  const id = world.exchange.deferred[0];
  if (id === undefined) return;
  turn.emit({ type: 'exchange.matchingResumed', at: turn.at, order: id } satisfies MatchingResumed);
  const order = world.orders.open.get(id);
  if (order === undefined) return;
  const rests = (world.exchange.books[order.instrument]?.find(id) ?? -1) >= 0;
  if (rests) goOnResting(world, order, turn);
  else enterOrder(world, order, turn);
}

function answerHeld(world: ExchangeWorld, turn: Turn): void {
  const { held } = world.exchange;
  if (held.nextDue > turn.at) return;
  for (const id of held.dueBy(turn.at)) {
    if (turn.full) return;
    const order = orderById(world.orders, id);
    if (held.get(id)?.rejected === true) rejectOnDemand(order, turn);
    else enterOrder(world, order, turn);
  }
}
