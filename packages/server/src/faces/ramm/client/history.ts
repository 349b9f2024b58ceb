import { type CopyRow, dealSums } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, integer, moment, optional } from '../fields.ts';
import { type ClientCall, clientSearch, type Method } from '../method.ts';
import { pageOf } from '../search/live.ts';
import { between, equal, storedPage } from '../search/stored.ts';
import { priceOf } from '../views/deal.ts';
import { POSITION_COLUMNS, type PositionView, positionsOf } from '../views/position.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';
import { lookAtOwn } from './own-account.ts';
import { walletBlock, walletOf } from './wallet.ts';

const POSITION_NAMES = [
  'ID',
  'Symbol',
  'Volume',
  'Price',
  'Margin',
  'Swap',
  'Profit',
  'TotalProfit',
  'ProfitCalcQuote',
  'PrecisionPrice',
  'PrecisionVolume',
] as const;

/** What positions are called here, by what managers call it. */
const RENAMED: Readonly<Record<string, string>> = { Volume: 'VolumeOpen', Price: 'PriceOpen', Margin: 'MarginOpen' };

const POSITIONS = Object.fromEntries(
  POSITION_NAMES.map((name) => [name, POSITION_COLUMNS[RENAMED[name] ?? name]]),
) as typeof POSITION_COLUMNS;

const DEAL_COLUMNS = {
  ID: 'id',
  SignalID: 'signal',
  CommandID: 'command',
  SOID: 'stop',
  DT: 'at',
  Type: 'type',
  Symbol: 'symbol',
  Volume: 'volume',
  Price: 'price',
  Commission: 'commission',
  Entry: 'entry',
  Profit: 'profit',
  Swap: 'swap',
  TotalProfit: 'total',
  DealToID: 'deal_to',
  Netting: 'netting',
};

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

/** What has happened to the caller's money, and what he holds (`ramm.md` 6). */
export const HISTORY_METHODS: readonly Method[] = [
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
    sort: Object.keys(TRANSFER_COLUMNS),
    besides,
    async find({ parts, client, search, version }) {
      const { StrategyID, AccountID, DealID, DTFrom, DTTo, Type } = search.filter;
      const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
      const more = [
        ...equal('strategy', StrategyID),
        ...equal('account', AccountID),
        ...equal('deal', DealID),
        ...between('at', DTFrom, DTTo),
        ...equal('kind', Type),
        // later versions know no bonuses
        ...(version === 1 ? [] : [{ column: 'kind', is: 'oneOf', value: [0, 1, 4, 5, 6, 7, 8] } as const]),
      ];
      const { rows, total } = await storedPage(parts.readModel, search, {
        table: 'copy_transfers',
        columns: TRANSFER_COLUMNS,
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
  clientSearch([2], {
    name: 'positions.search',
    entities: 'Positions',
    filter: { AccountID: optional(id()) },
    sort: POSITION_NAMES.filter((name) => !name.startsWith('Precision')),
    async besides(call) {
      const totals = await ofAccount(call, (positions) => {
        const sum = (read: (each: PositionView) => number) =>
          money(positions.reduce((all, each) => all + read(each), 0));
        return {
          Profit: sum(({ figures }) => figures.profit),
          TotalProfit: sum(({ figures }) => figures.totalProfit),
          Swap: sum(({ position }) => position.swap),
          Margin: sum(({ figures }) => figures.marginOpen),
        };
      });
      return { ...(await besides(call)), PositionsTotal: totals };
    },
    find: (call) =>
      ofAccount(call, (positions) => {
        const { rows, total } = pageOf(positions, call.search, POSITIONS, ({ position }) => position.id);
        const shown = rows.map((each) =>
          Object.fromEntries(POSITION_NAMES.map((name) => [name, POSITIONS[name]?.(each)] as const)),
        );
        return { rows: shown, total };
      }),
  }),
  clientSearch([2], {
    name: 'deals.search',
    entities: 'Deals',
    filter: { AccountID: optional(id()) },
    sort: Object.keys(DEAL_COLUMNS),
    async besides(call) {
      const { parts } = call;
      const account = await ownAccountOf(call);
      const sums = await dealSums(parts.readModel, account);
      return {
        ...(await besides(call)),
        DealsTotal: {
          Profit: money(sums.profit),
          TotalProfit: money(sums.total),
          Swap: money(sums.swap),
          Commission: money(sums.commission),
        },
      };
    },
    async find(call) {
      const account = await ownAccountOf(call);
      const { rows, total } = await storedPage(call.parts.readModel, call.search, {
        table: 'copy_deals',
        columns: DEAL_COLUMNS,
        company: call.client.company,
        conditions: equal('account', account),
        count: { name: 'deals.account', owner: account },
      });
      return { rows: rows.map(dealEntity), total };
    },
  }),
];

type Listing = Pick<ClientCall, 'parts' | 'client'> & {
  readonly search: { readonly filter: { readonly AccountID: number | undefined } };
};

async function besides({ parts, client }: Pick<ClientCall, 'parts' | 'client'>): Promise<Record<string, Json>> {
  return look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id))] }));
}

function wantedAccount({ search }: Listing): number {
  const { AccountID } = search.filter;
  if (AccountID === undefined) throw Fault.invalid('Filter.AccountID', 'it is missing');
  return AccountID;
}

function ownAccountOf(call: Listing): Promise<number> {
  return lookAtOwn(call, 'Filter.AccountID', wantedAccount(call), ({ account }) => account.id);
}

function ofAccount<T>(call: Listing, show: (positions: readonly PositionView[]) => T): Promise<T> {
  return lookAtOwn(call, 'Filter.AccountID', wantedAccount(call), (view) => show(positionsOf(view)));
}

function dealEntity(row: CopyRow<'copy_deals'>): Json {
  return {
    ID: row.id,
    SignalID: row.signal || undefined,
    CommandID: row.command || undefined,
    SOID: row.stop || undefined,
    DT: momentText(row.at),
    Type: row.type,
    Symbol: row.symbol ?? undefined,
    Volume: eighths(row.volume),
    Price: priceOf(row.price),
    Commission: money(row.commission),
    Entry: row.entry ?? undefined,
    Profit: money(row.profit),
    Swap: money(row.swap),
    TotalProfit: money(row.total),
    DealToID: row.deal_to || undefined,
    Netting: row.netting,
    PrecisionPrice: row.precision_price,
    PrecisionVolume: row.precision_volume,
  };
}
