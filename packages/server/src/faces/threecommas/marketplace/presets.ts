import {
  type Bot,
  type BotView,
  type CoreState,
  conditionKey,
  decimals,
  isCandleCondition,
  parseDecimal,
} from '@outcry/core';
import { botRow, profitByDay } from '../../../readmodel/index.ts';
import { accountsSeen } from '../accounts/seen.ts';
import { exactly } from '../bots/decimal-texts.ts';
import { storedOf } from '../bots/stored.ts';
import { strategiesOf } from '../bots/strategies.ts';
import { urlSecretOf } from '../bots/tokens.ts';
import { instrumentOfPair, pairName } from '../pairs.ts';
import { integer, list, number, oneOf, optional, text, withDefault } from '../parameters.ts';
import type { Call } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { roundedNumber } from '../wire/numbers.ts';
import { ITEMS } from './items.ts';

const DAY_MS = 86_400_000;

/** Days whose profits a preset shows. */
const SHOWN_DAYS = 30;

export const PRESETS = {
  profit_per_day_from: optional(number()),
  profit_per_day_to: optional(number()),
  profit_per_month_from: optional(number()),
  profit_per_month_to: optional(number()),
  days_running_from: optional(integer()),
  days_running_to: optional(integer()),
  pairs: optional(list(text({ max: 64 }))),
  deal_start_conditions: optional(list(text({ max: 64 }))),
  bot_type: optional(oneOf(['simple', 'composite', 'Bot::SingleBot', 'Bot::MultiBot'])),
  bot_strategy: optional(oneOf(['long', 'short'])),
  sort_by: withDefault(oneOf(['created_at', 'profit', 'copies', 'name']), 'created_at'),
  sort_direction: withDefault(oneOf(['asc', 'desc']), 'desc'),
  page: withDefault(integer({ least: 1, most: 100_000 }), 1),
  per_page: withDefault(integer({ least: 1, most: 100, clamp: true }), 10),
};

type Asked = Call<typeof PRESETS>;

/** A bot and what presets are chosen and ordered by. */
interface Preset {
  readonly bot: BotView;
  readonly copies: number;
  /** What its finished deals brought, in dollars. */
  readonly profit: decimals.Decimal;
  /** Days since it was made, begun ones whole. */
  readonly days: number;
}

/** Own bots that fit, as presets. */
export async function presetsPage(call: Asked): Promise<JsonValue> {
  const { engine } = call.desk.parts;
  const { page, per_page: rows } = call.given;
  const { total, shown } = await engine.read((state) => {
    const fitting = presetsOf(state, call, engine.now).filter((preset) => fits(state, preset, call.given));
    fitting.sort(comparator(call.given));
    return { total: fitting.length, shown: fitting.slice((page - 1) * rows, page * rows) };
  });
  const bots = await Promise.all(shown.map((preset) => presetEntity(call, preset)));
  return { bots, total, page };
}

function presetsOf(state: CoreState, { person, mode }: Asked, now: number): Preset[] {
  const own = accountsSeen(state, person.id, mode).flatMap(({ id }) => [...(state.bots.byAccount.get(id) ?? [])]);
  const copies = new Map<number, number>();
  const views: BotView[] = [];
  for (const id of own) {
    const bot = botRow(state, id);
    if (bot === undefined) continue;
    views.push(bot);
    const { copy_of: original } = storedOf((state.bots.bots.get(id) as Bot).terms.settings);
    if (original !== undefined) copies.set(original, (copies.get(original) ?? 0) + 1);
  }
  return views.map((bot) => ({
    bot,
    copies: copies.get(bot.id) ?? 0,
    profit: exactly(bot.profitUsd),
    days: Math.floor((now - bot.createdAt) / DAY_MS) + 1,
  }));
}

