import type { CoreEvent } from '../events/index.ts';
import { quantityFromText } from '../instruments/index.ts';
import { decimalOf, emptyAmount, type Leg } from '../legs/index.ts';
import { decimals, type Money } from '../numbers/index.ts';
import type { TradeClosed, TradeEdited, TradeHeld, TradeOpened, TradesEvent } from './events.ts';
import type { TakeProfitSettings, TradeSettings } from './settings.ts';
import {
  FIRST_STEP_SLOT,
  type Role,
  STOP_SLOT,
  type Step,
  type Trade,
  type TradesState,
  type TradesWorld,
  tradeById,
} from './state.ts';
import { type FinalTradeStatus, isStepOver, type StepStatus, type TradeStatus } from './status.ts';

/** Folds an event of this module; others are left alone. */
export function applyTrades(world: TradesWorld, event: CoreEvent): void {
  const known = event as TradesEvent;
  const state = world.trades;
  if (known.type === 'trades.opened') return open(world, known);
  const trade = tradeById(state, known.id);
  trade.updatedAt = known.at;
  switch (known.type) {
    case 'trades.moved':
      trade.status = known.status as TradeStatus;
      trade.reached.clear();
      trade.stopAt = 0;
      trade.lost = null;
      return;
    case 'trades.held':
      return hold(trade, known);
    case 'trades.stepMoved':
      return moveStep(trade, known.position, known.status as StepStatus, known.at);
    case 'trades.stepSaleAsked':
      stepAt(trade, known.position).panic = true;
      return;
    case 'trades.stopTimed':
      trade.stopAt = known.stopAt;
      trade.reached.delete(STOP_SLOT);
      return;
    case 'trades.failing':
      trade.error = known.error;
      trade.retryAt = known.retryAt;
      trade.lost = null;
      return;
    case 'trades.recovered':
      trade.error = null;
      trade.retryAt = 0;
      return;
    case 'trades.edited':
      return edit(world, trade, known);
    case 'trades.noted':
      trade.note = known.note;
      return;
    case 'trades.closed':
      return close(state, trade, known);
  }
}

/** An order of a trade goes out. */
export function applyTradeLeg(world: TradesWorld, leg: Leg): void {
  const trade = world.trades.trades.get(leg.entity);
  if (trade === undefined) return;
  trade.retryAt = 0;
  if ((leg.role as Role) !== 'step') return;
  const step = stepAt(trade, leg.step);
  step.status = 'ordered';
  trade.reached.delete(step.slot);
}

function open(world: TradesWorld, event: TradeOpened): void {
  const { id, account, settings, at } = event;
  const state = world.trades;
  const trade: Trade = {
    id,
    account,
    settings,
    direction: event.direction as Trade['direction'],
    deal: event.deal,
    status: statusAtFirst(settings),
    createdAt: at,
    updatedAt: at,
    entered: emptyAmount(),
    exited: emptyAmount(),
    enteredSteps: 0,
    enteredValue: 0n as Money,
    exitedSteps: 0,
    reducedSteps: 0,
    entryFilled: settings.entry === null,
    steps: new Map(),
    stopLevel: 0,
    heldFor: -1,
    reached: new Map(),
    touchedAt: 0,
    stopAt: 0,
    retryAt: 0,
    error: null,
    lost: null,
    note: event.note,
  };
  setSteps(trade, settings.takeProfits, event.steps, at);
  if (settings.entry === null) takeOver(world, trade);
  addTrade(state, trade);
  state.nextTrade = Math.max(state.nextTrade, Math.floor(id / 16) + 1);
  for (const step of event.steps) state.nextStep = Math.max(state.nextStep, Math.floor(step / 16) + 1);
  state.work.trades.add(id);
}

function statusAtFirst({ entry }: TradeSettings): TradeStatus {
  if (entry === null) return 'holding';
  return entry.type === 'conditional' ? 'waiting' : 'entering';
}

/** Coins (short: a debt of them) that are held already count as entered at their average price. */
function takeOver(world: TradesWorld, trade: Trade): void {
  const { instrument: id, quantity, averagePrice } = trade.settings;
  const instrument = world.instruments.instruments[id];
  if (instrument === undefined) return;
  const steps = quantityFromText(instrument, quantity);
  const scale = world.instruments.assets[instrument.quote]?.scale ?? 0;
  const total = decimals.multiply(decimalOf(averagePrice), decimalOf(quantity));
  trade.enteredSteps = typeof steps === 'number' ? steps : 0;
  trade.entered.units = (BigInt(trade.enteredSteps) * instrument.stepUnits) as Money;
  trade.entered.money = decimals.rescale(total, scale, 'halfUp').coefficient as Money;
  trade.enteredValue = trade.entered.money;
}

