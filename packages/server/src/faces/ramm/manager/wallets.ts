import { flag, id, optional } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { is } from '../search/conditions.ts';
import { pageOf, rowOf } from '../search/live.ts';
import { WALLET_COLUMNS, WalletView, walletIn } from '../views/wallet.ts';
import { look } from '../views/world.ts';

/** Wallets of the company's clients (`ramm.md` 4.7). */
export const WALLETS_METHODS: readonly Method[] = [
  managerMethod({
    name: 'wallets.get',
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts, company, given }) =>
      look(parts, (world) => {
        const view = new WalletView(world, walletIn(world, company.id, 'ID', given.ID));
        const row = rowOf(WALLET_COLUMNS, view);
        return { ...row, DT: row.DTCreated, Test: view.wallet.test ? 1 : 0 };
      }),
  }),
  managerSearch({
    name: 'wallets.search',
    entities: 'Wallets',
    filter: { ClientID: optional(id()), TestClient: optional(flag()) },
    sort: Object.keys(WALLET_COLUMNS),
    find: ({ parts, company, search }) =>
      look(parts, (world) => {
        const { ClientID, TestClient } = search.filter;
        const views: WalletView[] = [];
        for (const wallet of world.copy.wallets.values()) {
          if (wallet.company === company.id && is(wallet.client, ClientID) && is(wallet.test, TestClient))
            views.push(new WalletView(world, wallet));
        }
        const { rows, total } = pageOf(views, search, WALLET_COLUMNS, ({ wallet }) => wallet.id);
        return { rows: rows.map((view) => rowOf(WALLET_COLUMNS, view)), total };
      }),
  }),
];
