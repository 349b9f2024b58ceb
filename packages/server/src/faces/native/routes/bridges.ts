import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  BRIDGE_RIGHTS,
  type BridgeAccess,
  type Caller,
  type Identity,
  IdentityError,
  newBridgeSecrets,
  type Password,
  type Right,
} from '../../../identity/index.ts';
import { ApiError, invalid } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, momentToText, nullable, oneOf, strict, timeToText } from '../wire/primitives.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';

const BridgeAnswer = Type.Object({
  id: Id,
  login: Type.String(),
  rights: Type.Array(Type.String(), { description: 'what it may do' }),
  createdAt: Type.String({ description: 'wall time, ISO 8601' }),
  lastUsedAt: nullable(Type.String({ description: 'when a session began; exact to ten minutes; null: never' })),
});
export type BridgeAnswer = Static<typeof BridgeAnswer>;

const MadeBridgeAnswer = Type.Composite([
  BridgeAnswer,
  Type.Object({
    password: Type.String({ description: 'shown this once: only its hash is kept' }),
    token: Type.String({ description: 'access token, shown this once: only its hash is kept' }),
  }),
]);
export type MadeBridgeAnswer = Static<typeof MadeBridgeAnswer>;

const BridgeBody = strict({
  login: Type.String({ pattern: '^[!-~]{1,64}$', description: 'of the broker account; letter case counts' }),
  rights: Type.Array(oneOf(BRIDGE_RIGHTS), { minItems: 1, maxItems: BRIDGE_RIGHTS.length }),
});

/** Accesses of the caller to the CHP bridge: each is a login with a password and an access token, and one session. */
export function bridgeRoutes(app: FastifyInstance, { identity }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/bridges',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Own accesses to the CHP bridge, oldest first',
    answer: Type.Object({ items: Type.Array(BridgeAnswer) }),
    handle: ({ caller }) => ({
      items: identity.bridgesOf(caller.person).map((access) => bridgeAnswer(identity, access)),
    }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/bridges',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Make an access to the CHP bridge',
    description: 'With some of the rights of the caller. Password and token are in this answer and nowhere else.',
    body: BridgeBody,
    answer: MadeBridgeAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { password, token } = newBridgeSecrets();
      const { login, rights } = body;
      const access = await makeBridge(identity, caller, { login, password, token, rights });
      reply.code(201);
      return { ...bridgeAnswer(identity, access), password: password.text, token };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/bridges/:id',
    right: 'keys:write',
    tag: 'keys',
    summary: 'End an access to the CHP bridge',
    description: 'Its token opens nothing from now on, and its session answers nothing any more.',
    params: IdParams,
    answer: BridgeAnswer,
    async handle({ caller, params }) {
      const access = identity.bridgesOf(caller.person).find(({ id }) => id === params.id);
      if (access === undefined) throw new ApiError('unknown_key', `you have no bridge access ${params.id}`, 'id');
      const answer = bridgeAnswer(identity, access);
      await identity.endBridge(access);
      return answer;
    },
  });
}

/** Throws ApiError. */
async function makeBridge(
  identity: Identity,
  { person, rights }: Caller,
  draft: { login: string; password: Password; token: string; rights: Right[] },
): Promise<BridgeAccess> {
  const foreign = draft.rights.find((right) => !rights.has(right));
  if (foreign !== undefined)
    throw invalid('rights', `rights: you do not have ${foreign} yourself, so no access of yours can have it`);
  try {
    return await identity.addBridge(person, draft);
  } catch (error) {
    if (error instanceof IdentityError) throw new ApiError('too_many', error.message, error.field);
    throw error;
  }
}

function bridgeAnswer(identity: Identity, access: BridgeAccess): BridgeAnswer {
  const may = identity.bridgeCaller(access)?.rights;
  return {
    id: access.id,
    login: access.login,
    rights: BRIDGE_RIGHTS.filter((right) => may?.has(right)),
    createdAt: timeToText(access.createdAt),
    lastUsedAt: momentToText(access.lastUsedAt),
  };
}
