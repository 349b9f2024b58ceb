import { type Account, assetById, type CoreState, fundsOf, plannedOrders } from '@outcry/core';
import {
  AccessLevel,
  type Account as AccountMessage,
  AccountStatus,
  AccountType,
} from 'tinkoff-sdk-grpc-js/dist/generated/users.js';
import { accountIdOf, accountsSeen, readAccount } from '../accounts.ts';
import type { ServiceHandlers, TInvestCall } from '../call.ts';
import { METHODS } from '../contract.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import { limitOf, STREAM_GROUPS } from '../limits.ts';
import { moneyOf, quotationOf } from '../wire/numbers.ts';

/** The paper broker lets everybody trade everything: every test is passed (`tinvest.md` 11.2). */
export const QUALIFIED_FOR = [
  'derivative',
  'structured_bonds',
  'closed_fund',
  'bond',
  'structured_income_bonds',
  'foreign_shares',
  'foreign_etf',
  'foreign_bond',
  'russian_shares',
  'leverage',
  'repo',
] as const;

const NEVER = new Date(0);

/** Who calls, their accounts and limits (`tinvest.md` 11). */
export function usersService({ parts, limits }: ServiceDesk): ServiceHandlers<'UsersService'> {
  return {
    getAccounts: {
      right: 'accounts:read',
      answer(call, { status = AccountStatus.ACCOUNT_STATUS_UNSPECIFIED }) {
        const { ACCOUNT_STATUS_UNSPECIFIED, ACCOUNT_STATUS_ALL } = AccountStatus;
        const all = status === ACCOUNT_STATUS_UNSPECIFIED || status === ACCOUNT_STATUS_ALL;
        return parts.engine.read((state) => ({
          accounts: accountsSeen(state, call)
            .map((account) => accountMessage(call, account))
            .filter((account) => all || account.status === status),
        }));
      },
    },
    getInfo: {
      right: 'accounts:read',
      answer: ({ person }) => ({
        premStatus: false,
        qualStatus: true,
        qualifiedForWorkWith: [...QUALIFIED_FOR],
        tariff: 'investor',
        userId: String(person.id),
        riskLevelCode: 'high',
      }),
    },
    getMarginAttributes: {
      right: 'accounts:read',
      answer: (call, { accountId }) => readAccount(parts, call, accountId, marginAttributes),
    },
    getUserTariff: {
      right: 'accounts:read',
      answer: ({ person }) => ({
        unaryLimits: unaryLimits(),
        streamLimits: STREAM_GROUPS.map((group) => ({
          limit: group.limit,
          streams: [...group.paths],
          open: limits.openStreams(person.id, group),
        })),
      }),
    },
  };
}

/** An account as the lists of both contours show it. */
export function accountMessage({ token }: TInvestCall, account: Account): AccountMessage {
  const level = token.kind === 'readonly' ? 'ACCOUNT_ACCESS_LEVEL_READ_ONLY' : 'ACCOUNT_ACCESS_LEVEL_FULL_ACCESS';
  return {
    id: accountIdOf(account),
    type: AccountType.ACCOUNT_TYPE_TINKOFF,
    name: account.name,
    status: account.closed ? AccountStatus.ACCOUNT_STATUS_CLOSED : AccountStatus.ACCOUNT_STATUS_OPEN,
    openedDate: new Date(account.openedAt),
    closedDate: account.closed ? new Date(account.closedAt) : NEVER,
    accessLevel: AccessLevel[level],
  };
}

function marginAttributes(state: CoreState, account: Account) {
  if (!account.margin && account.fillPolicy !== 'sandbox') throw new TInvestError('30051');
  const currency = assetById(state.instruments, account.currency);
  if (currency === undefined) throw new Error(`account ${account.id} has no currency`);
  const funds = fundsOf(state, account, plannedOrders(state.orders, account.id));
  return {
    liquidPortfolio: moneyOf(currency, funds.liquid),
    startingMargin: moneyOf(currency, funds.starting),
    minimalMargin: moneyOf(currency, funds.minimal),
    fundsSufficiencyLevel: quotationOf({ coefficient: funds.level, scale: 2 }),
    amountOfMissingFunds: moneyOf(currency, funds.missing),
    correctedMargin: moneyOf(currency, funds.corrected),
    guaranteeForFutures: moneyOf(currency, funds.futures),
  };
}

/** One element for each counter, with the methods that share it. */
function unaryLimits() {
  const groups = new Map<string, { limitPerMinute: number; methods: string[] }>();
  for (const method of METHODS) {
    const group = limitOf(method);
    if (group === undefined) continue;
    const known = groups.get(group.name);
    if (known === undefined) groups.set(group.name, { limitPerMinute: group.perMinute, methods: [method.path] });
    else known.methods.push(method.path);
  }
  return [...groups.values()];
}
