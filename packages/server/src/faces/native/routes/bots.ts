import { randomBytes } from 'node:crypto';
import type { BotView, Command } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { BOT_ORDERS, listBots } from '../../../readmodel/index.ts';
import { HOOKS_PREFIX } from '../hooks.ts';
import { listed, type NativeParts } from '../parts.ts';
import {
  BotSettingsChanges,
  belowSettings,
  NewBotSettings,
  newSettings,
  settingsChanges,
} from '../wire/bot-settings.ts';
import { BotAnswer, botAnswer } from '../wire/bots.ts';
import { DEFAULT_LIMIT, Id, oneOf, PageQuery, pageOf, strict } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

/** Random bytes of a webhook's secret. */
const SECRET_BYTES = 24;

const Direction = Type.Optional(oneOf(['asc', 'desc'], '`desc` unless told'));

const BlackListAnswer = Type.Object({ instruments: Type.Array(Type.String()) });
const BlackListBody = strict({
  instruments: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
    maxItems: 2_000,
    description: 'the whole list, by any name; none: it is empty',
  }),
});

/** Bots: what they are and do, without their deals. */
export function botRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answer = (bot: BotView): BotAnswer => botAnswer(listed(parts), bot);

  addRoute(app, {
    method: 'GET',
    url: '/bots',
    right: 'bots:read',
    tag: 'bots',
    summary: 'Own bots, newest first unless told',
    query: strict({
      account: Type.Optional(Id),
      enabled: Type.Optional(oneOf(['true', 'false'])),
      strategy: Type.Optional(oneOf(['long', 'short'])),
      order: Type.Optional(oneOf(BOT_ORDERS, '`profit`: in dollars')),
      direction: Direction,
      ...PageQuery,
    }),
    answer: pageOf(BotAnswer),
    async handle({ caller, query }) {
      const accounts = await access.listedAccounts(caller, query.account);
      const { enabled, strategy, limit = DEFAULT_LIMIT, ...request } = query;
      const filter = { accounts, strategy, enabled: enabled === undefined ? undefined : enabled === 'true' };
      const { rows, next } = await listBots(parts.engine, filter, { ...request, limit });
      return { items: rows.map(answer), next };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/bots',
    right: 'bots:write',
    tag: 'bots',
    summary: 'Make a bot',
    description: 'It is disabled at first. Volumes, prices and percentages are decimal text.',
    body: strict({ account: Id, settings: NewBotSettings }),
    answer: BotAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      await access.checkAccount(caller, body.account);
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const settings = newSettings(listed(parts), body.settings);
      const { id } = await submit(parts, { type: 'bots.create', account: body.account, secret, settings }, reply).catch(
        belowSettings,
      );
      reply.code(201);
      return answer(await access.bot(caller, id));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/bots/:id',
    right: 'bots:read',
    tag: 'bots',
    summary: 'A bot with its settings and what it has brought',
    params: IdParams,
    answer: BotAnswer,
    handle: async ({ caller, params }) => answer(await access.bot(caller, params.id)),
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/bots/:id',
    right: 'bots:write',
    tag: 'bots',
    summary: 'Change settings of a bot',
    description: 'They count for deals that start later. What is left out stays; account and strategy stay for good.',
    params: IdParams,
    body: strict({ settings: BotSettingsChanges }),
    answer: BotAnswer,
    async handle({ caller, params, body, reply }) {
      await access.bot(caller, params.id);
      const changes = settingsChanges(listed(parts), body.settings);
      await submit(parts, { type: 'bots.edit', bot: params.id, changes }, reply).catch(belowSettings);
      return answer(await access.bot(caller, params.id));
    },
  });

  const change = async (caller: Caller, command: OfBot, reply: FastifyReply): Promise<BotAnswer> => {
    await access.bot(caller, command.bot);
    await submit(parts, command, reply);
    return answer(await access.bot(caller, command.bot));
  };
  for (const { url, type, summary, description } of COMMANDS) {
    addRoute(app, {
      method: 'POST',
      url: `/bots/:id/${url}`,
      right: 'bots:write',
      tag: 'bots',
      summary,
      ...(description === undefined ? {} : { description }),
      params: IdParams,
      answer: BotAnswer,
      handle: ({ caller, params, reply }) => change(caller, { type, bot: params.id }, reply),
    });
  }

  addRoute(app, {
    method: 'DELETE',
    url: '/bots/:id',
    right: 'bots:write',
    tag: 'bots',
    summary: 'Delete a bot without running deals',
    description: 'Its ended deals stay in the lists.',
    params: IdParams,
    answer: Type.Object({ deleted: Id }),
    async handle({ caller, params, reply }) {
      await access.bot(caller, params.id);
      await submit(parts, { type: 'bots.delete', bot: params.id }, reply);
      return { deleted: params.id };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/bots/:id/webhook',
    right: 'bots:write',
    tag: 'bots',
    summary: 'The address to which messages for a bot are sent from outside',
    description: 'Whoever knows it can start and end its deals.',
    params: IdParams,
    answer: Type.Object({ path: Type.String({ description: 'below the address of this platform' }) }),
    async handle({ caller, params }) {
      const { id, secret } = await access.bot(caller, params.id);
      return { path: `${HOOKS_PREFIX}/bots/${id}/${secret}` };
    },
  });

  blackListRoutes(app, parts);
}

const COMMANDS = [
  { url: 'enable', type: 'bots.enable', summary: 'Let a bot start deals', description: undefined },
  {
    url: 'disable',
    type: 'bots.disable',
    summary: 'Let a bot start no more deals',
    description: 'Running ones go on to their end.',
  },
  {
    url: 'panic-sell',
    type: 'bots.panicSellAll',
    summary: 'Sell all deals of a bot at the market and disable it',
    description: 'Deals that hold nothing yet are cancelled.',
  },
  {
    url: 'cancel-deals',
    type: 'bots.cancelAllDeals',
    summary: 'Cancel all deals of a bot and disable it',
    description: 'Their orders are taken back; coins stay in the account.',
  },
] as const;

type OfBot = Extract<Command, { readonly type: (typeof COMMANDS)[number]['type'] }>;

function blackListRoutes(app: FastifyInstance, parts: NativeParts): void {
  const answerFor = (caller: Caller): Promise<Static<typeof BlackListAnswer>> =>
    parts.engine.read(({ bots, instruments }) => ({
      instruments: (bots.blackLists.get(caller.person.id) ?? []).map((id) => instruments.instruments[id]?.symbol ?? ''),
    }));

  addRoute(app, {
    method: 'GET',
    url: '/bots/black-list',
    right: 'bots:read',
    tag: 'bots',
    summary: 'Pairs on which no own bot starts deals',
    answer: BlackListAnswer,
    handle: ({ caller }) => answerFor(caller),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/bots/black-list',
    right: 'bots:write',
    tag: 'bots',
    summary: 'Replace the list of pairs on which no own bot starts deals',
    body: BlackListBody,
    answer: BlackListAnswer,
    async handle({ caller, body, reply }) {
      const instruments = body.instruments.map((name, i) => instrumentNamed(parts, name, `instruments.${i}`).id);
      await submit(parts, { type: 'bots.setBlackList', owner: caller.person.id, instruments }, reply);
      return answerFor(caller);
    },
  });
}
