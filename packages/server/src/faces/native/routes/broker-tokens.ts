import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  BROKER_TOKEN_KINDS,
  type BrokerToken,
  type Caller,
  type Identity,
  IdentityError,
  type NewBrokerToken,
} from '../../../identity/index.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, nullable, oneOf, strict, timeToText } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';

const Kind = oneOf(
  BROKER_TOKEN_KINDS,
  'everything its person may, what of it only reads, or everything on sandbox accounts alone',
);

const BrokerTokenAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  kind: Kind,
  account: Type.Union([Id, Type.Null()], { description: 'the one account it reaches; null: all of its person' }),
  createdAt: Type.String({ description: 'wall time, ISO 8601' }),
  lastUsedAt: nullable(Type.String({ description: 'exact to an hour; null: never' })),
});
export type BrokerTokenAnswer = Static<typeof BrokerTokenAnswer>;

const MadeBrokerTokenAnswer = Type.Composite([
  BrokerTokenAnswer,
  Type.Object({ secret: Type.String({ description: 'the token, shown this once: only its hash is kept' }) }),
]);
export type MadeBrokerTokenAnswer = Static<typeof MadeBrokerTokenAnswer>;

const BrokerTokenBody = strict({
  name: Type.String({ minLength: 1, maxLength: 100, description: 'what it is for' }),
  kind: Kind,
  account: Type.Optional(Id),
});

/** Tokens of the caller for the T-Invest API. */
export function brokerTokenRoutes(app: FastifyInstance, { identity }: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/broker-tokens',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Own tokens for the T-Invest API, oldest first',
    answer: Type.Object({ items: Type.Array(BrokerTokenAnswer) }),
    handle: ({ caller }) => ({ items: identity.brokerTokensOf(caller.person).map(brokerTokenAnswer) }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/broker-tokens',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Make a token for the T-Invest API',
    description:
      'Of one kind, for all accounts of the caller or for one. The token is in this answer and nowhere else; it ends three months after its last use.',
    body: BrokerTokenBody,
    answer: MadeBrokerTokenAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      if (body.account !== undefined) await access.checkAccount(caller, body.account);
      const { secret, token } = await makeToken(identity, caller, body);
      reply.code(201);
      return { ...brokerTokenAnswer(token), secret };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/broker-tokens/:id',
    right: 'keys:write',
    tag: 'keys',
    summary: 'End a token for the T-Invest API',
    description: 'It opens nothing from now on, and its streams end.',
    params: IdParams,
    answer: BrokerTokenAnswer,
    async handle({ caller, params }) {
      const token = identity.brokerTokensOf(caller.person).find(({ id }) => id === params.id);
      if (token === undefined) throw new ApiError('unknown_key', `you have no T-Invest token ${params.id}`, 'id');
      await identity.endBrokerToken(token);
      return brokerTokenAnswer(token);
    },
  });
}

/** Throws ApiError. */
async function makeToken(
  identity: Identity,
  { person }: Caller,
  draft: NewBrokerToken,
): Promise<{ secret: string; token: BrokerToken }> {
  try {
    return await identity.addBrokerToken(person, draft);
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw new ApiError(error.field === 'person' ? 'too_many' : 'invalid_request', error.message, error.field);
  }
}

function brokerTokenAnswer({ id, name, kind, account, createdAt, lastUsedAt }: BrokerToken): BrokerTokenAnswer {
  return {
    id,
    name,
    kind,
    account,
    createdAt: timeToText(createdAt),
    lastUsedAt: lastUsedAt === 0 ? null : timeToText(lastUsedAt),
  };
}
