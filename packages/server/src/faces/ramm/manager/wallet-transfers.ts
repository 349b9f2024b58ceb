import { type CopyRow, findRow, listRewards, transferByExternalId } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, id, integer, optional, text } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch } from '../method.ts';
import { equal, storedPage, testIs } from '../search/stored.ts';
import { walletIn, walletOfClient } from '../views/wallet.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { executionAccounts } from './clients.ts';

const COLUMNS = {
  ID: 'id',
  WalletID: 'wallet',
  ExternalTransferID: 'external_id',
  DT: 'at',
  Type: 'kind',
  Amount: 'amount',
  CommentClient: 'comment_client',
  CommentCompany: 'comment_company',
  Test: 'test',
};

/** Movements of wallets (`ramm.md` 4.8). */
export const WALLET_TRANSFERS_METHODS: readonly Method[] = [
  managerMethod({
    name: 'walletTransfers.add',
    right: 'own',
    fields: {
      WalletID: optional(id()),
      ExecutionServerName: optional(text({ most: 64 })),
      ExecutionAccount: optional(text({ most: 64 })),
      ExternalTransferID: optional(integer()),
      Type: integer(),
      Amount: cents(),
      CommentClient: optional(text()),
      CommentCompany: optional(text()),
    },
    async handle(call) {
      const { parts, given } = call;
      if (given.Type > 3) throw Fault.invalid('Type', '0 fund, 1 withdraw, 2 bonus fund, 3 bonus withdraw');
      const kind = given.Type as 0 | 1 | 2 | 3;
      const amount = kind === 1 || kind === 3 ? Math.abs(given.Amount) : given.Amount;
      if (amount <= 0) throw Fault.invalid('Amount', 'more than 0');
      const wallet = await walletOf(call, given);
      const externalId = given.ExternalTransferID === 0 ? undefined : given.ExternalTransferID;
      const known =
        externalId === undefined ? undefined : await transferByExternalId(parts.readModel, wallet, kind, externalId);
      const transfer = await carryOut(call, {
        type: 'copy.transfer',
        wallet,
        kind,
        amount,
        externalId: externalId ?? null,
        ...(known === undefined ? {} : { known }),
        commentClient: given.CommentClient ?? null,
        commentCompany: given.CommentCompany ?? null,
      });
      return { WalletTransferID: transfer };
    },
  }),
  managerSearch({
    name: 'walletTransfers.search',
    entities: 'WalletTransfers',
    filter: {
      WalletID: optional(id()),
      ID: optional(id()),
      Type: optional(integer()),
      ClientID: optional(id()),
      Test: optional(integer({ most: 2 })),
    },
    sort: Object.keys(COLUMNS),
    async find({ parts, company, search }) {
      const { WalletID, ID, Type, ClientID, Test } = search.filter;
      const wallet = WalletID ?? (await walletOfClient(parts, ClientID));
      const page = await storedPage(parts.readModel, search, {
        table: 'copy_transfers',
        columns: COLUMNS,
        company: company.id,
        conditions: [
          ...equal('wallet', wallet),
          ...equal('id', ID),
          ...equal('kind', Type),
          ...(WalletID === undefined && wallet !== undefined ? [] : equal('client', ClientID)),
          ...testIs(Test),
        ],
        count:
          wallet === undefined
            ? { name: 'transfers.company', owner: company.id }
            : { name: 'transfers.wallet', owner: wallet },
      });
      return { rows: page.rows.map((row) => ({ ...transferEntity(row), Test: row.test })), total: page.total };
    },
  }),
  managerMethod({
    name: 'walletTransfers.get',
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      const row = await findRow<CopyRow<'copy_transfers'>>(parts.readModel, 'copy_transfers', given.ID);
      if (row === undefined) throw Fault.unknown('ID', 'transfer');
      if (row.company !== company.id) throw Fault.forbidden('transfer');
      return { ...transferEntity(row), IDWallet: row.wallet };
    },
  }),
  managerMethod({
    name: 'walletTransfers.getRewards',
    right: 'own',
    fields: { ExecutionServerName: text({ least: 1, most: 64 }), ID: id() },
    async handle({ parts, company, given }) {
      const accounts = await executionAccounts(parts, company.id, given.ExecutionServerName);
      const found = await listRewards(parts.readModel, company.id, [...accounts.keys()], given.ID);
      const Transactions = found.map(({ id, wallet, amount }) => ({
        ExecutionAccount: accounts.get(wallet),
        ID: id,
        Amount: money(amount),
      }));
      return { Transactions };
    },
  }),
];

function transferEntity(row: CopyRow<'copy_transfers'>): Record<string, Json> {
  return {
    ID: row.id,
    WalletID: row.wallet,
    ExternalTransferID: row.external_id ?? undefined,
    DT: momentText(row.at),
    Type: row.kind,
    Amount: money(row.amount),
    CommentClient: row.comment_client ?? '',
    CommentCompany: row.comment_company ?? '',
  };
}

interface NamedWallet {
  readonly WalletID: number | undefined;
  readonly ExecutionServerName: string | undefined;
  readonly ExecutionAccount: string | undefined;
}

/** The wallet that is named by its id, or by where its accounts are executed. Throws Fault. */
async function walletOf(
  { parts, company }: Pick<ManagerCall, 'parts' | 'company'>,
  { WalletID, ExecutionServerName, ExecutionAccount }: NamedWallet,
): Promise<number> {
  if (WalletID !== undefined) return look(parts, (world) => walletIn(world, company.id, 'WalletID', WalletID).id);
  if (!ExecutionServerName || !ExecutionAccount) throw Fault.invalid('WalletID', 'it is missing');
  const accounts = await executionAccounts(parts, company.id, ExecutionServerName);
  for (const [wallet, account] of accounts) if (account === ExecutionAccount) return wallet;
  throw Fault.unknown('ExecutionAccount', 'account');
}
