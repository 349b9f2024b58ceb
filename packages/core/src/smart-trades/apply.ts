import type { CoreEvent } from '../events/index.ts';
import { quantityFromText } from '../instruments/index.ts';
import { decimalOf, emptyAmount, type Leg } from '../legs/index.ts';
import { decimals, type Money } from '../numbers/index.ts';
import type { TradeClosed, TradeEdited, TradeHeld, TradeOpened, TradesEvent } from './events.ts';
import { isSame, isSameTarget, type TakeProfitSettings, type TradeSettings } from './settings.ts';
import {
  ENTRY_SLOT,
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
      trade.retryAt = 0;
      trade.toReduce = null;
      trade.lost = null;
      return;
    case 'trades.held':
      return hold(trade, known);
    case 'trades.stepMoved':
      return moveStep(trade, known.position, known.status as StepStatus, known.at);
    case 'trades.stepSaleAsked':
      stepAt(trade, known.position).panic = true;
      trade.retryAt = 0;
      return;
    case 'trades.stepCancelAsked':
      stepAt(trade, known.position).cancelling = true;
      return;
    case 'trades.reduceAsked':
      trade.toReduce = known.quantity === 0 ? null : { quantity: known.quantity, price: known.price };
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
  trade.exitedBefore = trade.exitedSteps;
  if ((leg.role as Role) === 'reduce') trade.toReduce = null;
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
    addedEarly: 0,
    enteredValue: 0n as Money,
    exitedSteps: 0,
    reducedSteps: 0,
    entryFilled: settings.entry === null,
    steps: new Map(),
    stopLevel: 0,
    toReduce: null,
    closedBy: '',
    exitedBefore: 0,
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
  const instrument = world.instruments.instruments[trade.settings.instrument];
  if (instrument === undefined) return;
  const steps = quantityFromText(instrument, trade.settings.quantity);
  trade.enteredSteps = typeof steps === 'number' ? steps : 0;
  trade.entered.units = (BigInt(trade.enteredSteps) * instrument.stepUnits) as Money;
  trade.entered.money = heldMoney(world, trade.settings);
  trade.enteredValue = trade.entered.money;
}

/** What coins that are held already are said to have cost. */
function heldMoney(world: TradesWorld, { instrument: id, quantity, averagePrice }: TradeSettings): Money {
  const quote = world.instruments.instruments[id]?.quote ?? 0;
  const scale = world.instruments.assets[quote]?.scale ?? 0;
  const total = decimals.multiply(decimalOf(averagePrice), decimalOf(quantity));
  return decimals.rescale(total, scale, 'halfUp').coefficient as Money;
}

/** Steps with the id they had stay, with what they have done; the others begin. */
function setSteps(trade: Trade, settings: readonly TakeProfitSettings[], ids: readonly number[], at: number): void {
  const before = new Map(Array.from(trade.steps.values(), (step) => [step.id, step]));
  const taken = new Set<number>();
  for (const id of ids) {
    const step = before.get(id);
    if (step !== undefined && !isStepOver(step.status)) taken.add(step.slot);
  }
  trade.steps.clear();
  for (const [place, own] of [...settings.entries()].sort(([, a], [, b]) => a.position - b.position)) {
    const id = ids[place] as number;
    const known = before.get(id);
    if (known === undefined) {
      const slot = freeSlot(taken);
      taken.add(slot);
      trade.reached.delete(slot);
      trade.steps.set(own.position, newStep(id, slot, own, at));
      continue;
    }
    if (!isStepOver(known.status)) change(trade, known, own, at);
    trade.steps.set(own.position, known);
  }
}

/** A step with another target waits for that from the beginning; one with another share alone goes on. */
function change(trade: Trade, step: Step, settings: TakeProfitSettings, at: number): void {
  step.updatedAt = at;
  const moved = !isSameTarget(step.settings, settings);
  step.settings = settings;
  if (!moved) return;
  trade.reached.delete(step.slot);
  if (step.status === 'trailing') step.status = 'idle';
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
    cancelling: false,
    mark: 0,
    createdAt: at,
    updatedAt: at,
  };
}

function freeSlot(taken: ReadonlySet<number>): number {
  let slot = FIRST_STEP_SLOT;
  while (taken.has(slot)) slot++;
  return slot;
}

function hold(trade: Trade, event: TradeHeld): void {
  trade.status = 'holding';
  trade.addedEarly = 0;
  trade.heldFor = event.basis;
  trade.stopLevel = event.stop;
  for (const [position, amount, level] of event.steps) {
    const step = stepAt(trade, position);
    step.amount = amount;
    // a price that was seen says nothing of another level
    if (step.level !== level && step.status !== 'trailing') trade.reached.delete(step.slot);
    step.level = level;
    // coins that came after the last step was over are sold by it, too
    if (isStepOver(step.status)) step.status = 'idle';
  }
}

function moveStep(trade: Trade, position: number, status: StepStatus, at: number): void {
  const step = stepAt(trade, position);
  step.status = status;
  step.updatedAt = at;
  if (status === 'trailing') step.mark = trade.reached.get(step.slot) ?? step.mark;
  trade.reached.delete(step.slot);
  // what it has not sold goes to the others
  if (isStepOver(status)) trade.heldFor = -1;
}

function edit(world: TradesWorld, trade: Trade, event: TradeEdited): void {
  const before = trade.settings;
  const { settings } = event;
  trade.settings = settings;
  trade.direction = event.direction as Trade['direction'];
  trade.stopLevel = event.stop;
  setSteps(trade, settings.takeProfits, event.steps, event.at);
  for (const step of event.steps) world.trades.nextStep = Math.max(world.trades.nextStep, Math.floor(step / 16) + 1);
  if (settings.averagePrice !== before.averagePrice) {
    const more = heldMoney(world, settings) - heldMoney(world, before);
    trade.entered.money = (trade.entered.money + more) as Money;
    trade.enteredValue = (trade.enteredValue + more) as Money;
  }
  trade.reached.delete(ENTRY_SLOT);
  if (!isSame(before.stopLoss, settings.stopLoss)) {
    trade.reached.delete(STOP_SLOT);
    trade.stopAt = 0;
  }
  trade.heldFor = -1;
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
