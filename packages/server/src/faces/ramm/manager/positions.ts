import type { CopyState } from '@outcry/core';
import { Fault } from '../errors.ts';
import { id, integer, optional, text } from '../fields.ts';
import { type Method, managerMethod, managerSearch } from '../method.ts';
import { fitsTest, is } from '../search/conditions.ts';
import { rowOf } from '../search/live.ts';
import { pageOfMany } from '../search/many.ts';
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
    async find({ parts, company, search }) {
      const { filter } = search;
      const items = await look(parts, ({ copy }) => [...candidates(copy, filter)]);
      const symbol = filter.Symbol?.toUpperCase();
      const find = (world: SeenWorld, id: number): readonly PositionView[] => {
        const account = world.copy.accounts.get(id);
        if (account === undefined || account.positions.length === 0) return NONE;
        const view = new AccountView(world, account);
        const fits =
          view.strategy.company === company.id &&
          is(account.id, filter.AccountID) &&
          (filter.ClientID === undefined || view.wallet.client === filter.ClientID) &&
          is(account.wallet, filter.WalletID) &&
          is(view.strategy.id, filter.StrategyID) &&
          is<number>(view.strategy.accounting, filter.AccountingSystem) &&
          (filter.Test === undefined || fitsTest(view.wallet.test, filter.Test));
        return fits
          ? positionsOf(view).filter(
              (each) => is(each.instrument?.symbol, symbol) && is(each.position.ticket, filter.Ticket),
            )
          : NONE;
      };
      const columns = { ...POSITION_COLUMNS, IDStrategy: POSITION_COLUMNS.StrategyID as never };
      const idOf = ({ position }: PositionView): number => position.id;
      const { rows, total } = await pageOfMany(parts, { items, find, columns, idOf }, search);
      return look(parts, (world) => ({
        rows: rows
          .flatMap(({ item, id }) => find(world, item).filter(({ position }) => position.id === id))
          .map((each) => rowOf(POSITION_COLUMNS, each)),
        total,
      }));
    },
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

const NONE: readonly PositionView[] = [];

interface Owners {
  readonly AccountID: number | undefined;
  readonly ClientID: number | undefined;
  readonly WalletID: number | undefined;
  readonly StrategyID: number | undefined;
}

/** Accounts among which all are whose positions fit. */
function candidates(
  { accounts, strategies, wallets, walletOf }: CopyState,
  { AccountID, ClientID, WalletID, StrategyID }: Owners,
): Iterable<number> {
  if (AccountID !== undefined) return [AccountID];
  if (WalletID !== undefined) return wallets.get(WalletID)?.accounts ?? [];
  if (ClientID !== undefined) return wallets.get(walletOf.get(ClientID) ?? 0)?.accounts ?? [];
  if (StrategyID !== undefined) return strategies.get(StrategyID)?.members ?? [];
  return accounts.keys();
}

function positionById(world: SeenWorld, id: number): PositionView | undefined {
  for (const account of world.copy.accounts.values()) {
    if (!account.positions.some((position) => position.id === id)) continue;
    return positionsOf(new AccountView(world, account)).find(({ position }) => position.id === id);
  }
  return undefined;
}
