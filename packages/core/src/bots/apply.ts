import type { AccountsEvent } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import { emptyAmount, type Leg } from '../legs/index.ts';
import { decimals, type Money } from '../numbers/index.ts';
import type { BotsEvent, DealClosed, DealOpened, StartWaits, VolumeRow } from './events.ts';
import { NO_NUMBERS, NO_VALUES, withNumber, withoutValue, withValue } from './few.ts';
import type { DealSettings } from './settings.ts';
import { joinSignals, joinSignalsOfDeal, leaveSignals, leaveSignalsOfDeal } from './signals-wanted.ts';
import {
  type Bot,
  type BotsState,
  type BotsWorld,
  botById,
  type Deal,
  dealById,
  isEntry,
  type Role,
  SLOT,
  type Volume,
} from './state.ts';
import { countsInStatistics, type DealStatus, type FinalDealStatus } from './status.ts';
import { Terms } from './terms.ts';

/** Folds an event of this module; others are left alone. */
export function applyBots(world: BotsWorld, event: CoreEvent): void {
  const known = event as BotsEvent;
  const state = world.bots;
  switch (known.type) {
    case 'bots.created':
      return addBot(state, newBot(known.id, known.account, known.secret, new Terms(known.settings), known.at));
    case 'bots.edited': {
      const bot = touchBot(world, known.id, known.at);
      if (bot.enabled) leaveSignals(world, bot);
      const restarts = bot.terms.settings.disableAfterDeals !== known.settings.disableAfterDeals;
      if (restarts) bot.counted = 0;
      bot.terms = new Terms(known.settings);
      if (bot.enabled) joinSignals(world, bot);
      return;
    }
    case 'bots.enabled': {
      const bot = touchBot(world, known.id, known.at);
      bot.enabled = true;
      joinSignals(world, bot);
      return;
    }
    case 'bots.disabled': {
      const bot = touchBot(world, known.id, known.at);
      leaveSignals(world, bot);
      bot.enabled = false;
      bot.waits = NO_VALUES;
      return;
    }
    case 'bots.deleted': {
      const bot = botById(state, known.id);
      if (bot.enabled) leaveSignals(world, bot);
      state.bots.delete(bot.id);
      state.byAccount.get(bot.account)?.delete(bot.id);
      state.work.quickStarts.forget(bot.id);
      return;
    }
    case 'bots.blackListSet':
      if (known.instruments.length === 0) state.blackLists.delete(known.owner);
      else state.blackLists.set(known.owner, known.instruments);
      return lookAtBotsOf(world, known.owner);
    case 'bots.startWaits':
      return waitToStart(touchBot(world, known.id, known.at), known);
    case 'bots.startDropped': {
      const bot = touchBot(world, known.id, known.at);
      bot.waits = withoutValue(bot.waits, known.instrument);
      return;
    }
    case 'bots.dealOpened':
      return openDeal(world, known);
    default:
      return applyToDeal(world, known);
  }
}

function applyToDeal(world: BotsWorld, known: Exclude<BotsEvent, { type: `bots.b${string}` }>): void {
  const deal = dealById(world.bots, known.id);
  deal.updatedAt = known.at;
  deal.version += 1;
  switch (known.type) {
    case 'bots.dealMoved':
      return moveDeal(deal, known.status as DealStatus);
    case 'bots.dealBought':
      deal.status = 'bought';
      deal.baseAverage = decimals.parseDecimal(known.average) ?? decimals.ZERO;
      deal.lost = null;
      return;
    case 'bots.stopTimed':
      deal.stopAt = known.stopAt;
      deal.reached = 0;
      return;
    case 'bots.dealFailing':
      deal.error = known.error;
      deal.lost = null;
      deal[RETRIES[known.what as Attempt]] = known.retryAt;
      // what was refused is tried again only where the price still is, or is again
      if (known.what === 'entry') deal.reached &= ~(1 << SLOT.safety);
      return;
    case 'bots.dealRecovered':
      deal.error = null;
      return forgetRetries(deal);
    case 'bots.dealEdited':
      return editDeal(deal, known.changes);
    case 'bots.dealNoted':
      deal.note = known.note;
      return;
    case 'bots.stepSaleAsked':
      deal.stepsToSell = withNumber(deal.stepsToSell, known.step);
      return forgetRetries(deal);
    case 'bots.dealClosed':
      return closeDeal(world, deal, known);
  }
}

