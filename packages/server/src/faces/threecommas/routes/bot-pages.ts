import { dealTotals, listDeals, profitByDay } from '../../../readmodel/index.ts';
import { dealEvents } from '../bots/deal-answers.ts';
import { accountsListed, botAnswer, botOf } from '../bots/seen.ts';
import { byCurrency, dealsStatsAnswer, profitAnswer, statsAnswer } from '../bots/stats.ts';
import { strategiesAnswer } from '../bots/strategies.ts';
import { flag, integer, moment, oneOf, optional, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { BOT_ID } from './bots.ts';

const SUMMED_UP = { account_id: optional(integer({ least: 1 })), bot_id: optional(integer({ least: 1 })) };

/** Deals whose events are told with their bot, and events that are. */
const EVENTFUL_DEALS = 10;
const MAX_EVENTS = 100;

/** What bots have done and can do (`threecommas.md` 8.4, 16). */
export const BOT_PAGE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/bots/strategy_list',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: {
      account_id: optional(integer({ least: 1 })),
      type: optional(oneOf(['long', 'short'])),
      strategy: optional(oneOf(['simple', 'composite'])),
    },
    summary: 'What can start deals',
    handle: ({ given }) => strategiesAnswer(given.strategy === 'composite'),
  }),
  route({
    method: 'GET',
    path: '/ver1/bots/stats',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: SUMMED_UP,
    summary: 'What deals have brought, and what running ones would',
    async handle(call) {
      const { engine, readModel } = call.desk.parts;
      const totals = await dealTotals(engine, readModel, await summedUp(call), engine.now);
      return engine.read((state) => statsAnswer(state, totals));
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/bots/stats_by_date',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: { ...SUMMED_UP, date: moment() },
    summary: 'What deals brought on a day (UTC)',
    async handle(call) {
      const { engine, readModel } = call.desk.parts;
      const [day] = await profitByDay(readModel, await summedUp(call), 1, call.given.date);
      return engine.read((state) => {
        const profit = day ?? { profits: new Map(), usd: '0' };
        const { usd, btc } = profitAnswer(state, profit);
        return { stats: byCurrency(state, profit), usd_profit: usd, btc_profit: btc };
      });
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/bots/:bot_id/show',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: { ...BOT_ID, include_events: withDefault(flag(), false) },
    summary: 'One bot with its running deals',
    handle: show,
  }),
  route({
    method: 'GET',
    path: '/ver1/bots/:bot_id/deals_stats',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: BOT_ID,
    summary: 'How its deals went',
    async handle(call) {
      const { engine, readModel } = call.desk.parts;
      const { account, pair } = await engine.read((state) => {
        const bot = botOf(state, call.person.id, call.given.bot_id);
        return { account: bot.account, pair: bot.terms.settings.instruments[0] ?? -1 };
      });
      const of = { accounts: [account], bot: call.given.bot_id };
      const totals = await dealTotals(engine, readModel, of, engine.now);
      return engine.read((state) => dealsStatsAnswer(state, totals, state.instruments.instruments[pair]?.quote ?? -1));
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/bots/:bot_id/profit_by_day',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: { ...BOT_ID, days: withDefault(integer({ least: 1, most: 366, clamp: true }), 30) },
    summary: 'What each of the last days brought (UTC), oldest first',
    async handle(call) {
      const { engine, readModel } = call.desk.parts;
      const { bot_id: id, days } = call.given;
      const account = await engine.read((state) => botOf(state, call.person.id, id).account);
      const profits = await profitByDay(readModel, { accounts: [account], bot: id }, days, engine.now);
      return engine.read((state) => ({
        data: profits.map((profit) => ({
          s_date: new Date(profit.day).toISOString().slice(0, 10),
          unix_timestamp: profit.day / 1_000,
          profit: profitAnswer(state, profit),
        })),
      }));
    },
  }),
];

function summedUp(call: Call<typeof SUMMED_UP>) {
  const { account_id: account, bot_id: bot } = call.given;
  return call.desk.parts.engine.read((state) => {
    if (bot !== undefined && state.bots.bots.has(bot)) botOf(state, call.person.id, bot);
    return { accounts: accountsListed(state, call, { account, bot }), bot };
  });
}

async function show(call: Call<typeof BOT_ID & { include_events: ReturnType<typeof flag> }>) {
  const { engine, readModel } = call.desk.parts;
  const { bot_id: id, include_events: eventful } = call.given;
  const { answer, account } = await engine.read((state) => {
    const { deals, account: of } = botOf(state, call.person.id, id);
    const running = [...deals].reverse().flatMap((deal) => call.desk.deals.of(state, deal) ?? []);
    return { answer: botAnswer(call.desk, state, id).with({ active_deals: running }), account: of };
  });
  if (!eventful) return answer;
  const { rows } = await listDeals(engine, readModel, { accounts: [account], bot: id }, { limit: EVENTFUL_DEALS });
  const events = (await Promise.all(rows.map((row) => dealEvents(call, row)))).flat();
  const newest = events.sort((a, b) => (String(a.created_at) < String(b.created_at) ? 1 : -1)).slice(0, MAX_EVENTS);
  return answer.with({ bot_events: newest });
}
