import { integer, optional, text } from '../fields.ts';
import { type Method, managerSearch } from '../method.ts';
import { fitsTest, someHold } from '../search/conditions.ts';
import { pageOf, rowOf } from '../search/live.ts';
import { ClientView } from '../views/client.ts';
import { STATISTIC_COLUMNS } from '../views/client-statistic.ts';
import { look } from '../views/world.ts';
import { historiesOf } from './clients.ts';

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
      const histories = await historiesOf(parts, clients);
      return look(parts, (world) => {
        const views = clients.map((client) => new ClientView(world, client, histories));
        const { rows, total } = pageOf(views, search, STATISTIC_COLUMNS, ({ client }) => client.id);
        return { rows: rows.map((view) => rowOf(STATISTIC_COLUMNS, view)), total };
      });
    },
  }),
];