/** An order of a deal goes out. */
export function applyDealLeg(world: BotsWorld, leg: Leg): void {
  const deal = world.bots.deals.get(leg.entity);
  if (deal === undefined) return;
  deal.version += 1;
  deal.lost = null;
  deal[RETRIES[isEntry(leg) ? 'entry' : leg.role === 'close' ? 'close' : 'exit']] = 0;
  switch (leg.role as Role) {
    case 'takeProfit':
      deal.exitBasis = deal.entered.money;
      return;
    case 'safety':
      deal.reached = 0;
      return;
    case 'close':
      if (deal.closeBasis < 0) deal.closeBasis = deal.exitedSteps;
      return;
    default:
      return;
  }
}

/** The last thing an account does: its bots rest. */
export function applyClosedAccount(world: BotsWorld, event: AccountsEvent): void {
  if (event.type !== 'accounts.closed') return;
  for (const id of world.bots.byAccount.get(event.id) ?? []) {
    const bot = botById(world.bots, id);
    if (bot.enabled) leaveSignals(world, bot);
    bot.enabled = false;
    bot.waits = NO_VALUES;
  }
}

function moveDeal(deal: Deal, status: DealStatus): void {
  const wasTrailing = deal.status === 'trailing';
  deal.status = status;
  deal.reached = 0;
  deal.stopAt = 0;
  // whoever closes it now does not wait for what an earlier attempt has left
  if (status === 'stopLossPending' || status === 'panicSellPending' || status === 'conditionPending')
    deal.retryCloseAt = 0;
  if (status === 'trailing') deal.exitBasis = deal.entered.money;
  if (status === 'bought') {
    deal.closeBasis = -1;
    if (wasTrailing) deal.exitBasis = -1n;
  }
}

/** What take profits are sized and priced by, and what the stop loss follows from. */
const EXIT_SETTINGS: readonly (keyof DealSettings)[] = [
  'takeProfit',
  'takeProfitType',
  'takeProfitSteps',
  'trailing',
  'trailingDeviation',
  'profitCurrency',
];
const STOP_SETTINGS: readonly (keyof DealSettings)[] = ['stopLoss', 'stopLossTrails', 'stopLossTimeout', 'breakeven'];

function editDeal(deal: Deal, changes: Partial<DealSettings>): void {
  const before = deal.terms.settings;
  const after = { ...before, ...changes };
  deal.terms = new Terms(after);
  // orders that nothing has changed for keep their place in the book, and a running time goes on
  const differs = (name: keyof DealSettings): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  if (EXIT_SETTINGS.some(differs)) deal.exitBasis = -1n;
  if (STOP_SETTINGS.some(differs)) deal.stopAt = 0;
  // what it waited for before counts no more
  deal.reached = 0;
  forgetRetries(deal);
}

/** The field that holds back each kind of order. */
const RETRIES = { entry: 'retryEntryAt', exit: 'retryExitAt', close: 'retryCloseAt' } as const;

export type Attempt = keyof typeof RETRIES;

function forgetRetries(deal: Deal): void {
  deal.retryEntryAt = 0;
  deal.retryExitAt = 0;
  deal.retryCloseAt = 0;
}

/** A signal that lets a deal begin later starts no other one. */
function waitToStart(bot: Bot, { instrument, startedBy, stamp, startAt }: StartWaits): void {
  bot.waits = withValue(bot.waits, instrument, { by: startedBy as Deal['startedBy'], startAt });
  if (stamp > 0) bot.consumed = withValue(bot.consumed, instrument, stamp);
}

