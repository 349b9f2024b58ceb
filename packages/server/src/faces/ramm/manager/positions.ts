import { Fault } from '../errors.ts';
import { id, integer, optional, text } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { fitsTest, is } from '../search/conditions.ts';
import { pageOf, rowOf } from '../search/live.ts';
import { AccountView } from '../views/account.ts';
import { POSITION_COLUMNS, type PositionView, positionsOf } from '../views/position.ts';
import { look, type SeenWorld } from '../views/world.ts';

/** What only searches tell. */
const ONLY_SEARCHED = ['ID', 'StrategyID', 'StrategyName', 'TraderID', 'TraderLogin', 'Test'];

/** Open positions of the company's accounts (`ramm.md` 4.12). */
export const POSITIONS_METHODS: readonly Method[] = [
  managerSearch({
    name: 'positions.search',
    entities: 'Positions',
    filter: {
      AccountID: optional(id()),
      ClientID: optional(id()),
      WalletID: optional(id()),
      StrategyID: optional(id()),
      Symbol: optional(text()),
      Test: optional(integer({ most: 2 })),
      AccountingSystem: optional(integer({ most: 1 })),
      Ticket: optional(text()),
    },
    sort: [...Object.keys(POSITION_COLUMNS).filter((name) => !name.startsWith('Precision')), 'IDStrategy'],
    find: ({ parts, company, search }) =>
      look(parts, (world) => {
        const { filter } = search;
        const found = accountsOf(
          world,
          filter.AccountID,
          (view) =>
            view.strategy.company === company.id &&
            is(view.wallet.client, filter.ClientID) &&
            is(view.wallet.id, filter.WalletID) &&
            is(view.strategy.id, filter.StrategyID) &&
            is<number>(view.strategy.accounting, filter.AccountingSystem) &&
            fitsTest(view.wallet.test, filter.Test),
        )
          .flatMap(positionsOf)
          .filter(
            (each) =>
              is(each.instrument?.symbol, filter.Symbol?.toUpperCase()) && is(each.position.ticket, filter.Ticket),
          );
        const columns = { ...POSITION_COLUMNS, IDStrategy: POSITION_COLUMNS.StrategyID as never };
        const { rows, total } = pageOf(found, search, columns, ({ position }) => position.id);
        return { rows: rows.map((each) => rowOf(POSITION_COLUMNS, each)), total };
      }),
  }),
  managerMethod({
    name: 'positions.get',
    right: 'own',
    fields: { ID: optional(id()), PositionID: optional(id()) },
    handle: ({ parts, company, given }) =>
      look(parts, (world) => {
        const wanted = given.ID ?? given.PositionID;
        if (wanted === undefined) throw Fault.invalid('ID', 'it is missing');
        const found = positionById(world, wanted);
        if (found === undefined) throw Fault.unknown('ID', 'open position');
        if (found.view.strategy.company !== company.id) throw Fault.forbidden('position');
        const row = rowOf(POSITION_COLUMNS, found);
        const told = Object.entries(row).filter(([name]) => !ONLY_SEARCHED.includes(name));
        return { PositionID: row.ID, ...Object.fromEntries(told) };
      }),
  }),
];

function accountsOf(
  world: SeenWorld,
  id: number | undefined,
  fits: (view: AccountView) => boolean,
): readonly AccountView[] {
  const { accounts } = world.copy;
  const one = id === undefined ? undefined : accounts.get(id);
  const all = id === undefined ? accounts.values() : one === undefined ? [] : [one];
  const views: AccountView[] = [];
  for (const account of all) {
    if (account.positions.length === 0) continue;
    const view = new AccountView(world, account);
    if (fits(view)) views.push(view);
  }
  return views;
}

function positionById(world: SeenWorld, id: number): PositionView | undefined {
  for (const account of world.copy.accounts.values()) {
    if (!account.positions.some((position) => position.id === id)) continue;
    return positionsOf(new AccountView(world, account)).find(({ position }) => position.id === id);
  }
  return undefined;
}
