import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { dealTotals, MAX_PROFIT_DAYS, profitByDay, type TotalsOf } from '../../../readmodel/index.ts';
import { listed, type NativeParts } from '../parts.ts';
import { BotStatsAnswer, botStatsAnswer, DayProfitAnswer, dayProfitAnswer } from '../wire/bot-stats.ts';
import { Id, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { addRoute } from './add-route.ts';

const DAYS = 30;

const Of = {
  account: Type.Optional(Id),
  bot: Type.Optional(Type.Integer({ minimum: 1, description: 'deals of this bot alone' })),
};

/** What bots have brought. */
export function botStatsRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  /** Whose deals are meant; of a caller without accounts: of none. */
  const totalsOf = async (caller: Caller, query: { account?: number; bot?: number }): Promise<TotalsOf> => {
    const accounts = await access.listedAccounts(caller, query.account);
    if (query.bot !== undefined) {
      const { account } = await access.bot(caller, query.bot);
      return { accounts: [account], bot: query.bot };
    }
    return { accounts };
  };

  addRoute(app, {
    method: 'GET',
    url: '/bots/stats',
    right: 'bots:read',
    tag: 'bots',
    summary: 'What own bots have brought, in all and today, and what stands in running deals',
    description:
      'Deals that sold something count on the day on which they were closed, in UTC. Deals of deleted bots count for their account.',
    query: strict(Of),
    answer: BotStatsAnswer,
    async handle({ caller, query }) {
      const of = await totalsOf(caller, query);
      return botStatsAnswer(listed(parts), await dealTotals(parts.engine, parts.readModel, of, parts.engine.now));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/bots/profits',
    right: 'bots:read',
    tag: 'bots',
    summary: 'What own bots have brought, day by day, oldest first',
    query: strict({
      ...Of,
      days: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MAX_PROFIT_DAYS, description: 'up to today, 30 unless told' }),
      ),
    }),
    answer: Type.Object({ items: Type.Array(DayProfitAnswer) }),
    async handle({ caller, query }) {
      const of = await totalsOf(caller, query);
      const days = await profitByDay(parts.readModel, of, query.days ?? DAYS, parts.engine.now);
      return { items: days.map((day) => dayProfitAnswer(listed(parts), day)) };
    },
  });
}
