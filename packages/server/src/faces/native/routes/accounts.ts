import type { Command, FeePlan } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { ApiError, invalid } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import {
  AccountAnswer,
  accountAnswer,
  FeesBody,
  FILL_POLICIES,
  feePlan,
  PositionAnswer,
  positionsAnswer,
} from '../wire/accounts.ts';
import { DEFAULT_LIMIT, Id, oneOf, PageQuery, pageOf, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { addRoute } from './add-route.ts';
import { afterFrom } from './instruments.ts';
import { submit } from './submit.ts';

export const IdParams = Type.Object({ id: Id });

const Name = Type.String({ minLength: 1, maxLength: 100 });
const FillPolicy = oneOf(FILL_POLICIES, '`book`: by price and time; `sandbox`: in full, outside the book');

const AccountBody = strict({
  name: Name,
  currency: Type.String({ minLength: 1, maxLength: 32, description: 'code of an asset' }),
  venue: Type.Optional(
    Type.String({ minLength: 1, maxLength: 32, description: '`paper`, the only one of this version' }),
  ),
  margin: Type.Optional(
    Type.Boolean({ description: 'may sell short and trade futures and currency pairs; false unless told' }),
  ),
  closeOut: Type.Optional(
    Type.Boolean({ description: 'positions are closed below the minimal margin; true unless told' }),
  ),
  hedging: Type.Optional(Type.Boolean({ description: 'currency pairs as tickets; false unless told' })),
  fillPolicy: Type.Optional(FillPolicy),
  fees: Type.Optional(FeesBody),
});

const AccountChanges = Type.Object(
  {
    name: Type.Optional(Name),
    margin: Type.Optional(Type.Boolean()),
    closeOut: Type.Optional(Type.Boolean()),
    fillPolicy: Type.Optional(FillPolicy),
    fees: Type.Optional(FeesBody),
  },
  { additionalProperties: false, minProperties: 1 },
);

/** What a new account pays unless told: 0.1 % on top, rounded as its currency is. */
const DEFAULT_RATE = 1_000;

export function accountRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answerFor = (caller: Caller, id: number): Promise<AccountAnswer> =>
    access.readAccount(caller, id, accountAnswer);

  addRoute(app, {
    method: 'GET',
    url: '/accounts',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'Own accounts, oldest first, closed ones included',
    query: strict(PageQuery),
    answer: pageOf(AccountAnswer),
    handle: ({ caller, query }) => {
      const { limit = DEFAULT_LIMIT } = query;
      const after = afterFrom(query.cursor);
      return access.readAccounts(caller, (state, accounts) => {
        const found = accounts.filter((account) => account.id > after);
        const items = found.slice(0, limit).map((account) => accountAnswer(state, account));
        const last = items[items.length - 1];
        return { items, next: found.length > limit && last !== undefined ? String(last.id) : null };
      });
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/accounts',
    right: 'accounts:write',
    tag: 'accounts',
    summary: 'Open a paper account',
    body: AccountBody,
    answer: AccountAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { id } = await submit(parts, openCommand(parts, caller, body), reply);
      reply.code(201);
      return answerFor(caller, id);
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'Balances, worth and settings of an account',
    params: IdParams,
    answer: AccountAnswer,
    handle: ({ caller, params }) => answerFor(caller, params.id),
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/follow-key',
    right: 'accounts:write',
    tag: 'accounts',
    summary: 'The key with which a strategy of copy trading may follow an account',
    description:
      'Whoever has it can have the positions of the account copied, a bot’s and a robot’s as well: `strategies.add` of the RAMM ' +
      'face takes it as `ExternalAccount` with the `ExternalServer` `outcry`. It is always the same.',
    params: IdParams,
    answer: Type.Object({ server: Type.Literal('outcry'), key: Type.String() }),
    async handle({ caller, params }) {
      await access.checkAccount(caller, params.id);
      return { server: 'outcry' as const, key: parts.identity.business.followKeyOf(params.id) };
    },
  });

  addRoute(app, {
    method: 'PATCH',
    url: '/accounts/:id',
    right: 'accounts:write',
    tag: 'accounts',
    summary: 'Change settings of an account',
    description: 'What is left out stays.',
    params: IdParams,
    body: AccountChanges,
    answer: AccountAnswer,
    async handle({ caller, params, body, reply }) {
      await access.checkAccount(caller, params.id);
      const { fees, ...changes } = body;
      const command: Command = { type: 'accounts.configure', account: params.id, ...changes };
      await submit(parts, fees === undefined ? command : { ...command, fees: feePlan(fees) }, reply);
      return answerFor(caller, params.id);
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/accounts/:id',
    right: 'accounts:write',
    tag: 'accounts',
    summary: 'Close an account without positions and orders',
    description: 'Money left on it goes back outside. Its histories stay.',
    params: IdParams,
    answer: AccountAnswer,
    async handle({ caller, params, reply }) {
      await access.checkAccount(caller, params.id);
      await submit(parts, { type: 'accounts.close', account: params.id }, reply);
      return answerFor(caller, params.id);
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/positions',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'Open positions: net ones, then tickets',
    params: IdParams,
    query: strict(PageQuery),
    answer: pageOf(PositionAnswer),
    handle: ({ caller, params, query }) => {
      const { limit = DEFAULT_LIMIT } = query;
      const after = positionCursor(query.cursor);
      return access.readAccount(caller, params.id, (state, account) => {
        const found = positionsAnswer(state, account).filter(({ key }) => isAfter(key, after));
        const page = found.slice(0, limit);
        const last = page[page.length - 1];
        return {
          items: page.map(({ position }) => position),
          next: found.length > limit && last !== undefined ? last.key.join('.') : null,
        };
      });
    },
  });
}

function openCommand(parts: NativeParts, caller: Caller, body: Static<typeof AccountBody>): Command {
  const {
    name,
    currency,
    venue = 'paper',
    margin = false,
    hedging = false,
    fillPolicy = 'book',
    fees,
    closeOut = true,
  } = body;
  if (venue !== 'paper') {
    throw new ApiError('wrong_venue', `there is no venue ${venue}: this version trades paper accounts only`, 'venue');
  }
  const plan = fees === undefined ? defaultFees(parts, currency) : feePlan(fees);
  return {
    type: 'accounts.open',
    owner: caller.person.id,
    name,
    currency,
    venue,
    fillPolicy,
    margin,
    closeOut,
    hedging,
    fees: plan,
  };
}

function defaultFees(parts: NativeParts, currency: string): FeePlan {
  const fiat = listed(parts).assetByCode.get(currency)?.kind === 'fiat';
  return { maker: DEFAULT_RATE, taker: DEFAULT_RATE, decimals: fiat ? 2 : 18, rounding: 'halfUp', mode: 'quote' };
}

function positionCursor(cursor: string | undefined): readonly number[] {
  if (cursor === undefined) return [-1, 0];
  if (!/^\d{1,15}\.\d{1,15}$/.test(cursor))
    throw invalid('cursor', 'cursor: not a cursor of this list; give `next` of the page before, unchanged');
  return cursor.split('.').map(Number);
}

function isAfter(key: readonly number[], after: readonly number[]): boolean {
  const [leg = 0, instrument = 0] = key;
  const [afterLeg = 0, afterInstrument = 0] = after;
  return leg > afterLeg || (leg === afterLeg && instrument > afterInstrument);
}
