import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Identity } from '../../../identity/index.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';

/** Kinds of waits after wrong passwords: whose they are, and whether a login waits or an address. */
const WAITS = {
  login: ['person', 'login'],
  loginAddress: ['person', 'address'],
  managerLogin: ['manager', 'login'],
  managerAddress: ['manager', 'address'],
  clientLogin: ['client', 'login'],
  clientAddress: ['client', 'address'],
} as const;

const WAIT_KINDS = Object.keys(WAITS) as (keyof typeof WAITS)[];
const Kind = oneOf(
  ['address', ...WAIT_KINDS] as const,
  '`address`: asked the 3Commas API or a bot’s webhook for too much again and again; the others: wrong passwords, of ' +
    'people of the house (`login`, `loginAddress`), of managers and of clients of copy trading',
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
      const lifted = kind === 'address' ? await identity.signing.liftBan(subject) : forgive(identity, kind, subject);
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
  const waits = WAIT_KINDS.flatMap((kind) => {
    const [whose, what] = WAITS[kind];
    const held = whose === 'person' ? identity.heldBack : identity.business.heldBack(whose);
    return held
      .filter((each) => each.kind === what)
      .map(({ name, failures, lastAt, until }): BanAnswer => {
        return { kind, subject: name, count: failures, since: timeToText(lastAt), until: timeToText(until) };
      });
  });
  return [...addresses, ...waits];
}

function forgive(identity: Identity, kind: keyof typeof WAITS, subject: string): boolean {
  const [whose, what] = WAITS[kind];
  return whose === 'person' ? identity.forgive(what, subject) : identity.business.forgive(whose, what, subject);
}
