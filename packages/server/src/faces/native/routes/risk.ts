import type { Command } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { AccountAnswer, accountAnswer } from '../wire/accounts.ts';
import { assetOf } from '../wire/instruments.ts';
import { Id, strict } from '../wire/primitives.ts';
import { AccountLimitsAnswer, accountLimitsAnswer, LimitsBody, limitsFrom } from '../wire/risk.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

/** No body at all stops trading and nothing else. */
const KillBody = strict({
  flatten: Type.Optional(Type.Boolean({ description: 'also close every position at the market; false unless told' })),
  note: Type.Optional(Type.String({ maxLength: 200, description: 'why: shown with the account' })),
});

const StoppedAnswer = Type.Object({
  accounts: Type.Array(
    Type.Object({
      account: Id,
      name: Type.String(),
      openOrders: Type.Integer({ description: 'orders that are still to be cancelled' }),
      openPositions: Type.Integer({ description: 'positions that are open now' }),
    }),
  ),
});

export function riskRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  limitRoutes(app, parts, access);

  addRoute(app, {
    method: 'POST',
    url: '/accounts/:id/kill',
    right: 'orders:write',
    tag: 'accounts',
    summary: 'Stop trading of an account: cancel everything, accept no order',
    description:
      'In one step. Orders end with the reason `killed`; with `flatten` positions are closed at the market, largest loss first, and what cannot be traded now is tried again every second. The account stays stopped until it is resumed.',
    params: IdParams,
    body: KillBody,
    mayBeEmpty: true,
    answer: AccountAnswer,
    async handle({ caller, params, body, reply }) {
      await access.checkAccount(caller, params.id);
      const { flatten = false, note = null } = body;
      return change(caller, params.id, { type: 'risk.kill', account: params.id, flatten, note }, reply);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/accounts/:id/resume',
    right: 'risk:write',
    tag: 'accounts',
    summary: 'Let a stopped account trade again',
    description: 'Closing of positions that came with the stop ends.',
    params: IdParams,
    answer: AccountAnswer,
    async handle({ caller, params, reply }) {
      await access.checkAccount(caller, params.id);
      return change(caller, params.id, { type: 'risk.resume', account: params.id }, reply);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/kill',
    right: 'orders:write',
    tag: 'accounts',
    summary: 'Stop trading of all own accounts',
    description: 'In one step: no account trades while another is being stopped.',
    body: KillBody,
    mayBeEmpty: true,
    answer: StoppedAnswer,
    async handle({ caller, body, reply }) {
      const { flatten = false, note = null } = body;
      await submit(parts, { type: 'risk.kill', owner: caller.person.id, flatten, note }, reply).catch(ownerWithout);
      return openAccounts(caller);
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/resume',
    right: 'risk:write',
    tag: 'accounts',
    summary: 'Let all own accounts trade again',
    answer: StoppedAnswer,
    async handle({ caller, reply }) {
      await submit(parts, { type: 'risk.resume', owner: caller.person.id }, reply).catch(ownerWithout);
      return openAccounts(caller);
    },
  });

  async function change(caller: Caller, id: number, command: Command, reply: FastifyReply): Promise<AccountAnswer> {
    await submit(parts, command, reply);
    return access.readAccount(caller, id, accountAnswer);
  }

  function openAccounts(caller: Caller) {
    return access.readAccounts(caller, (state, accounts) => ({
      accounts: accounts
        .filter(({ closed }) => !closed)
        .map(({ id, name, net, tickets }) => ({
          account: id,
          name,
          openOrders: state.orders.byAccount.get(id)?.count ?? 0,
          openPositions: net.size + tickets.size,
        })),
    }));
  }
}

function limitRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/limits',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'Limits of an account, and how its day stands against them',
    params: IdParams,
    answer: AccountLimitsAnswer,
    handle: ({ caller, params }) => access.readAccount(caller, params.id, accountLimitsAnswer),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/accounts/:id/limits',
    right: 'risk:write',
    tag: 'accounts',
    summary: 'Set limits of an account',
    description:
      'Amounts are in the currency of the account. What is left out stays; null takes a limit away. Orders that only make a position smaller pass all of them but `maxOrdersPerMinute`.',
    params: IdParams,
    body: LimitsBody,
    answer: AccountLimitsAnswer,
    async handle({ caller, params, body, reply }) {
      const currency = await access.readAccount(caller, params.id, (state, account) =>
        assetOf(state.instruments, account.currency),
      );
      await submit(parts, { type: 'risk.setLimits', account: params.id, limits: limitsFrom(currency, body) }, reply);
      return access.readAccount(caller, params.id, accountLimitsAnswer);
    },
  });
}

/** Who has no open account has nothing to stop. */
function ownerWithout(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== 'unknown_account') throw error;
}
