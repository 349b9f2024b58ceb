import type { Client } from '../../../identity/index.ts';
import { integer, optional, text } from '../fields.ts';
import { type Method, managerSearch } from '../method.ts';
import { fitsTest, someHold } from '../search/conditions.ts';
import { pageOfMany } from '../search/many.ts';
import { ClientView } from '../views/client.ts';
import { STATISTIC_COLUMNS } from '../views/client-statistic.ts';
import type { SeenWorld } from '../views/world.ts';
import { historiesOf, shownRows } from './clients.ts';

/** Figures of clients side by side (`ramm.md` 4.6). */
export const CLIENT_STATISTICS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'clients.searchStatistic',
    entities: 'Statistic',
    filter: { Login: optional(text()), Test: optional(integer({ most: 2 })) },
    sort: Object.keys(STATISTIC_COLUMNS),
    async find({ parts, company, search }) {
      const { Login, Test } = search.filter;
      const clients = parts.identity.business.clients
        .of(company.id)
        .filter((client) => someHold([client.login], Login) && fitsTest(client.test, Test));
      const histories = OF_HISTORY.includes(search.orderBy) ? await historiesOf(parts, clients, true) : undefined;
      const find = (world: SeenWorld, client: Client): readonly ClientView[] => [
        new ClientView(world, client, histories),
      ];
      const idOf = ({ client }: ClientView): number => client.id;
      const { rows, total } = await pageOfMany(
        parts,
        { items: clients, find, columns: STATISTIC_COLUMNS, idOf },
        search,
      );
      return { rows: await shownRows(parts, STATISTIC_COLUMNS, rows, histories), total };
    },
  }),
];

/** Columns that are read from the history. */
const OF_HISTORY: readonly string[] = [
  'AccountsClosed',
  'AccountsPastProfit',
  'AccountsFeeCharged',
  'AccountsFeePaid',
  'AccountsCommissionPaid',
  'WalletTransfersTotalIn',
  'WalletTransfersTotalOut',
  'WalletTransfersTotalDelta',
  'Swap',
  'DealsVolume',
];
