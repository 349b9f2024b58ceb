import { instrumentById } from '../instruments/index.ts';
import { takeUpdatedSignals } from '../signals/index.ts';
import { isRejection, type Turn } from '../turn.ts';
import { driveDeal } from './drive.ts';
import type { StartDropped } from './events.ts';
import { cooldownEnd, pairOf, type Start, startDeal } from './start.ts';
import { type Bot, type BotsState, type BotsWorld, botById, dealById } from './state.ts';

/** Deals and bots looked at in one turn; the rest follows in the next ones. */
const SLICE = 2_000;

/** A bot that wants to start but cannot now looks again after so long, in ms of market time. */
export const START_AGAIN_AFTER = 10_000;

/** Whether a deal or a bot is to be looked at now. */
export function mustDriveBots({ bots: { work } }: BotsWorld): boolean {
  return work.deals.size > 0 || work.bots.size > 0;
}

/**
 * Drives the deals that something has happened to, then starts new ones (`dca-and-smarttrade-rules.md` A3). A turn that is
 * full leaves the rest to the next one.
 */
export function driveBots(world: BotsWorld, turn: Turn): void {
  const { work, deals, bots } = world.bots;
  let left = SLICE;
  for (const id of work.deals) {
    if (turn.full || left-- === 0) return;
    work.deals.delete(id);
    const deal = deals.get(id);
    if (deal !== undefined) driveDeal(world, deal, turn);
  }
  for (const id of work.bots) {
    if (turn.full || left-- <= 0) return;
    work.bots.delete(id);
    const bot = bots.get(id);
    if (bot?.enabled !== true) continue;
    beginWaiting(world, bot, turn);
    if (bot.enabled) startReady(world, bot, turn);
  }
}

/** Looks at what is due by now. */
export function continueBots(world: BotsWorld, turn: Turn): void {
  const { work } = world.bots;
  for (const id of work.dealTimers.takeDue(turn.at, SLICE)) work.deals.add(id);
  for (const id of work.botTimers.takeDue(turn.at, SLICE)) work.bots.add(id);
}

/** When `continueBots` has something to do (ms UTC); 0: now. */
export function nextBotsTime(world: BotsWorld): number {
  if (mustDriveBots(world)) return 0;
  return Math.min(world.bots.work.dealTimers.next, world.bots.work.botTimers.next);
}

/** Signals have new values: bots and deals that wait for them are looked at. */
export function hearSignals(world: BotsWorld): void {
  const { waiting, waitingDeals, bots, deals } = world.bots.work;
  for (const { instrument } of takeUpdatedSignals(world.signals)) {
    for (const bot of waiting.get(instrument) ?? []) bots.add(bot);
    for (const deal of waitingDeals.get(instrument) ?? []) deals.add(deal);
  }
}

/** After a restart everything is looked at once. */
export function lookAtAll({ work, deals, bots }: BotsState): void {
  for (const id of deals.keys()) work.deals.add(id);
  for (const { id, enabled } of bots.values()) if (enabled) work.bots.add(id);
}

/** Begins the deals whose moment has come; one that cannot begin then is dropped. */
function beginWaiting(world: BotsWorld, bot: Bot, turn: Turn): void {
  for (const [id, { by, startAt }] of [...bot.waits]) {
    // the start before may have been the last one, which disables the bot
    if (startAt > turn.at || turn.full || !bot.enabled) continue;
    const pair = pairOf(world, bot, id);
    const start: Start = { by, skipSignals: false, skipOpenDeals: false, isDue: true };
    const decision = isRejection(pair) ? pair : startDeal(world, bot, pair, start, turn);
    if (isRejection(decision)) {
      const check = decision.field ?? '';
      turn.emit({ type: 'bots.startDropped', at: turn.at, id: bot.id, instrument: id, check } satisfies StartDropped);
    } else driveDeal(world, dealById(world.bots, decision.id), turn);
  }
  if (turn.full) world.bots.work.bots.add(bot.id);
  wakeBot(world, bot, Number.POSITIVE_INFINITY);
}

/** The bot is looked at again at this moment, or when the first of its waiting deals begins. */
function wakeBot(world: BotsWorld, bot: Bot, at: number): void {
  const moments = Array.from(bot.waits.values(), ({ startAt }) => startAt);
  world.bots.work.botTimers.set(bot.id, bot.enabled ? Math.min(at, ...moments) : Number.POSITIVE_INFINITY);
}

/** Starts a deal on each pair that is ready, in the order of the pairs, as far as the bot may (B3). */
function startReady(world: BotsWorld, bot: Bot, turn: Turn): void {
  const { start, instruments, maxActiveDeals } = bot.terms.settings;
  const { work } = world.bots;
  if (!startsByItself(bot)) return;
  const by: Start['by'] = start.some(({ kind }) => kind === 'nonstop') ? 'nonstop' : 'signal';
  let again = Number.POSITIVE_INFINITY;
  for (const id of instruments) {
    if (bot.deals.size >= maxActiveDeals || !bot.enabled || turn.full) break;
    const quick = work.quickStarts.next(bot.id, maxActiveDeals, turn.at);
    if (quick > 0) {
      again = Math.min(again, quick);
      break;
    }
    const instrument = instrumentById(world.instruments, id);
    if (instrument === undefined) continue;
    const decision = startDeal(world, bot, instrument, { by, skipSignals: false, skipOpenDeals: false }, turn);
    if (isRejection(decision)) {
      again = Math.min(again, lookAgainAt(bot, id, decision.field, turn.at));
      continue;
    }
    if (decision.id === 0) continue;
    work.quickStarts.note(bot.id, turn.at);
    // its base order takes its money before the next pair is looked at
    driveDeal(world, dealById(world.bots, decision.id), turn);
  }
  if (turn.full) work.bots.add(bot.id);
  wakeBot(world, bot, again);
}

/** When a check that failed may pass though nothing is heard; Infinity when an event tells. */
function lookAgainAt(bot: Bot, instrument: number, check: string | null, at: number): number {
  switch (check) {
    case 'signals':
    case 'openDeals':
    case 'maxActiveDeals':
    case 'blackList':
    case 'startDelay':
      return Number.POSITIVE_INFINITY;
    case 'cooldown':
      return cooldownEnd(bot, instrument);
    default:
      return at + START_AGAIN_AFTER;
  }
}

/** Whether a bot starts deals without a word from outside. */
function startsByItself({ terms }: Bot): boolean {
  const { start } = terms.settings;
  return start.length > 0 && start.every(({ kind }) => kind !== 'manual' && kind !== 'webhook');
}

/** Puts a bot up to be looked at. */
export function lookAtBot(world: BotsWorld, id: number): void {
  world.bots.work.bots.add(botById(world.bots, id).id);
}
