import { type AwaitedPrice, awaitPrice, type Leg, type LegOrder, legsOf, sendLeg, withdrawLeg } from '../legs/index.ts';
import { stopId } from '../stops/index.ts';
import type { Rejection, Turn } from '../turn.ts';
import type { StepMoved, TradeFailing, TradeMoved } from './events.ts';
import { instrumentOf } from './prices.ts';
import {
  ENTRY_SLOT,
  isLong,
  MARK_SLOT,
  type Role,
  SLOTS,
  STOP_SLOT,
  type Step,
  type Trade,
  type TradesWorld,
} from './state.ts';
import type { StepStatus, TradeStatus } from './status.ts';

/** How long an order that was refused waits for the next try, in ms of market time. */
export const RETRY_AFTER = 60_000;

export function moveTrade(trade: Trade, status: TradeStatus, turn: Turn): void {
  turn.emit({ type: 'trades.moved', at: turn.at, id: trade.id, status } satisfies TradeMoved);
}

export function moveStep(trade: Trade, { settings: { position } }: Step, status: StepStatus, turn: Turn): void {
  turn.emit({ type: 'trades.stepMoved', at: turn.at, id: trade.id, position, status } satisfies StepMoved);
}

export function failTrade(trade: Trade, error: string, turn: Turn, after = RETRY_AFTER): void {
  const retryAt = turn.at + after;
  turn.emit({ type: 'trades.failing', at: turn.at, id: trade.id, error, retryAt } satisfies TradeFailing);
}

/** A step is over: what it has sold stays sold, the rest of its coins goes to the others. */
export function endStep(
  world: TradesWorld,
  trade: Trade,
  step: Step,
  status: 'skipped' | 'cancelled',
  turn: Turn,
): void {
  awaitInSlot(world, trade, step.slot, null, turn);
  moveStep(trade, step, step.sold === 0 ? status : step.panic ? 'panicSold' : 'done', turn);
}

export function legsFor(world: TradesWorld, trade: Trade, role: Role): Leg[] {
  return legsOf(world.legs, 'trade', trade.id).filter((leg) => leg.role === role);
}

/** Takes these orders back; true when all are gone. At a venue that takes its answer. */
export function withdraw(world: TradesWorld, legs: readonly Leg[], turn: Turn): boolean {
  const asked = [...legs];
  for (const leg of asked) withdrawLeg(world, leg, turn);
  return asked.every(({ order }) => !world.legs.byOrder.has(order));
}

/** Takes every order but those of `stays` back and forgets all prices; true when no other order is left. */
export function withdrawAll(world: TradesWorld, trade: Trade, turn: Turn, stays?: Role): boolean {
  forgetPrices(world, trade, turn);
  return withdraw(
    world,
    legsOf(world.legs, 'trade', trade.id).filter(({ role }) => role !== stays),
    turn,
  );
}

export function send(
  world: TradesWorld,
  trade: Trade,
  order: Pick<LegOrder, 'step' | 'price' | 'quantity'> & { readonly role: Role },
  turn: Turn,
): Rejection | null {
  const entry = order.role === 'entry' || order.role === 'added';
  const side = entry === isLong(trade) ? 0 : 1;
  const { id, account } = trade;
  return sendLeg(
    world,
    { owner: 'trade', entity: id, account, instrument: instrumentOf(world, trade), side, ...order },
    turn,
  );
}

export function conditionId(trade: Trade, slot: number): number {
  return stopId('trade', trade.id * SLOTS + slot);
}

export function awaitInSlot(
  world: TradesWorld,
  trade: Trade,
  slot: number,
  wanted: AwaitedPrice | null,
  turn: Turn,
): void {
  awaitPrice(world, conditionId(trade, slot), trade.settings.instrument, wanted, turn);
}

export function forgetPrices(world: TradesWorld, trade: Trade, turn: Turn): void {
  awaitInSlot(world, trade, ENTRY_SLOT, null, turn);
  awaitInSlot(world, trade, STOP_SLOT, null, turn);
  awaitInSlot(world, trade, MARK_SLOT, null, turn);
  for (const { slot } of trade.steps.values()) awaitInSlot(world, trade, slot, null, turn);
}
