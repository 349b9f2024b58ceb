import { id, integer, moment, optional } from '../fields.ts';
import { clientSearch, type Method } from '../method.ts';
import { between, equal, storedPage } from '../search/stored.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { besideWallet } from './listing.ts';
import { walletOf } from './wallet.ts';

const TRANSFER_COLUMNS = {
  ID: 'id',
  StrategyID: 'strategy',
  AccountID: 'account',
  DealID: 'deal',
  DT: 'at',
  AccrualDate: 'accrued_at',
  Amount: 'amount',
  Type: 'kind',
  Comment: 'comment_client',
};

/** Kinds of transfers but those of bonuses, which later versions do not know. */
const WITHOUT_BONUSES = [0, 1, 4, 5, 6, 7, 8];

/** What has happened to the caller's free money (`ramm.md` 6). */
export const TRANSFERS_METHODS: readonly Method[] = [
  clientSearch([1, 2, 3], {
    name: 'walletTransfers.search',
    entities: 'WalletTransfers',
    maxPerPage: 1_000,
    filter: {
      StrategyID: optional(id()),
      AccountID: optional(id()),
      DealID: optional(id()),
      DTFrom: optional(moment()),
      DTTo: optional(moment()),
      Type: optional(integer({ most: 8 })),
    },
    sort: [...Object.keys(TRANSFER_COLUMNS), 'StrategyName'],
    besides: besideWallet,
    async find({ parts, client, search, version }) {
      const { StrategyID, AccountID, DealID, DTFrom, DTTo, Type } = search.filter;
      const { wallet, names } = await look(parts, (world) => ({
        wallet: walletOf(world, client.id).wallet.id,
        names: search.orderBy === 'StrategyName' ? strategiesByName(world, client.company) : [],
      }));
      const more = [
        ...equal('strategy', StrategyID),
        ...equal('account', AccountID),
        ...equal('deal', DealID),
        ...between('at', DTFrom, DTTo),
        ...equal('kind', Type),
        ...(version === 1 ? [] : [{ column: 'kind', is: 'oneOf', value: WITHOUT_BONUSES } as const]),
      ];
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_transfers',
        columns: { ...TRANSFER_COLUMNS, StrategyName: { column: 'strategy', ranks: () => names } },
        company: client.company,
        conditions: [...equal('wallet', wallet), ...more],
        count: { name: 'transfers.wallet', owner: wallet },
      });
      return look(parts, ({ copy }) => ({
        rows: rows.map((row) => ({
          ID: row.id,
          StrategyID: row.strategy || undefined,
          AccountID: row.account || undefined,
          DealID: row.deal || undefined,
          DT: momentText(row.at),
          AccrualDate: momentOf(row.accrued_at),
          Amount: money(row.amount),
          Type: row.kind,
          Comment: row.comment_client ?? '',
          StrategyName: copy.strategies.get(row.strategy)?.name,
        })),
        total,
      }));
    },
  }),
];

/** Strategies of a company in the order of their names, which the tables do not know. */
function strategiesByName({ copy }: SeenWorld, company: number): number[] {
  return [...copy.strategies.values()]
    .filter((strategy) => strategy.company === company)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
    .map((strategy) => strategy.id);
}
