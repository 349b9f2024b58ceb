import { type Money, powerOfTen } from '@outcry/core';
import type { MoneyValue } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { accountNamed, readAccount } from '../accounts.ts';
import { inSandbox, type ServiceHandlers, type TInvestCall, type UnaryHandler } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { refusal, TInvestError } from '../errors.ts';
import { CURRENCY } from '../listing.ts';
import { closeSandboxAccount, openSandboxAccount } from '../sandbox-accounts.ts';
import { moneyOf } from '../wire/numbers.ts';
import { operationsService } from './operations.ts';
import { ordersService } from './orders.ts';
import { usersService } from './users.ts';

const NANO_DECIMALS = 9;
const NANO = powerOfTen(NANO_DECIMALS);
const KOPECK = powerOfTen(NANO_DECIMALS - 2);
const MAX_NANO = 999_999_999;

/** Most that an account may hold after a pay-in, roubles: what the wire has room for is far above it. */
const MAX_BALANCE = 10n ** 12n;

/**
 * Trial accounts (`tinvest.md` 16). Everything but opening, closing and paying in is the ordinary method on sandbox
 * accounts, which the other services reach on the sandbox contour.
 */
export function sandboxService(desk: ServiceDesk): ServiceHandlers<'SandboxService'> {
  const { parts } = desk;
  const users = usersService(desk);
  const orders = ordersService(desk);
  const operations = operationsService(desk);

  return {
    openSandboxAccount: {
      right: 'accounts:write',
      async answer(call, { name }) {
        // a token for one account opens no other
        if (call.token.account !== null) throw new TInvestError('40002');
        return { accountId: await openSandboxAccount(parts, inSandbox(call), name) };
      },
    },
    closeSandboxAccount: {
      right: 'accounts:write',
      async answer(call, { accountId }) {
        const account = await readAccount(parts, inSandbox(call), accountId, (_state, { id }) => id);
        await closeSandboxAccount(parts, account, call.trackingId);
        return {};
      },
    },
    sandboxPayIn: {
      right: 'money:write',
      answer: (call, { accountId, amount }) => payIn(desk, inSandbox(call), accountId, amount),
    },
    getSandboxAccounts: onSandbox(users.getAccounts),
    postSandboxOrder: onSandbox(orders.postOrder),
    postSandboxOrderAsync: onSandbox(orders.postOrderAsync),
    replaceSandboxOrder: onSandbox(orders.replaceOrder),
    getSandboxOrders: onSandbox(orders.getOrders),
    getSandboxOrderState: onSandbox(orders.getOrderState),
    cancelSandboxOrder: onSandbox(orders.cancelOrder),
    getSandboxMaxLots: onSandbox(orders.getMaxLots),
    getSandboxOrderPrice: onSandbox(orders.getOrderPrice),
    getSandboxPositions: onSandbox(operations.getPositions),
    getSandboxPortfolio: onSandbox(operations.getPortfolio),
    getSandboxWithdrawLimits: onSandbox(operations.getWithdrawLimits),
    getSandboxOperations: onSandbox(operations.getOperations),
    getSandboxOperationsByCursor: onSandbox(operations.getOperationsByCursor),
  };
}

/** The same method on sandbox accounts, whatever the contour. */
function onSandbox<Q, A>(ordinary: UnaryHandler<Q, A> | undefined): UnaryHandler<Q, A> {
  if (ordinary === undefined) throw new Error('a method of the sandbox has no ordinary one');
  return { right: ordinary.right, answer: (call, request) => ordinary.answer(inSandbox(call), request) };
}

/** Throws TInvestError 50004, 30247, 30253, 30246. */
async function payIn({ parts }: ServiceDesk, call: TInvestCall, accountId: string, amount: MoneyValue | undefined) {
  const { engine } = parts;
  const { account, asset, total } = await readAccount(parts, call, accountId, (state, { id, balances, currency }) => {
    const asset = state.instruments.assets[currency];
    if (asset === undefined) throw new Error(`account ${id} has no currency`);
    return { account: id, asset, total: balances.get(currency)?.total ?? 0n };
  });
  const paid = (nanoOf(amount) * powerOfTen(asset.scale)) / NANO;
  if (total + paid > MAX_BALANCE * powerOfTen(asset.scale)) throw new TInvestError('30246');
  if (paid > 0n) {
    const deposit = { type: 'accounts.deposit', account, asset: CURRENCY, amount: paid as Money, key: null } as const;
    const { rejection } = await engine.submit(deposit, undefined, call.trackingId);
    if (rejection !== null) throw refusal(rejection, true);
  }
  const balance = await engine.read((state) => {
    const { balances, currency } = accountNamed(state, call, accountId);
    return balances.get(currency)?.total ?? (0n as Money);
  });
  return { balance: moneyOf(asset, balance) };
}

/** Whole kopecks of roubles, in billionths. Throws TInvestError. */
function nanoOf(amount: MoneyValue | undefined): bigint {
  if (amount === undefined) throw new TInvestError('30247');
  const { currency, units, nano } = amount;
  if (currency.toLowerCase() !== CURRENCY) throw new TInvestError('30253');
  const isNumber = Number.isSafeInteger(units) && Number.isInteger(nano) && Math.abs(nano) <= MAX_NANO;
  const value = isNumber ? BigInt(units) * NANO + BigInt(nano) : -1n;
  if (units < 0 || nano < 0 || value < 0n || value % KOPECK !== 0n) throw new TInvestError('30246');
  return value;
}