function setSteps(trade: Trade, settings: readonly TakeProfitSettings[], ids: readonly number[], at: number): void {
  const before = new Map(trade.steps);
  trade.steps.clear();
  for (const [place, own] of [...settings.entries()].sort(([, a], [, b]) => a.position - b.position)) {
    const known = before.get(own.position);
    if (known !== undefined) {
      if (!isStepOver(known.status)) {
        known.settings = own;
        known.updatedAt = at;
      }
      trade.steps.set(own.position, known);
      continue;
    }
    trade.steps.set(own.position, newStep(ids[place] as number, freeSlot(trade, before), own, at));
  }
}

function newStep(id: number, slot: number, settings: TakeProfitSettings, at: number): Step {
  return {
    id,
    slot,
    settings,
    status: 'idle',
    amount: 0,
    sold: 0,
    proceeds: emptyAmount(),
    level: 0,
    panic: false,
    createdAt: at,
    updatedAt: at,
  };
}

/** The lowest slot that no open step has, before and after the change. */
function freeSlot(trade: Trade, before: ReadonlyMap<number, Step>): number {
  const taken = new Set<number>();
  for (const steps of [trade.steps, before]) {
    for (const { slot, status } of steps.values()) if (!isStepOver(status)) taken.add(slot);
  }
  let slot = FIRST_STEP_SLOT;
  while (taken.has(slot)) slot++;
  return slot;
}

function hold(trade: Trade, event: TradeHeld): void {
  trade.status = 'holding';
  trade.heldFor = trade.enteredSteps - trade.reducedSteps;
  trade.stopLevel = event.stop;
  for (const [position, amount, level] of event.steps) {
    const step = stepAt(trade, position);
    step.amount = amount;
    step.level = level;
  }
}

function moveStep(trade: Trade, position: number, status: StepStatus, at: number): void {
  const step = stepAt(trade, position);
  step.status = status;
  step.updatedAt = at;
  if (status !== 'trailing') trade.reached.delete(step.slot);
  // its coins go to the others
  if (status === 'cancelled' || status === 'skipped') trade.heldFor = -1;
}

function edit(world: TradesWorld, trade: Trade, event: TradeEdited): void {
  trade.settings = event.settings;
  trade.direction = event.direction as Trade['direction'];
  setSteps(trade, event.settings.takeProfits, event.steps, event.at);
  for (const step of event.steps) world.trades.nextStep = Math.max(world.trades.nextStep, Math.floor(step / 16) + 1);
  if (event.settings.entry === null) takeOver(world, trade);
  trade.heldFor = -1;
  trade.reached.clear();
  trade.stopAt = 0;
  trade.retryAt = 0;
}

function close(state: TradesState, trade: Trade, event: TradeClosed): void {
  const status = event.status as FinalTradeStatus;
  const left: StepStatus = status === 'stopLossFinished' || status === 'panicSold' ? 'skipped' : 'cancelled';
  for (const step of trade.steps.values()) if (!isStepOver(step.status)) step.status = left;
  trade.error = event.detail ?? trade.error;
  state.trades.delete(trade.id);
  state.work.trades.delete(trade.id);
  state.work.timers.set(trade.id, Number.POSITIVE_INFINITY);
  const siblings = state.byAccount.get(trade.account);
  siblings?.delete(trade.id);
  if (siblings?.size === 0) state.byAccount.delete(trade.account);
  state.finished.push({ trade, status, at: event.at, profit: event.profit, profitUsd: event.profitUsd });
}

export function addTrade(state: TradesState, trade: Trade): void {
  state.trades.set(trade.id, trade);
  const siblings = state.byAccount.get(trade.account);
  if (siblings === undefined) state.byAccount.set(trade.account, new Set([trade.id]));
  else siblings.add(trade.id);
}

export function stepAt(trade: Trade, position: number): Step {
  const step = trade.steps.get(position);
  if (step === undefined) throw new Error(`trade ${trade.id} has no step ${position}`);
  return step;
}
