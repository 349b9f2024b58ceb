import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { id, optional, units } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch } from '../method.ts';
import { ACCOUNT_COLUMNS, accountDetails, demandCompany, lookAtAccount } from '../views/account.ts';
import { ASSET } from '../views/wallet.ts';
import { momentText } from '../wire/moments.ts';
import { fractionOfRate, level, parts } from '../wire/units.ts';
import { ACCOUNT_FILTER, findAccounts } from './account-search.ts';
import { demandStream } from './clients.ts';

/** Accounts of the company's strategies (`ramm.md` 4.10). */
export const ACCOUNTS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'accounts.search',
    entities: 'Accounts',
    filter: ACCOUNT_FILTER,
    sort: Object.keys(ACCOUNT_COLUMNS).filter((name) => name !== 'AccountingSystem'),
    find: (call) => findAccounts(call.parts, call.company.id, call.search),
  }),
  managerMethod({
    name: 'accounts.get',
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts: rammParts, company, given }) =>
      lookAtAccount(rammParts, { field: 'ID', id: given.ID }, (view) => {
        demandCompany(view, company.id);
        return accountDetails(view);
      }),
  }),
  managerMethod({
    name: 'accounts.set',
    right: 'own',
    fields: { ID: id(), ABook: optional(units(4, { least: 0, most: 10_000 })), StreamID: optional(id()) },
    async handle(call) {
      const { company, given } = call;
      await demandOpen(call, { any: true });
      if (given.StreamID !== undefined) await demandStream(call, company.id, given.StreamID);
      const set = (type: 'copy.setABook' | 'copy.setAccountStream', value: number | undefined) =>
        value === undefined ? undefined : carryOut(call, { type, account: given.ID, value });
      return {
        ABookCommandID: await set('copy.setABook', given.ABook),
        CommandStreamID: await set('copy.setAccountStream', given.StreamID),
      };
    },
  }),
  ...(
    [
      ['accounts.close', 'copy.close'],
      ['accounts.pause', 'copy.pause'],
      ['accounts.resume', 'copy.resume'],
    ] as const
  ).map(([name, type]) =>
    managerMethod({
      name,
      right: 'own',
      fields: { ID: id() },
      async handle(call) {
        await demandOpen(call, { any: false });
        return { CommandID: await carryOut(call, { type, account: call.given.ID }) };
      },
    }),
  ),
  managerMethod({
    name: 'accounts.getStatement',
    aliases: ['accountStatements.get'],
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts: rammParts, company, given }) =>
      lookAtAccount(rammParts, { field: 'ID', id: given.ID }, (view) => {
        demandCompany(view, company.id);
        const { account, strategy, figures, world } = view;
        return {
          IDStrategy: strategy.id,
          StrategyName: strategy.name,
          AccountingSystem: strategy.accounting,
          Commission: fractionOfRate(figures.commissionRate),
          Fee: parts(figures.feeRate),
          IDAccount: account.id,
          DT: momentText(account.openedAt),
          ABook: parts(account.aBook),
          Type: account.kind,
          DTStamp: momentText(world.now),
          AccountAssetName: ASSET.name,
          LeverageMax: figures.leverage,
          MCLevel: figures.mcLevel,
          State: figures.state,
          Factor: parts(account.factor),
          Target: account.target === 0 ? undefined : parts(account.target),
          Protection: parts(account.protection),
          TargetEquity: account.target === 0 ? undefined : level(account.targetLevel),
          ProtectionEquity: level(account.protectionLevel),
        };
      }),
  }),
];

/** Throws Fault unless the account is an open one of the company; the trader's own moves with its strategy alone. */
function demandOpen(
  { parts: rammParts, company, given }: ManagerCall & { readonly given: { readonly ID: number } },
  { any }: { readonly any: boolean },
): Promise<void> {
  return lookAtAccount(rammParts, { field: 'ID', id: given.ID }, (view) => {
    demandCompany(view, company.id);
    if (view.account.status === 6) throw Fault.status('the account is closed');
    if (!any && view.account.kind === 0) throw Fault.status("the trader's own account follows its strategy");
  });
}
