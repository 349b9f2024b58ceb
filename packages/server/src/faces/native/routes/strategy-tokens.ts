import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, strict } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';
import { rows } from './company-logins.ts';

/** A strategy that is over. */
const CLOSED = 4;

const StrategyTokenAnswer = Type.Object({
  strategy: Id,
  name: Type.String(),
  company: Id,
  hasToken: Type.Boolean({ description: 'a terminal can speak for it already' }),
});
export type StrategyTokenAnswer = Static<typeof StrategyTokenAnswer>;

const MadeStrategyTokenAnswer = Type.Composite([
  StrategyTokenAnswer,
  Type.Object({ token: Type.String({ description: 'for the header `Token` of the Trading API' }) }),
]);
export type MadeStrategyTokenAnswer = Static<typeof MadeStrategyTokenAnswer>;

/** Tokens with which traders' terminals send signals for copied strategies. */
export function strategyTokenRoutes(app: FastifyInstance, { engine, identity }: NativeParts): void {
  const tokens = identity.business.strategyTokens;
  addRoute(app, {
    method: 'GET',
    url: '/strategy-tokens',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Copied strategies that terminals can speak for, newest first',
    query: strict({ limit: rows() }),
    answer: Type.Object({ items: Type.Array(StrategyTokenAnswer) }),
    async handle({ query: { limit = 100 } }) {
      const items = await engine.read(({ copy }) =>
        [...copy.strategies.values()]
          .filter(({ status }) => status !== CLOSED)
          .sort((a, b) => b.id - a.id)
          .slice(0, limit)
          .map(({ id, name, company }) => ({ strategy: id, name, company })),
      );
      return { items: items.map((each) => ({ ...each, hasToken: tokens.get(each.strategy) !== undefined })) };
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/strategy-tokens',
    right: 'system:write',
    tag: 'copy-trading',
    summary: 'Make the token of a strategy’s terminal',
    description:
      'A strategy has one: the token before opens nothing from now on. Its trader sees it in the Client API.',
    body: strict({ strategy: Id }),
    answer: MadeStrategyTokenAnswer,
    creates: true,
    async handle({ body: { strategy }, reply }) {
      const found = await engine.read(({ copy }) => {
        const known = copy.strategies.get(strategy);
        return known === undefined ? null : { name: known.name, company: known.company, status: known.status };
      });
      if (found === null) throw new ApiError('unknown_strategy', `there is no strategy ${strategy}`, 'strategy');
      if (found.status === CLOSED) throw new ApiError('not_allowed_now', `strategy ${strategy} is closed`, 'strategy');
      const { token, statements } = tokens.renew(strategy);
      await identity.business.save(statements);
      reply.code(201);
      return { strategy, name: found.name, company: found.company, hasToken: true, token };
    },
  });
}
