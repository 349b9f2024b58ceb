import { type BotSignal, type BotsCommand, formatDecimal } from '@outcry/core';
import { invalid } from '../errors.ts';
import { type Given, integer, number, oneOf, optional, readParameters, text, withDefault } from '../parameters.ts';
import { type ValueMap, valueOfJson } from '../wire/values.ts';
import type { Request } from './kept-message.ts';

/** Messages in one request. */
export const MAX_MESSAGES = 20;

/** Longest delay of a message, seconds. */
export const MAX_DELAY = 3_600;

/** A message for a bot, as charting services are told to send it. `pair`: of a bot of several. */
const MESSAGE = {
  message_type: withDefault(oneOf(['bot']), 'bot'),
  bot_id: integer({ least: 1 }),
  email_token: text({ min: 1, max: 100 }),
  delay_seconds: withDefault(integer({ most: MAX_DELAY }), 0),
  pair: optional(text({ max: 64 })),
  action: optional(text({ max: 64 })),
  volume: optional(number({ above: '0' })),
} as const;

export type Message = Given<typeof MESSAGE>;

/** What an action does to a bot; `instrument`: of the pair that the message names, null without one. */
interface Action {
  readonly summary: string;
  readonly commands: (bot: number, instrument: number | null, message: Request) => readonly BotsCommand[];
}

function signal(summary: string, action: BotSignal['action']): Action {
  return { summary, commands: (bot, instrument) => [{ type: 'bots.signal', bot, instrument, action }] };
}

/** For all pairs of the bot, whatever pair the message names. */
function signalToAll(summary: string, action: BotSignal['action']): Action {
  return { summary, commands: (bot) => [{ type: 'bots.signal', bot, instrument: null, action }] };
}

type OfBot = 'bots.enable' | 'bots.disable' | 'bots.panicSellAll' | 'bots.cancelAllDeals';

function command(summary: string, type: OfBot): Action {
  return { summary, commands: (bot) => [{ type, bot }] };
}

function add(summary: string, unit: 'quote' | 'base'): Action {
  return {
    summary,
    commands(bot, instrument, { volume }) {
      if (volume === undefined) throw invalid({ volume: ['is missing'] });
      const added = { amount: formatDecimal(volume), unit };
      return [{ type: 'bots.signal', bot, instrument, action: 'add', volume: added }];
    },
  };
}

/** What a message without an action asks for. */
const START = 'start_deal';

/** Every action that a message may ask for. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  [START]: signal('start a deal, if all checks pass; the same without `action`', 'start'),
  start_bot: command('enable the bot', 'bots.enable'),
  start_bot_and_start_deal: {
    summary: 'enable the bot and start a deal',
    commands: (bot, instrument) => [
      { type: 'bots.enable', bot },
      { type: 'bots.signal', bot, instrument, action: 'start' },
    ],
  },
  stop_bot: command('disable the bot; deals go on', 'bots.disable'),
  close_at_market_price: signal('close the deals of `pair`, or all, at the market', 'panicSell'),
  close_at_market_price_all: signalToAll('close all deals at the market', 'panicSell'),
  close_at_market_price_all_and_stop_bot: command('the same, and disable the bot', 'bots.panicSellAll'),
  cancel: signal('cancel the deals of `pair`, or all; coins stay', 'cancel'),
  cancel_all: signalToAll('cancel all deals', 'cancel'),
  cancel_all_and_stop_bot: command('the same, and disable the bot', 'bots.cancelAllDeals'),
  add_funds_in_quote: add('add `volume` of quote currency to the deals of `pair`, or to all, at the market', 'quote'),
  add_funds_in_base: add('the same in coins', 'base'),
};

/** The messages of a body: one, or a list of them. Throws Fault. */
export function readMessages(body: string): readonly Message[] {
  const value = valueOfJson(body);
  const all = Array.isArray(value) ? value : [value];
  if (all.length === 0 || all.length > MAX_MESSAGES) throw invalid({ base: [`must be 1 to ${MAX_MESSAGES} messages`] });
  return all.map((each) => {
    if (typeof each !== 'object' || Array.isArray(each))
      throw invalid({ base: ['is invalid: the body must be a JSON object'] });
    const message = readParameters(MESSAGE, each as ValueMap);
    if (message.action !== undefined && !Object.hasOwn(ACTIONS, message.action))
      throw invalid({ action: ['does not have a valid value'] });
    return message;
  });
}

/** The commands that a message comes to. Throws Fault. */
export function commandsOf(message: Request, instrument: number | null): readonly BotsCommand[] {
  return ACTIONS[message.action ?? START]?.commands(message.bot_id, instrument, message) ?? [];
}
