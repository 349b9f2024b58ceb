import { isRejection, planDeal } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { belowSettings, NewBotSettings, newSettings } from '../wire/bot-settings.ts';
import { PlanAnswer, planAnswer } from '../wire/bot-stats.ts';
import { DealAnswer, dealAnswer } from '../wire/deals.ts';
import { Id, strict } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

const InstrumentName = Type.String({ minLength: 1, maxLength: 64 });

const StartBody = strict({
  instrument: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'of several pairs: which' })),
  skipSignals: Type.Optional(Type.Boolean({ description: 'without asking its start conditions; true unless told' })),
  skipOpenDeals: Type.Optional(Type.Boolean({ description: 'whatever deals run; false unless told' })),
  onlyIfEnabled: Type.Optional(Type.Boolean({ description: 'a disabled bot is not enabled by it; false unless told' })),
});

/** Deals that a bot would start, or starts now. */
export function botDealRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'POST',
    url: '/bots/plan',
    right: 'bots:read',
    tag: 'bots',
    summary: 'What a deal of a bot with these settings would do now',
    description:
      'Changes nothing: base and safety orders with prices, quantities and what they take, at the prices of this moment.',
    body: strict({
      account: Id,
      settings: NewBotSettings,
      instrument: Type.Optional({ ...InstrumentName, description: 'the first pair unless told' }),
    }),
    answer: PlanAnswer,
    async handle({ caller, body }) {
      const settings = newSettings(listed(parts), body.settings);
      const pair = instrumentNamed(parts, body.instrument ?? (body.settings.instruments[0] as string));
      return access
        .readAccount(caller, body.account, (state, { id }) => {
          const plan = planDeal(state, id, settings, pair);
          if (isRejection(plan)) throw refusal(plan);
          return planAnswer(state.instruments, plan);
        })
        .catch(belowSettings);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/bots/:id/deals',
    right: 'bots:write',
    tag: 'bots',
    summary: 'Start a deal now',
    description:
      'Cooldown, black list, price limits and the number of deals still count, or the answer says what keeps it.',
    params: IdParams,
    body: StartBody,
    mayBeEmpty: true,
    answer: DealAnswer,
    creates: true,
    async handle({ caller, params, body, reply }) {
      await access.bot(caller, params.id);
      const { instrument, skipSignals = true, skipOpenDeals = false, onlyIfEnabled = false } = body;
      const { id } = await submit(
        parts,
        {
          type: 'bots.startDeal',
          bot: params.id,
          instrument: instrument === undefined ? null : instrumentNamed(parts, instrument).id,
          skipSignals,
          skipOpenDeals,
          onlyIfEnabled,
        },
        reply,
      );
      reply.code(201);
      return dealAnswer(listed(parts), await access.deal(caller, id));
    },
  });
}
