import { type CopyRow, listCopiedTrades } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { id, optional } from '../fields.ts';
import { type ClientCall, clientSearch, type Method } from '../method.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { priceOf } from '../views/deal.ts';
import { type PositionView, positionsOf } from '../views/position.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';
import { lookAtOwn } from './own-account.ts';
import { walletBlock, walletOf } from './wallet.ts';

type Deal = CopyRow<'copy_deals'>;

/** An open position with the deal that began it. */
interface OpenTrade {
  readonly position: PositionView;
  readonly opening: Deal | undefined;
}

/** A part of a position that was closed, with the deal that began it. */
interface ClosedTrade {
  readonly opening: Deal | undefined;
  readonly closing: Deal;
}

const OPEN_COLUMNS: Columns<OpenTrade> = {
  PositionID: ({ position }) => position.position.id,
  Ticket: ({ position }) => position.position.ticket,
  DTOpen: ({ position }) => momentText(position.position.openedAt),
  Type: ({ position }) => (position.position.volume < 0 ? 1 : 0),
  VolumeOpen: ({ position }) => position.lots(position.position.volume),
  Symbol: ({ position }) => position.instrument?.symbol,
  PriceOpen: ({ position }) => position.price(position.position.price),
  ProfitCalcQuote: ({ position: each }) => (each.figures.quote === null ? undefined : each.price(each.figures.quote)),
  Profit: ({ position }) => money(position.figures.profit),
  TotalProfit: ({ position }) => money(position.figures.totalProfit),
  Margin: ({ position }) => money(position.figures.marginOpen),
  MarginTotal: ({ position }) => money(position.figures.marginTotal),
  Swap: ({ position }) => money(position.position.swap),
  DealInID: ({ opening }) => opening?.id,
  CommissionBroker: ({ opening }) => money(opening?.broker ?? 0),
  CommissionLiquidity: ({ opening }) => money(opening?.liquidity ?? 0),
  CommissionTrader: ({ opening }) => money((opening?.trader ?? 0) + (opening?.partner ?? 0)),
  PrecisionPrice: ({ position }) => position.instrument?.priceStep.scale,
  PrecisionVolume: ({ position }) => position.view.account.precisionVolume,
};

const CLOSED_COLUMNS: Columns<ClosedTrade> = {
  PositionID: ({ closing }) => closing.position,
  DealInID: ({ opening }) => opening?.id,
  DealOutID: ({ closing }) => closing.id,
  DTOpen: ({ opening }) => momentOf(opening?.at),
  Type: ({ closing }) => (closing.type === 0 ? 1 : 0),
  // the side of the position, not that of the deal which closed it
  Volume: ({ closing }) => eighths(-closing.volume + 0),
  Symbol: ({ closing }) => closing.symbol ?? undefined,
  PriceOpen: ({ opening }) => (opening === undefined ? undefined : priceOf(opening.price)),
  DTClose: ({ closing }) => momentText(closing.at),
  PriceClose: ({ closing }) => priceOf(closing.price),
  Profit: ({ closing }) => money(closing.profit),
  TotalProfit: ({ closing }) => money(closing.total),
  Swap: ({ closing }) => money(closing.swap),
  CommissionBroker: ({ closing }) => money(closing.broker),
  CommissionLiquidity: ({ closing }) => money(closing.liquidity),
  CommissionTrader: ({ closing }) => money(closing.trader + closing.partner),
  PrecisionPrice: ({ closing }) => closing.precision_price,
  PrecisionVolume: ({ closing }) => closing.precision_volume,
};

/** Names by which the documents sort, of the fields above. */
const OPEN_SORT = [
  'PositionID',
  'Ticket',
  'Symbol',
  'VolumeOpen',
  'PriceOpen',
  'Margin',
  'Profit',
  'TotalProfit',
  'Swap',
];
const CLOSED_SORT = ['DealOutID', 'DealInID', 'Symbol', 'Volume', 'PriceOpen', 'Profit', 'TotalProfit', 'Swap'];

/** Positions as a terminal shows them: what is open, and what was closed (`ramm.md` 6). */
export const HEDGING_METHODS: readonly Method[] = [
  clientSearch([2], {
    name: 'hedgingPositions.searchOpen',
    entities: 'Positions',
    filter: { AccountID: optional(id()) },
    sort: OPEN_SORT,
    besides: wallets,
    async find(call) {
      const trades = await tradesOf(call);
      return lookAtOwn(call, 'Filter.AccountID', wantedAccount(call), (view) => {
        const open = positionsOf(view).map((position) => ({
          position,
          opening: openingOf(trades, position.position.id),
        }));
        const { rows, total } = pageOf(open, call.search, OPEN_COLUMNS, ({ position }) => position.position.id);
        return { rows: rows.map((each) => rowOf(OPEN_COLUMNS, each)), total };
      });
    },
  }),
  clientSearch([2], {
    name: 'hedgingPositions.searchClosed',
    entities: 'Positions',
    filter: { AccountID: optional(id()) },
    sort: CLOSED_SORT,
    besides: wallets,
    async find(call) {
      const trades = await tradesOf(call);
      const closed = trades
        .filter(({ entry }) => entry === 1 || entry === 2)
        .map((closing) => ({ closing, opening: openingOf(trades, closing.position) }));
      const { rows, total } = pageOf(closed, call.search, CLOSED_COLUMNS, ({ closing }) => closing.id);
      return { rows: rows.map((each) => rowOf(CLOSED_COLUMNS, each)), total };
    },
  }),
];

type Listing = Pick<ClientCall, 'parts' | 'client'> & {
  readonly search: { readonly filter: { readonly AccountID: number | undefined } };
};

function wantedAccount({ search }: Listing): number {
  const { AccountID } = search.filter;
  if (AccountID === undefined) throw Fault.invalid('Filter.AccountID', 'it is missing');
  return AccountID;
}

/** Trades of an account of the caller. Throws Fault. */
async function tradesOf(call: Listing): Promise<readonly Deal[]> {
  const account = await lookAtOwn(call, 'Filter.AccountID', wantedAccount(call), (view) => view.account.id);
  return listCopiedTrades(call.parts.readModel, account);
}

function openingOf(trades: readonly Deal[], position: number): Deal | undefined {
  return trades.find((deal) => deal.position === position && deal.entry === 0);
}

function wallets({ parts, client }: Pick<ClientCall, 'parts' | 'client'>): Promise<Record<string, Json>> {
  return look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id))] }));
}
