import { unwatchSignal, watchSignal } from '../signals/index.ts';
import { isCandleCondition } from './settings.ts';
import type { Bot, BotsWorld } from './state.ts';

/** An enabled bot wants to know when values of its conditions change. */
export function joinSignals(world: BotsWorld, bot: Bot): void {
  const { start, instruments } = bot.terms.settings;
  const conditions = start.filter(isCandleCondition);
  if (conditions.length === 0) return;
  for (const id of instruments) {
    const instrument = world.instruments.instruments[id];
    if (instrument === undefined) continue;
    for (const condition of conditions) watchSignal(world, instrument, condition);
    const waiting = world.bots.work.waiting.get(id);
    if (waiting === undefined) world.bots.work.waiting.set(id, new Set([bot.id]));
    else waiting.add(bot.id);
  }
}

/** After a restart enabled bots join again. */
export function joinEnabled(world: BotsWorld): void {
  for (const bot of world.bots.bots.values()) if (bot.enabled) joinSignals(world, bot);
}

/** A bot that rests, or whose conditions change, wants to know no more. */
export function leaveSignals(world: BotsWorld, bot: Bot): void {
  const { start, instruments } = bot.terms.settings;
  const conditions = start.filter(isCandleCondition);
  if (!bot.enabled || conditions.length === 0) return;
  for (const id of instruments) {
    for (const condition of conditions) unwatchSignal(world.signals, id, condition);
    const waiting = world.bots.work.waiting.get(id);
    waiting?.delete(bot.id);
    if (waiting?.size === 0) world.bots.work.waiting.delete(id);
  }
}
