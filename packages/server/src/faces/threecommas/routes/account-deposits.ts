import { type Account, type Asset, available, type CoreState, type Money } from '@outcry/core';
import { readAccount } from '../accounts/seen.ts';
import { assetNamed } from '../accounts/transfers.ts';
import { text } from '../parameters.ts';
import { type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import { accountId } from './account-id.ts';

const CURRENCY = { account_id: accountId(), currency: text({ min: 1, max: 64 }) };

/** Ways into and out of an account. Nothing leads to one on paper from outside: it has no network and no address. */
export const ACCOUNT_DEPOSIT_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/accounts/:account_id/networks_info',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: CURRENCY,
    summary: 'Networks by which a currency comes and goes; paper accounts have none',
    handle: (call) =>
      readAccount(call, call.given.account_id, (state) => networksInfo(assetNamed(state, call.given.currency))),
  }),
  route({
    method: 'GET',
    path: '/ver1/accounts/:account_id/deposit_data',
    security: 'signed',
    permission: 'ACCOUNTS_READ',
    weight: 1,
    parameters: { ...CURRENCY, network: text({ min: 1, max: 64 }) },
    summary: 'What the account has of a currency, and where to send more; paper accounts have no address',
    handle: (call) => readAccount(call, call.given.account_id, depositData(call.given.currency)),
  }),
];

function networksInfo({ code, name }: Asset): JsonValue {
  return { currency: code, name, deposit_enable: false, withdraw_enable: false, network_list: [] };
}

function depositData(currency: string) {
  return (state: CoreState, account: Account): JsonValue => {
    const asset = assetNamed(state, currency);
    const shown = (amount: Money): string => decimalText(amountOf(asset, amount));
    const { total, held } = account.balances.get(asset.id) ?? { total: 0n as Money, held: 0n as Money };
    return {
      address: '',
      address_tag: '',
      available_balance: shown(available(account, asset.id)),
      in_orders: shown(held),
      total_balance: shown(total),
    };
  };
}
