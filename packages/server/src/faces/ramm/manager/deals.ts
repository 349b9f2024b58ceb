import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, moment, optional, text } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch } from '../method.ts';
import { between, equal, storedPage, testIs } from '../search/stored.ts';
import { dealDetails, dealRow } from '../views/deal.ts';
import { look } from '../views/world.ts';

/** Deals of the company's accounts (`ramm.md` 4.11). */
export const DEALS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'deals.search',
    entities: 'Deals',
    filter: {
      AccountID: optional(id()),
      SignalID: optional(id()),
      SOID: optional(id()),
      CommandID: optional(id()),
      StrategyID: optional(id()),
      Symbol: optional(text()),
      Type: optional(integer({ most: 13 })),
      AccountType: optional(integer({ most: 3 })),
      ID: optional(id()),
      DTFrom: optional(moment()),
      DTTo: optional(moment()),
      ClientID: optional(id()),
      WalletID: optional(id()),
      Test: optional(integer({ most: 2 })),
      AccountingSystem: optional(integer({ most: 1 })),
    },
    sort: [
      'ID',
      'StrategyID',
      'AccountID',
      'AccountType',
      'SignalID',
      'CommandID',
      'SOID',
      'SymbolSpecID',
      'StreamID',
      'FillRequestID',
      'ClientID',
      'WalletID',
      'DT',
      'Type',
      'Symbol',
      'Volume',
      'VolumeA',
      'Price',
      'Commission',
      'Entry',
      'Profit',
      'Swap',
      'TotalProfit',
      'DealToID',
      'Netting',
      'ClientLogin',
      'ClientEmail',
      'Test',
      'TurnoverUSD',
    ],
    async find(call) {
      const { parts, company, search } = call;
      const { filter } = search;
      const narrow = await narrowest(call);
      const more = [
        ...equal('signal', filter.SignalID),
        ...equal('stop', filter.SOID),
        ...equal('command', filter.CommandID),
        ...equal('symbol', filter.Symbol?.toUpperCase()),
        ...equal('type', filter.Type),
        ...equal('account_type', filter.AccountType),
        ...equal('id', filter.ID),
        ...between('at', filter.DTFrom, filter.DTTo),
        ...equal('client', filter.ClientID),
        ...testIs(filter.Test),
        ...equal('accounting', filter.AccountingSystem),
      ];
      const owners = [
        ...equal('account', filter.AccountID),
        ...equal('strategy', filter.StrategyID),
        ...equal('wallet', filter.WalletID),
      ];
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_deals',
        columns: { ...COLUMNS, ...clientColumns(call) },
        conditions: [...equal('company', company.id), ...owners, ...more],
        count: more.length === 0 && owners.length <= 1 ? narrow : undefined,
      });
      return look(parts, (world) => ({ rows: rows.map((row) => dealRow(world, row)), total }));
    },
  }),
  managerMethod({
    name: 'deals.get',
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      const row = await findRow<CopyRow<'copy_deals'>>(parts.readModel, 'copy_deals', given.ID);
      if (row === undefined) throw Fault.unknown('ID', 'deal');
      if (row.company !== company.id) throw Fault.forbidden('deal');
      return dealDetails(row);
    },
  }),
];

const COLUMNS = {
  ID: 'id',
  StrategyID: 'strategy',
  AccountID: 'account',
  AccountType: 'account_type',
  SignalID: 'signal',
  CommandID: 'command',
  SOID: 'stop',
  SymbolSpecID: 'instrument',
  StreamID: 'stream',
  FillRequestID: 'request',
  ClientID: 'client',
  WalletID: 'wallet',
  DT: 'at',
  Type: 'type',
  Symbol: 'symbol',
  Volume: 'volume',
  VolumeA: 'volume_a',
  Price: 'price',
  Commission: 'commission',
  Entry: 'entry',
  Profit: 'profit',
  Swap: 'swap',
  TotalProfit: 'total',
  DealToID: 'deal_to',
  Netting: 'netting',
  Test: 'test',
  TurnoverUSD: 'turnover',
};

/** Names of clients stand with identity: the table gets the order in which they are sorted. */
function clientColumns({ parts, company }: Pick<ManagerCall, 'parts' | 'company'>) {
  const by = (text: 'login' | 'email') => ({
    column: 'client',
    ranks: () =>
      [...parts.identity.business.clients.of(company.id)]
        .sort((a, b) => (a[text] < b[text] ? -1 : a[text] > b[text] ? 1 : a.id - b.id))
        .map((client) => client.id),
  });
  return { ClientLogin: by('login'), ClientEmail: by('email') };
}

interface Owners {
  readonly AccountID: number | undefined;
  readonly StrategyID: number | undefined;
  readonly WalletID: number | undefined;
}

/** The kept count of what one of the owners has. */
async function narrowest({
  parts,
  company,
  search,
}: Pick<ManagerCall, 'parts' | 'company'> & { readonly search: { readonly filter: Owners } }) {
  const { AccountID, StrategyID, WalletID } = search.filter;
  return look(parts, ({ copy }) => {
    const ours = (id: number): boolean => copy.strategies.get(id)?.company === company.id;
    if (AccountID !== undefined) {
      const account = copy.accounts.get(AccountID);
      return account !== undefined && ours(account.strategy)
        ? ({ name: 'deals.account', owner: AccountID } as const)
        : undefined;
    }
    if (StrategyID !== undefined)
      return ours(StrategyID) ? ({ name: 'deals.strategy', owner: StrategyID } as const) : undefined;
    if (WalletID !== undefined) {
      const own = copy.wallets.get(WalletID)?.company === company.id;
      return own ? ({ name: 'deals.wallet', owner: WalletID } as const) : undefined;
    }
    return { name: 'deals.company', owner: company.id } as const;
  });
}