function fits({ instruments }: CoreState, { bot, profit, days }: Preset, given: Asked['given']): boolean {
  const { settings } = bot;
  const single = settings.instruments.length === 1;
  const pairs = given.pairs?.map((pair) => instrumentOfPair(instruments, pair)?.id);
  const asked = given.deal_start_conditions;
  return (
    isWithin(profit, days, given.profit_per_day_from, given.profit_per_day_to) &&
    isWithin(decimals.multiply(profit, THIRTY), days, given.profit_per_month_from, given.profit_per_month_to) &&
    days >= (given.days_running_from ?? 0) &&
    days <= (given.days_running_to ?? days) &&
    (pairs === undefined || pairs.some((pair) => pair !== undefined && settings.instruments.includes(pair))) &&
    (given.bot_strategy === undefined || settings.strategy === given.bot_strategy) &&
    (given.bot_type === undefined || ['simple', 'Bot::SingleBot'].includes(given.bot_type) === single) &&
    (asked === undefined || strategyNames(bot).some((name) => asked.includes(name)))
  );
}

const THIRTY = decimals.decimal(30n, 0);

/** Whether a sum over so many days is within bounds for each of them. */
function isWithin(
  sum: decimals.Decimal,
  days: number,
  from: decimals.Decimal | undefined,
  to: decimals.Decimal | undefined,
): boolean {
  const times = (bound: decimals.Decimal) => decimals.multiply(bound, decimals.decimal(BigInt(days), 0));
  return (
    (from === undefined || decimals.compare(sum, times(from)) >= 0) &&
    (to === undefined || decimals.compare(sum, times(to)) <= 0)
  );
}

function strategyNames({ settings }: BotView): string[] {
  const strategies = strategiesOf(settings.start, settings.strategy === 'long', storedOf(settings).strategy_list);
  return strategies.map((item) => (item as { readonly strategy: string }).strategy);
}

function comparator({ sort_by: order, sort_direction: direction }: Asked['given']) {
  const sign = direction === 'asc' ? 1 : -1;
  return (a: Preset, b: Preset): number => sign * compare(a, b, order) || b.bot.id - a.bot.id;
}

function compare(a: Preset, b: Preset, order: Asked['given']['sort_by']): number {
  if (order === 'profit') return decimals.compare(a.profit, b.profit);
  if (order === 'copies') return a.copies - b.copies;
  if (order === 'name') return a.bot.settings.name < b.bot.settings.name ? -1 : 1;
  return a.bot.createdAt - b.bot.createdAt;
}

async function presetEntity({ desk }: Asked, { bot, copies }: Preset): Promise<JsonValue> {
  const { engine, readModel } = desk.parts;
  const { settings, id, secret } = bot;
  const days = await profitByDay(readModel, { accounts: [bot.account], bot: id }, SHOWN_DAYS, engine.now);
  const profits = days.map(({ usd }) => parseDecimal(usd) ?? decimals.ZERO);
  const currencies = await engine.read(({ instruments }) =>
    settings.instruments.map((each) => {
      const instrument = instruments.instruments[each];
      return (instrument === undefined ? undefined : pairName(instruments, instrument)) ?? '';
    }),
  );
  return {
    id,
    type: settings.instruments.length === 1 ? 'Bot::SingleBot' : 'Bot::MultiBot',
    name: settings.name,
    strategy: settings.strategy,
    secret: urlSecretOf(secret),
    marketplace_item: itemOf(bot),
    profit: {
      period: 'month',
      amount: roundedNumber(profits.reduce(decimals.add, decimals.ZERO), 2),
      chart_data: profits.map((profit) => roundedNumber(profit, 2)),
    },
    currencies,
    copies,
    is_favorite: false,
  };
}

/** The item that a bot follows. */
function itemOf({ settings }: BotView): JsonValue {
  const [condition, ...others] = settings.start;
  if (condition === undefined || others.length > 0 || !isCandleCondition(condition)) return null;
  const key = conditionKey(condition);
  const item = ITEMS.find(({ sides }) => sides.some((each) => conditionKey(each.condition) === key));
  return item === undefined ? null : { id: item.id, name: item.name, icon_url: '' };
}
