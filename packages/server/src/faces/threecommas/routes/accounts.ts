import { connectAccount } from '../accounts/connecting.ts';
import { accountAnswers, accountFacts, summaryAnswer } from '../accounts/entity.ts';
import { accountOf, accountsSeen, readAccount } from '../accounts/seen.ts';
import { sellAll } from '../accounts/selling-all.ts';
import { Fault, invalid, refusal } from '../errors.ts';
import { flag, integer, optional, type Parameters, text, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { type AccountId, accountId, accountOrSummary } from './account-id.ts';

const ONE = { account_id: accountId() };
/** Shortest name of an account. */
const NAME = text({ min: 2, max: 100 });
const PAGE = {
  page: withDefault(integer({ least: 1 }), 1),
  per_page: optional(integer({ least: 1, most: 1_000, clamp: true })),
};

/** Accounts of the caller (`threecommas.md` 9, 17). */
export const ACCOUNT_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/accounts/new',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: {
      type: text(),
      name: NAME,
      api_key: optional(text({ min: 5, max: 1_000 })),
      secret: optional(text({ min: 5, max: 10_000 })),
      customer_id: optional(text()),
      passphrase: optional(text()),
    },
    summary: 'Connect an account: paper_trading opens one with paper money',
    async handle(call) {
      const id = await connectAccount(call, call.given);
      return answerOf(call, id);
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: PAGE,
    summary: 'Own accounts, newest first',
    async handle({ desk, person, mode, given: { page, per_page: rows } }) {
      const facts = await desk.parts.engine.read((state) => {
        const seen = accountsSeen(state, person.id, mode).reverse();
        const shown = rows === undefined ? seen : seen.slice((page - 1) * rows, page * rows);
        return shown.map((account) => accountFacts(state, account));
      });
      return accountAnswers(desk.parts, facts);
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/:account_id',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: { account_id: accountOrSummary() },
    summary: 'One account, or all as one',
    handle: (call) => answerOf(call, call.given.account_id),
  }),
  route({
    method: 'POST',
    path: '/ver1/accounts/:account_id/load_balances',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: ONE,
    summary: 'The account with fresh totals',
    handle: (call) => answerOf(call, call.given.account_id),
  }),
  route({
    method: 'POST',
    path: '/ver1/accounts/:account_id/rename',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: { ...ONE, name: NAME },
    summary: 'Give it another name',
    handle: (call) => rename(call, call.given.account_id, call.given.name),
  }),
  route({
    method: 'POST',
    path: '/ver1/accounts/update',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: {
      ...ONE,
      name: optional(NAME),
      api_key: optional(text({ min: 5, max: 1_000 })),
      secret: optional(text({ min: 5, max: 10_000 })),
      include_in_summary: optional(flag()),
    },
    summary: 'Change it: of paper accounts the name',
    async handle(call) {
      const { account_id: id, name, api_key, secret, include_in_summary } = call.given;
      const kept = Object.entries({ api_key, secret, include_in_summary }).filter(([, value]) => value !== undefined);
      await readAccount(call, id, () => undefined);
      if (kept.length > 0)
        throw invalid(Object.fromEntries(kept.map(([field]) => [field, ['is not supported by this account']])));
      return name === undefined ? answerOf(call, id) : rename(call, id, name);
    },
  }),
  route({
    method: 'POST',
    path: '/ver1/accounts/:account_id/remove',
    security: 'signed',
    permission: 'ACCOUNTS_WRITE',
    weight: 1,
    parameters: ONE,
    summary: 'Close it; what it holds goes with it',
    async handle({ desk, person, given: { account_id: id }, requestId }) {
      const { rejection } = await desk.parts.engine.transact(
        (state) => ({ type: 'accounts.close', account: accountOf(state, person.id, id).id, withUnits: true }),
        (_state, answer) => answer,
        requestId,
      );
      if (rejection !== null) throw refusal(rejection);
      return true;
    },
  }),
  ...(
    [
      ['usd', 'USDT'],
      ['btc', 'BTC'],
    ] as const
  ).map(([name, target]) =>
    route({
      method: 'POST',
      path: `/ver1/accounts/:account_id/sell_all_to_${name}`,
      security: 'signed',
      permission: 'ACCOUNTS_WRITE',
      weight: 1,
      parameters: ONE,
      summary: `End its bots, deals and smart trades and sell everything for ${target}`,
      async handle(call) {
        await sellAll(call, call.given.account_id, target);
        return answerOf(call, call.given.account_id);
      },
    }),
  ),
];

async function rename(call: Call<Parameters>, id: number, name: string): Promise<JsonValue> {
  const { desk, person, requestId } = call;
  const { rejection } = await desk.parts.engine.transact(
    (state) => ({ type: 'accounts.configure', account: accountOf(state, person.id, id).id, name }),
    (_state, answer) => answer,
    requestId,
  );
  if (rejection !== null) throw refusal(rejection);
  return answerOf(call, id);
}

/** The answer of one account, or of all as one. Throws Fault. */
async function answerOf(call: Call<Parameters>, id: AccountId): Promise<JsonValue> {
  const { desk, person, mode } = call;
  if (id !== 'summary') {
    const facts = await readAccount(call, id, accountFacts);
    return (await accountAnswers(desk.parts, [facts]))[0] as JsonValue;
  }
  const all = await desk.parts.engine.read((state) =>
    accountsSeen(state, person.id, mode).map((account) => accountFacts(state, account)),
  );
  if (all.length === 0) throw new Fault('notFound');
  return summaryAnswer(desk.parts, all);
}
