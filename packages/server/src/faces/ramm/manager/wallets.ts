import { flag, id, optional } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { is } from '../search/conditions.ts';
import { rowOf } from '../search/live.ts';
import { pageOfMany } from '../search/many.ts';
import { WALLET_COLUMNS, WalletView, walletIn } from '../views/wallet.ts';
import { look, type SeenWorld } from '../views/world.ts';

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
    async find({ parts, company, search }) {
      const { ClientID, TestClient } = search.filter;
      const items = await look(parts, ({ copy }) =>
        ClientID === undefined ? [...copy.wallets.keys()] : [copy.walletOf.get(ClientID) ?? 0],
      );
      const find = (world: SeenWorld, id: number): readonly WalletView[] => {
        const wallet = world.copy.wallets.get(id);
        const fits =
          wallet !== undefined &&
          wallet.company === company.id &&
          is(wallet.client, ClientID) &&
          is(wallet.test, TestClient);
        return fits ? [new WalletView(world, wallet)] : [];
      };
      const idOf = ({ wallet }: WalletView): number => wallet.id;
      const { rows, total } = await pageOfMany(parts, { items, find, columns: WALLET_COLUMNS, idOf }, search);
      return look(parts, (world) => ({
        rows: rows.flatMap(({ id }) => find(world, id)).map((view) => rowOf(WALLET_COLUMNS, view)),
        total,
      }));
    },
  }),
];
