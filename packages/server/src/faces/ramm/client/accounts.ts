import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, id, optional, withDefault } from '../fields.ts';
import { clientMethod, clientSearch, type Method } from '../method.ts';
import { ASSET } from '../views/wallet.ts';
import { look } from '../views/world.ts';
import { money } from '../wire/units.ts';
import { accountBlock } from './account-columns.ts';
import { ACCOUNT_ID, demandOpen } from './demand-open.ts';
import { FACTOR, INVESTING_METHODS, PROTECTION, TARGET } from './investing.ts';
import { accountAnswer, ONE_ACCOUNT, wantedAccount } from './one-account.ts';
import { lookAtOwn } from './own-account.ts';
import { closedPage, SEARCH_CLOSED } from './own-closed.ts';

/** Investments of the caller (`ramm.md` 6). */
export const ACCOUNTS_METHODS: readonly Method[] = [
  ...INVESTING_METHODS,
  ...(
    [
      ['accounts.fund', 'copy.fund', [1, 2, 3]],
      ['accounts.withdraw', 'copy.withdraw', [1, 2]],
    ] as const
  ).map(([name, type, versions]) =>
    clientMethod(versions, {
      name,
      right: 'base',
      fields: { AccountID: id(), Amount: cents({ least: 0, strict: true }) },
      async handle(call) {
        const { AccountID, Amount } = call.given;
        await demandOpen(call, AccountID);
        const command = await carryOut(call, { type, account: AccountID, amount: Amount }, ACCOUNT_ID);
        return { AccountID, CommandBalanceID: command };
      },
    }),
  ),
  ...(
    [
      ['accounts.close', 'copy.close', [1, 2, 3]],
      ['accounts.pause', 'copy.pause', [1, 2]],
      ['accounts.resume', 'copy.resume', [1, 2]],
    ] as const
  ).map(([name, type, versions]) =>
    clientMethod(versions, {
      name,
      right: 'base',
      fields: { AccountID: id() },
      async handle(call) {
        await demandOpen(call, call.given.AccountID);
        return { CommandID: await carryOut(call, { type, account: call.given.AccountID }, ACCOUNT_ID) };
      },
    }),
  ),
  ...(
    [
      ['accounts.setFactor', 'copy.setFactor', 'Factor', FACTOR],
      ['accounts.setProtection', 'copy.setProtection', 'Protection', PROTECTION],
      ['accounts.setTarget', 'copy.setTarget', 'Target', withDefault(TARGET, 0)],
    ] as const
  ).map(([name, type, field, kind]) =>
    clientMethod([1, 2], {
      name,
      right: 'base',
      fields: { AccountID: id(), [field]: kind },
      async handle(call) {
        const given = call.given as { readonly [name: string]: number };
        const account = given.AccountID as number;
        await demandOpen(call, account);
        return {
          CommandID: await carryOut(
            call,
            { type, account, value: given[field] as number },
            { ...ACCOUNT_ID, value: field },
          ),
        };
      },
    }),
  ),
  clientMethod([2], {
    name: 'accounts.get',
    right: 'base',
    fields: ONE_ACCOUNT,
    handle: (call) => lookAtOwn(call, 'AccountID', wantedAccount(call), (view) => accountAnswer(view, call.client.id)),
  }),
  clientSearch([2], { ...SEARCH_CLOSED, find: (call) => closedPage(call, accountBlock) }),
  clientMethod([1, 2, 3], {
    name: 'accounts.searchSpec',
    right: 'base',
    fields: {},
    handle: ({ parts, company, version }) =>
      look(parts, (world) => {
        const spec = world.copy.companies.get(company.id)?.spec;
        const [stream] = world.streamsOf(company.id);
        const row = {
          IDAccountSpecAsset: company.id,
          IDSpec: company.id,
          IDAsset: ASSET.id,
          IDStreamDefault: stream?.id,
          IDStreamDefaultSecurity: stream?.id,
          AccountMinBalance: money(spec?.accountMinBalance ?? 0),
          SecurityMinBalance: money(spec?.securityMinBalance ?? 0),
          Precision: ASSET.precision,
        };
        // the documents show an object; pages of the second version read a list
        return { AccountSpecAsset: version === 2 ? [row] : row };
      }),
  }),
  clientMethod([1, 2, 3], {
    name: 'accountCommands.get',
    right: 'base',
    fields: { AccountCommandID: id(), AccountID: optional(id()) },
    async handle(call) {
      const { parts, given } = call;
      const row = await findRow<CopyRow<'copy_commands'>>(parts.readModel, 'copy_commands', given.AccountCommandID);
      if (row === undefined || row.account === 0) throw Fault.unknown('AccountCommandID', 'command');
      if (given.AccountID !== undefined && given.AccountID !== row.account)
        throw Fault.unknown('AccountCommandID', 'command of this account');
      await lookAtOwn(call, 'AccountID', row.account, () => undefined);
      return { AccountCommandStatus: row.status };
    },
  }),
];
