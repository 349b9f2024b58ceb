import { type CopyRow, findRow, type KeptCount } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, moment, optional, text } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch } from '../method.ts';
import { clientsInOrder } from '../search/client-order.ts';
import { between, equal, storedPage, testIs } from '../search/stored.ts';
import { dealDetails, dealRow } from '../views/deal.ts';
import { walletOfClient } from '../views/wallet.ts';
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
      const wallet = filter.WalletID ?? (await walletOfClient(parts, filter.ClientID));
      const owners = [
        ...equal('account', filter.AccountID),
        ...equal('strategy', filter.StrategyID),
        ...equal('wallet', wallet),
      ];
      const more = [
        ...equal('signal', filter.SignalID),
        ...equal('stop', filter.SOID),
        ...equal('command', filter.CommandID),
        ...equal('symbol', filter.Symbol?.toUpperCase()),
        ...equal('type', filter.Type),
        ...equal('account_type', filter.AccountType),
        ...equal('id', filter.ID),
        ...between('at', filter.DTFrom, filter.DTTo),
        ...(filter.WalletID === undefined && wallet !== undefined ? [] : equal('client', filter.ClientID)),
        ...testIs(filter.Test),
        ...equal('accounting', filter.AccountingSystem),
      ];
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_deals',
        columns: { ...COLUMNS, ...clientColumns(call) },
        company: company.id,
        conditions: [...owners, ...more],
        count: countOf(company.id, filter.AccountID, wallet, filter.StrategyID),
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
    ranks: () => {
      const clients = parts.identity.business.clients.of(company.id);
      return clientsInOrder(clients, text, (client) => client[text]).map(({ id }) => id);
    },
  });
  return { ClientLogin: by('login'), ClientEmail: by('email') };
}

/** The kept count of the narrowest owner. */
function countOf(
  company: number,
  account: number | undefined,
  wallet: number | undefined,
  strategy: number | undefined,
): KeptCount {
  if (account !== undefined) return { name: 'deals.account', owner: account };
  if (wallet !== undefined) return { name: 'deals.wallet', owner: wallet };
  if (strategy !== undefined) return { name: 'deals.strategy', owner: strategy };
  return { name: 'deals.company', owner: company };
}