function openDeal(world: BotsWorld, event: DealOpened): void {
  const bot = touchBot(world, event.bot, event.at);
  const state = world.bots;
  state.nextDeal = counterAfter(event.id);
  bot.deals.add(event.id);
  bot.started += 1;
  bot.counted += 1;
  bot.waits = withoutValue(bot.waits, event.instrument);
  if (event.stamp > 0) bot.consumed = withValue(bot.consumed, event.instrument, event.stamp);
  state.work.deals.add(event.id);
  const deal: Deal = {
    id: event.id,
    bot: bot.id,
    account: bot.account,
    instrument: event.instrument,
    terms: bot.terms,
    baseVolume: volumeOf(event.baseVolume),
    safetyVolume: volumeOf(event.safetyVolume),
    startedBy: event.startedBy as Deal['startedBy'],
    status: 'created',
    createdAt: event.at,
    updatedAt: event.at,
    entered: emptyAmount(),
    exited: emptyAmount(),
    enteredSteps: 0,
    exitedSteps: 0,
    base: emptyAmount(),
    baseAverage: decimals.ZERO,
    baseFilled: false,
    safetyDone: NO_NUMBERS,
    safetyPart: NO_VALUES,
    addedDone: 0,
    stepsDone: NO_NUMBERS,
    stepPart: NO_VALUES,
    stepsToSell: NO_NUMBERS,
    exitBasis: -1n,
    reached: 0,
    reachedPrice: 0,
    stopAt: 0,
    retryEntryAt: 0,
    retryExitAt: 0,
    retryCloseAt: 0,
    error: null,
    lost: null,
    closeBasis: -1,
    note: null,
    version: 0,
  };
  state.deals.set(deal.id, deal);
  joinSignalsOfDeal(world, deal);
}

function closeDeal(world: BotsWorld, deal: Deal, event: DealClosed): void {
  const state = world.bots;
  const status = event.status as FinalDealStatus;
  state.deals.delete(deal.id);
  leaveSignalsOfDeal(world, deal);
  state.work.deals.delete(deal.id);
  state.work.dealTimers.set(deal.id, Number.POSITIVE_INFINITY);
  // what went wrong on the way is over
  deal.error = event.detail;
  const bot = touchBot(world, deal.bot, event.at);
  bot.deals.delete(deal.id);
  bot.closedAt = withValue(bot.closedAt, deal.instrument, event.at);
  if (countsInStatistics(status)) {
    const { quote } = world.instruments.instruments[deal.instrument] as { quote: number };
    bot.finished += 1;
    bot.profits = withValue(bot.profits, quote, ((bot.profits.get(quote) ?? 0n) + event.profit) as Money);
    bot.profitUsd = decimals.add(bot.profitUsd, decimals.parseDecimal(event.profitUsd ?? '0') ?? decimals.ZERO);
  }
  state.finished.push({
    deal,
    status,
    at: event.at,
    profit: event.profit,
    profitUsd: event.profitUsd,
    botName: bot.terms.settings.name,
  });
}

/** Pairs may have become free for the bots of an owner. */
function lookAtBotsOf(world: BotsWorld, owner: number): void {
  for (const account of world.accounts.byOwner.get(owner) ?? []) {
    for (const bot of world.bots.byAccount.get(account) ?? []) world.bots.work.bots.add(bot);
  }
}

function touchBot(world: BotsWorld, id: number, at: number): Bot {
  const bot = botById(world.bots, id);
  bot.updatedAt = at;
  world.bots.work.bots.add(id);
  return bot;
}

export function newBot(id: number, account: number, secret: string, terms: Terms, at: number): Bot {
  return {
    id,
    account,
    secret,
    terms,
    enabled: false,
    createdAt: at,
    updatedAt: at,
    deals: new Set(),
    counted: 0,
    started: 0,
    finished: 0,
    profits: NO_VALUES,
    profitUsd: decimals.ZERO,
    closedAt: NO_VALUES,
    consumed: NO_VALUES,
    waits: NO_VALUES,
  };
}

export function addBot(state: BotsState, bot: Bot): void {
  state.bots.set(bot.id, bot);
  state.nextBot = Math.max(state.nextBot, counterAfter(bot.id));
  const siblings = state.byAccount.get(bot.account);
  if (siblings === undefined) state.byAccount.set(bot.account, new Set([bot.id]));
  else siblings.add(bot.id);
}

function volumeOf([amount, unit, rounding]: VolumeRow): Volume {
  return {
    amount: decimals.parseDecimal(amount) ?? decimals.ZERO,
    unit: unit as Volume['unit'],
    rounding: rounding as Volume['rounding'],
  };
}

/** The counter behind an id: n × 16 + partition. */
function counterAfter(id: number): number {
  return Math.floor(id / 16) + 1;
}
