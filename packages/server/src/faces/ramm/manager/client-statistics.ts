import { integer, optional, text } from '../fields.ts';
import { type Method, managerSearch } from '../method.ts';
import { STATISTIC_COLUMNS } from '../views/client-statistic.ts';
import { type ClientColumns, clientPage } from './client-search.ts';

const STATISTICS: ClientColumns = {
  all: STATISTIC_COLUMNS,
  ofClient: { IDClient: ({ id }) => id, Test: ({ test }) => (test ? 1 : 0), Login: ({ login }) => login },
  ofHistory: {
    AccountsClosed: 'alone',
    AccountsPastProfit: 'besides',
    AccountsFeeCharged: 'besides',
    AccountsFeePaid: 'besides',
    AccountsCommissionPaid: 'besides',
    WalletTransfersTotalIn: 'alone',
    WalletTransfersTotalOut: 'alone',
    WalletTransfersTotalDelta: 'alone',
    Swap: 'alone',
    DealsVolume: 'alone',
  },
  withClosed: true,
};

/** Figures of clients side by side (`ramm.md` 4.6). */
export const CLIENT_STATISTICS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'clients.searchStatistic',
    entities: 'Statistic',
    filter: { Login: optional(text()), Test: optional(integer({ most: 2 })) },
    sort: Object.keys(STATISTIC_COLUMNS),
    find: ({ parts, company, search }) => clientPage(parts, company.id, search, STATISTICS, search.filter),
  }),
];
