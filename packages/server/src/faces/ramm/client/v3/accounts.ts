import { carryOut } from '../../command.ts';
import { id } from '../../fields.ts';
import { clientMethod, clientSearch, type Method } from '../../method.ts';
import { rowOf } from '../../search/live.ts';
import type { AccountView } from '../../views/account.ts';
import type { Json } from '../../wire/json.ts';
import { ACCOUNT_ID, demandOpen } from '../demand-open.ts';
import { checkedLeverage, FACTOR } from '../investing.ts';
import { accountAnswer, ONE_ACCOUNT, wantedAccount } from '../one-account.ts';
import { lookAtOwn } from '../own-account.ts';
import { closedPage, SEARCH_CLOSED } from '../own-closed.ts';
import { ACCOUNT_WHOLE } from './blocks.ts';
import { THIRD_WITHDRAWING } from './withdrawing.ts';

/** Accounts in the third version (`ramm.md` 6): a leverage instead of factor, protection and target. */
export const THIRD_ACCOUNTS_METHODS: readonly Method[] = [
  THIRD_WITHDRAWING,
  clientMethod([3], {
    name: 'accounts.get',
    right: 'base',
    fields: ONE_ACCOUNT,
    handle: (call) =>
      lookAtOwn(call, 'AccountID', wantedAccount(call), (view) => ({
        Strategy: { ...accountAnswer(view, call.client.id).Strategy, LeverageMax: view.figures.leverage },
        Account: accountBlock(view, call.client.id),
      })),
  }),
  clientSearch([3], { ...SEARCH_CLOSED, find: (call) => closedPage(call, accountBlock) }),
  clientMethod([3], {
    name: 'accounts.setLeverage',
    right: 'base',
    fields: { AccountID: id(), Leverage: FACTOR },
    async handle(call) {
      const { AccountID, Leverage } = call.given;
      await demandOpen(call, AccountID);
      const value = await checkedLeverage(call, Leverage);
      const fields = { ...ACCOUNT_ID, value: 'Leverage' };
      return { CommandID: await carryOut(call, { type: 'copy.setFactor', account: AccountID, value }, fields) };
    },
  }),
];

function accountBlock(view: AccountView, client: number): Json {
  return rowOf(ACCOUNT_WHOLE, { view, client });
}
