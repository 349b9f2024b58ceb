import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  ALL_SIGNING_PERMISSIONS,
  type Caller,
  type Identity,
  IdentityError,
  type NewSigningKey,
  type SigningKey,
} from '../../../identity/index.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, momentToText, nullable, oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';

const Permission = oneOf(ALL_SIGNING_PERMISSIONS);
const Address = Type.String({
  maxLength: 64,
  description: 'an address or a network it may be used from: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32',
});

const SigningKeyAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  kind: oneOf(['hmac', 'rsa'], 'HMAC-SHA256 with a shared secret, or RSASSA-PKCS1-v1_5 with SHA-256'),
  apiKey: Type.String({ description: 'what callers send in the header APIKEY' }),
  permissions: Type.Array(Permission),
  addresses: Type.Array(Address, { description: 'empty: usable from everywhere' }),
  usable: Type.Boolean({ description: 'false: the vault key that its secret was sealed with is lost' }),
  createdAt: Type.String({ description: 'wall time, ISO 8601' }),
  lastUsedAt: nullable(TimeText),
});
export type SigningKeyAnswer = Static<typeof SigningKeyAnswer>;

const MadeSigningKeyAnswer = Type.Composite([
  SigningKeyAnswer,
  Type.Object({
    secret: nullable(
      Type.String({ description: 'what calls are signed with, shown this once; null: you have the private key' }),
    ),
  }),
]);
export type MadeSigningKeyAnswer = Static<typeof MadeSigningKeyAnswer>;

const SigningKeyBody = strict({
  name: Type.String({ minLength: 1, maxLength: 100, description: 'what it is for' }),
  permissions: Type.Array(Permission, { minItems: 1, maxItems: ALL_SIGNING_PERMISSIONS.length }),
  addresses: Type.Optional(Type.Array(Address, { maxItems: 100 })),
  publicKey: Type.Optional(
    Type.String({
      maxLength: 16_384,
      description: 'RSA public key in PEM, 2048 bits or more; without it a secret is made',
    }),
  ),
});

/** Keys of the caller for the 3Commas API. */
export function signingKeyRoutes(app: FastifyInstance, { identity }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/signing-keys',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Own keys for the 3Commas API, oldest first',
    answer: Type.Object({ items: Type.Array(SigningKeyAnswer) }),
    handle: ({ caller }) => ({ items: identity.signing.keysOf(caller.person).map(signingKeyAnswer) }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/signing-keys',
    right: 'keys:write',
    tag: 'keys',
    summary: 'Make a key for the 3Commas API',
    description:
      'It does what its permissions and your rights allow. Its secret is in this answer and nowhere else; with an RSA public key of yours there is none.',
    body: SigningKeyBody,
    answer: MadeSigningKeyAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { secret, key } = await makeKey(identity, caller, body);
      reply.code(201);
      return { ...signingKeyAnswer(key), secret };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/signing-keys/:id',
    right: 'keys:write',
    tag: 'keys',
    summary: 'End a key for the 3Commas API',
    description: 'It opens nothing from now on, and its streams end.',
    params: IdParams,
    answer: SigningKeyAnswer,
    async handle({ caller, params }) {
      const key = identity.signing.keysOf(caller.person).find(({ id }) => id === params.id);
      if (key === undefined) throw new ApiError('unknown_key', `you have no 3Commas key ${params.id}`, 'id');
      await identity.signing.endKey(key);
      return signingKeyAnswer(key);
    },
  });
}

/** Throws ApiError. */
async function makeKey(
  identity: Identity,
  { person }: Caller,
  draft: NewSigningKey,
): Promise<{ secret: string | null; key: SigningKey }> {
  try {
    return await identity.signing.addKey(person, draft);
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    throw new ApiError(error.field === 'person' ? 'too_many' : 'invalid_request', error.message, error.field);
  }
}

function signingKeyAnswer(key: SigningKey): SigningKeyAnswer {
  const { id, name, kind, apiKey, permissions, addresses, createdAt, lastUsedAt } = key;
  return {
    id,
    name,
    kind,
    apiKey,
    permissions: ALL_SIGNING_PERMISSIONS.filter((permission) => permissions.has(permission)),
    addresses: [...addresses],
    usable: key.verifier !== null,
    createdAt: timeToText(createdAt),
    lastUsedAt: momentToText(lastUsedAt),
  };
}
