import { type SignalCondition, signalOf, unwatchSignal, watchSignal } from '../signals/index.ts';
import { isCandleCondition } from './settings.ts';
import type { Bot, BotsWorld, Deal } from './state.ts';
import type { Terms } from './terms.ts';

/** What was traded in the last 24 hours. */
export const DAY_VOLUME: SignalCondition = { kind: 'volume', hours: 24 };

/** An enabled bot wants to know when values of its conditions change. */
export function joinSignals(world: BotsWorld, bot: Bot): void {
  const conditions = conditionsOfBot(bot);
  for (const id of bot.terms.settings.instruments) join(world, world.bots.work.waiting, bot.id, id, conditions);
}

/** A deal wants to know it as long as it runs. */
export function joinSignalsOfDeal(world: BotsWorld, { id, instrument, terms }: Deal): void {
  join(world, world.bots.work.waitingDeals, id, instrument, conditionsOfDeal(terms));
}

/** After a restart enabled bots and running deals join again. */
export function joinAgain(world: BotsWorld): void {
  for (const bot of world.bots.bots.values()) if (bot.enabled) joinSignals(world, bot);
  for (const deal of world.bots.deals.values()) joinSignalsOfDeal(world, deal);
}

/** A bot that rests, or whose conditions change, wants to know no more. */
export function leaveSignals(world: BotsWorld, bot: Bot): void {
  if (!bot.enabled) return;
  const conditions = conditionsOfBot(bot);
  for (const id of bot.terms.settings.instruments) leave(world, world.bots.work.waiting, bot.id, id, conditions);
}

export function leaveSignalsOfDeal(world: BotsWorld, { id, instrument, terms }: Deal): void {
  leave(world, world.bots.work.waitingDeals, id, instrument, conditionsOfDeal(terms));
}

/** Whether all of these conditions hold for the pair of a deal now; none of none. */
export function allHold(world: BotsWorld, { instrument }: Deal, conditions: readonly SignalCondition[]): boolean {
  return (
    conditions.length > 0 &&
    conditions.every((condition) => signalOf(world.signals, instrument, condition)?.met === true)
  );
}

/** What the bot's starts follow from. */
function conditionsOfBot({ terms }: Bot): readonly SignalCondition[] {
  const conditions = terms.settings.start.filter(isCandleCondition);
  return terms.minVolumeBtc === null ? conditions : [...conditions, DAY_VOLUME];
}

/** These conditions are the bot's: editing a running deal does not change them. */
function conditionsOfDeal({ closeWhen, safetyWhen }: Terms): readonly SignalCondition[] {
  return [...closeWhen, ...safetyWhen];
}

function join(
  world: BotsWorld,
  waiting: Map<number, Set<number>>,
  who: number,
  instrument: number,
  conditions: readonly SignalCondition[],
): void {
  const found = world.instruments.instruments[instrument];
  if (conditions.length === 0 || found === undefined) return;
  for (const condition of conditions) watchSignal(world, found, condition);
  const others = waiting.get(instrument);
  if (others === undefined) waiting.set(instrument, new Set([who]));
  else others.add(who);
}

function leave(
  world: BotsWorld,
  waiting: Map<number, Set<number>>,
  who: number,
  instrument: number,
  conditions: readonly SignalCondition[],
): void {
  if (conditions.length === 0) return;
  for (const condition of conditions) unwatchSignal(world.signals, instrument, condition);
  const others = waiting.get(instrument);
  others?.delete(who);
  if (others?.size === 0) waiting.delete(instrument);
}
