import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  type Caller,
  type Identity,
  IdentityError,
  KEY_RIGHTS,
  type Right,
  type StoredKey,
} from '../../../identity/index.ts';
import { ApiError, invalid } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, momentToText, nullable, oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';

const KeyAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  rights: Type.Array(Type.String()),
  createdAt: Type.String({ description: 'wall time, ISO 8601' }),
  lastUsedAt: nullable(TimeText),
});
export type KeyAnswer = Static<typeof KeyAnswer>;

const MadeKeyAnswer = Type.Composite([
  KeyAnswer,
  Type.Object({ secret: Type.String({ description: 'shown this once: only its hash is kept' }) }),
]);
export type MadeKeyAnswer = Static<typeof MadeKeyAnswer>;

const KeyBody = strict({
  name: Type.String({ minLength: 1, maxLength: 100, description: 'what it is for' }),
  rights: Type.Array(oneOf(KEY_RIGHTS), { minItems: 1, maxItems: KEY_RIGHTS.length }),
});

/** API keys of the caller. Their right belongs to sessions alone, so no key can make or end keys. */
export function keyRoutes(app: FastifyInstance, { identity }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/keys',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Own API keys, oldest first',
    answer: Type.Object({ items: Type.Array(KeyAnswer) }),
    handle: ({ caller }) => ({ items: identity.keysOf(caller.person).map(keyAnswer) }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/keys',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Make an API key',
    description: 'With some of the rights of the caller. The secret is in this answer and nowhere else.',
    body: KeyBody,
    answer: MadeKeyAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { secret, key } = await makeKey(identity, caller, body.name, body.rights);
      reply.code(201);
      return { ...keyAnswer(key), secret };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/keys/:id',
    right: 'keys:write',
    tag: 'keys',
    summary: 'End an API key',
    description: 'It opens nothing from now on; streams that it opened are closed.',
    params: IdParams,
    answer: KeyAnswer,
    async handle({ caller, params }) {
      const key = identity.keysOf(caller.person).find(({ id }) => id === params.id);
      if (key === undefined) throw new ApiError('unknown_key', `you have no API key ${params.id}`, 'id');
      await identity.endKey(caller.person, key.id);
      return keyAnswer(key);
    },
  });
}

/** Throws ApiError. */
async function makeKey(identity: Identity, caller: Caller, name: string, rights: readonly Right[]) {
  const foreign = rights.find((right) => !caller.rights.has(right));
  if (foreign !== undefined)
    throw invalid('rights', `rights: you do not have ${foreign} yourself, so no key of yours can have it`);
  try {
    return await identity.addKey(caller.person, name, rights);
  } catch (error) {
    if (error instanceof IdentityError) throw new ApiError('too_many', error.message, error.field);
    throw error;
  }
}

function keyAnswer({ id, name, rights, createdAt, lastUsedAt }: StoredKey): KeyAnswer {
  return {
    id,
    name,
    rights: KEY_RIGHTS.filter((right) => rights.has(right)),
    createdAt: timeToText(createdAt),
    lastUsedAt: momentToText(lastUsedAt),
  };
}
