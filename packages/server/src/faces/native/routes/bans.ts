import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Identity } from '../../../identity/index.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';

const KINDS = ['address', 'login', 'loginAddress'] as const;
const Kind = oneOf(
  KINDS,
  '`address`: asked the 3Commas API or a bot’s webhook for too much again and again; `login`, `loginAddress`: wrong passwords',
);
const Subject = Type.String({ minLength: 1, maxLength: 256, description: 'the address or login' });

const BanAnswer = Type.Object({
  kind: Kind,
  subject: Subject,
  count: Type.Integer({ description: 'bans so far (`address`), or wrong tries in a row' }),
  since: TimeText,
  until: TimeText,
});
export type BanAnswer = Static<typeof BanAnswer>;

/** Who is kept out for a while, why and until when; and letting them in again. */
export function banRoutes(app: FastifyInstance, { identity }: NativeParts): void {
  const bans = Type.Object({ items: Type.Array(BanAnswer) });
  addRoute(app, {
    method: 'GET',
    url: '/system/bans',
    right: 'system:write',
    tag: 'system',
    summary: 'Addresses and logins that are kept out for a while',
    description: 'Times are wall time.',
    answer: bans,
    handle: () => ({ items: bansOf(identity) }),
  });

  addRoute(app, {
    method: 'POST',
    url: '/system/bans/lift',
    right: 'system:write',
    tag: 'system',
    summary: 'Let an address or login in again',
    description: 'It begins anew, as if it had never been kept out. The answer holds those that are left.',
    body: strict({ kind: Kind, subject: Subject }),
    answer: bans,
    async handle({ body: { kind, subject } }) {
      const lifted =
        kind === 'address'
          ? await identity.signing.liftBan(subject)
          : identity.forgive(kind === 'login' ? 'login' : 'address', subject);
      if (!lifted) throw new ApiError('unknown_ban', `${subject.slice(0, 100)} is not kept out`, 'subject');
      return { items: bansOf(identity) };
    },
  });
}

function bansOf(identity: Identity): BanAnswer[] {
  const addresses = identity.signing.bans.map(
    ({ address, strikes, struckAt, until }): BanAnswer => ({
      kind: 'address',
      subject: address,
      count: strikes,
      since: timeToText(struckAt),
      until: timeToText(until),
    }),
  );
  const logins = identity.heldBack.map(
    ({ kind, name, failures, lastAt, until }): BanAnswer => ({
      kind: kind === 'login' ? 'login' : 'loginAddress',
      subject: name,
      count: failures,
      since: timeToText(lastAt),
      until: timeToText(until),
    }),
  );
  return [...addresses, ...logins];
}
