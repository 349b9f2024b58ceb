import { id, optional } from '../fields.ts';
import { clientSearch, type Method, type Searching } from '../method.ts';
import { named, picked } from '../search/columns.ts';
import { type Columns, type Found, pageOf, rowOf } from '../search/live.ts';
import { priceOf } from '../views/deal.ts';
import { POSITION_COLUMNS, type PositionView, positionsOf } from '../views/position.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { eighths, money } from '../wire/units.ts';
import { atOwn, besideWallet, type Listing } from './listing.ts';
import { type ClosedPart, NO_COMMISSIONS, type OpenPart, type TradeBook } from './trade-book.ts';
import { ticketsOf, tradeBook } from './trade-books.ts';

/** An open position with the deals that built it. */
interface OpenTrade {
  readonly position: PositionView;
  readonly part: OpenPart | undefined;
}

/** A closed part of a position with the trader's tickets, where they are wanted. */
interface ClosedTrade extends ClosedPart {
  readonly ticketIn?: string | undefined;
  readonly ticketOut?: string | undefined;
}

const OF_POSITION: Columns<OpenTrade> = Object.fromEntries(
  Object.entries(
    picked(
      POSITION_COLUMNS,
      named(`VolumeOpen Symbol PriceOpen ProfitCalcQuote Profit TotalProfit MarginTotal Swap SwapDT MarginOpen PrecisionPrice
        PrecisionVolume`),
    ),
  ).map(([name, read]) => [name, ({ position }: OpenTrade) => read(position)]),
);

const OPEN_COLUMNS = picked<OpenTrade>(
  {
    ...OF_POSITION,
    PositionID: ({ position }) => position.position.id,
    Ticket: ({ position }) => position.position.ticket,
    DTOpen: ({ position }) => momentText(position.position.openedAt),
    Type: ({ position }) => (position.position.volume < 0 ? 1 : 0),
    Margin: ({ position }) => money(position.figures.marginOpen),
    DealInID: ({ part }) => part?.opening.id,
    CommissionBroker: ({ part = NO_PART }) => money(part.paid.broker),
    CommissionLiquidity: ({ part = NO_PART }) => money(part.paid.liquidity),
    CommissionTrader: ({ part = NO_PART }) => money(part.paid.trader),
  },
  named(`PositionID Ticket DTOpen Type VolumeOpen Symbol PriceOpen ProfitCalcQuote Profit TotalProfit Margin MarginTotal Swap
    SwapDT DealInID CommissionBroker CommissionLiquidity CommissionTrader PrecisionPrice PrecisionVolume`),
);
const NO_PART = { paid: NO_COMMISSIONS };

const CLOSED_COLUMNS: Columns<ClosedTrade> = {
  TicketIn: ({ ticketIn }) => ticketIn,
  TicketOut: ({ ticketOut }) => ticketOut,
  PositionID: ({ closing }) => closing.position,
  DealInID: ({ opening }) => opening.id,
  DealOutID: ({ closing }) => closing.id,
  DTOpen: ({ opening }) => momentText(opening.at),
  // the side of the position, not that of the deal which closed it
  Type: ({ volume }) => (volume < 0 ? 1 : 0),
  Volume: ({ volume }) => eighths(volume),
  Symbol: ({ closing }) => closing.symbol ?? undefined,
  PriceOpen: ({ priceOpen }) => priceOf(priceOpen),
  DTClose: ({ closing }) => momentText(closing.at),
  PriceClose: ({ closing }) => priceOf(closing.price),
  Profit: ({ closing }) => money(closing.profit),
  TotalProfit: ({ closing }) => money(closing.total),
  Swap: ({ closing }) => money(closing.swap),
  CommissionBroker: ({ paid }) => money(paid.broker),
  CommissionLiquidity: ({ paid }) => money(paid.liquidity),
  CommissionTrader: ({ paid }) => money(paid.trader),
  PrecisionPrice: ({ closing }) => closing.precision_price,
  PrecisionVolume: ({ closing }) => closing.precision_volume,
};

/** The documents sort by names of which some are none of the fields. */
const OPEN_ORDER = renamed(OPEN_COLUMNS, { ID: 'PositionID', Volume: 'VolumeOpen', Price: 'PriceOpen' });
const CLOSED_ORDER = renamed(
  // what is closed binds nothing any more
  { ...CLOSED_COLUMNS, Margin: () => 0 },
  {
    IDDealOut: 'DealOutID',
    IDDealIn: 'DealInID',
    Price: 'PriceOpen',
    ProfitCalcQuote: 'PriceClose',
    Ticket: 'TicketIn',
  },
);

/** Orders for which the tickets of all parts are wanted. */
const BY_TICKET = ['TicketIn', 'TicketOut', 'Ticket'];

const FILTER = { AccountID: optional(id()) };
type Call = Listing & Searching<typeof FILTER>;

/** Positions as a terminal shows them: what is open, and what was closed (`ramm.md` 6). */
export const HEDGING_METHODS: readonly Method[] = [
  clientSearch([2], {
    name: 'hedgingPositions.searchOpen',
    entities: 'Positions',
    filter: FILTER,
    sort: Object.keys(OPEN_ORDER),
    besides: async (call) => ({ ...(await besideWallet(call)), PositionsTotal: await openTotals(call) }),
    async find(call): Promise<Found<Json>> {
      const book = await bookOf(call);
      return atOwn(call, (view) => {
        const open = positionsOf(view).map((position) => ({ position, part: book.open(position.position.id) }));
        const { rows, total } = pageOf(open, call.search, OPEN_ORDER, ({ position }) => position.position.id);
        return { rows: rows.map((each) => rowOf(OPEN_COLUMNS, each)), total };
      });
    },
  }),
  clientSearch([2], {
    name: 'hedgingPositions.searchClosed',
    entities: 'Positions',
    filter: FILTER,
    sort: Object.keys(CLOSED_ORDER),
    besides: async (call) => ({ ...(await besideWallet(call)), PositionsTotal: closedTotals(await bookOf(call)) }),
    async find(call): Promise<Found<Json>> {
      const { closed } = await bookOf(call);
      const byTicket = BY_TICKET.includes(call.search.orderBy);
      const all = byTicket ? await withTickets(call, closed) : closed;
      const { rows, total } = pageOf<ClosedTrade, typeof FILTER>(all, call.search, CLOSED_ORDER, closingOf);
      const shown = byTicket ? rows : await withTickets(call, rows);
      return { rows: shown.map((each) => rowOf(CLOSED_COLUMNS, each)), total };
    },
  }),
];

/** Columns under further names; the first name is what is sorted by unless told. */
function renamed<E>(columns: Columns<E>, names: Readonly<Record<string, string>>): Columns<E> {
  const further = Object.entries(names).map(([name, column]) => [name, picked(columns, [column])[column]] as const);
  return { ...(Object.fromEntries(further) as Columns<E>), ...columns };
}

/** The trades of the account that is searched. Throws Fault. */
async function bookOf(call: Call): Promise<TradeBook> {
  return tradeBook(call.parts, await atOwn(call, (view) => view.account.id));
}

async function withTickets(call: Call, closed: readonly ClosedPart[]): Promise<ClosedTrade[]> {
  const account = await atOwn(call, (view) => view.account.id);
  const tickets = await ticketsOf(call.parts, account, closed);
  return closed.map((part) => ({
    ...part,
    ticketIn: tickets.get(part.opening.signal),
    ticketOut: tickets.get(part.closing.signal),
  }));
}

function closingOf({ closing }: ClosedPart): number {
  return closing.id;
}

function openTotals(call: Call): Promise<Json> {
  return atOwn(call, (view) => {
    const all = positionsOf(view);
    return {
      Profit: money(all.reduce((sum, { figures }) => sum + figures.profit, 0)),
      TotalProfit: money(all.reduce((sum, { figures }) => sum + figures.totalProfit, 0)),
      Swap: money(all.reduce((sum, { position }) => sum + position.swap, 0)),
    };
  });
}

function closedTotals({ totals }: TradeBook): Json {
  return { Profit: money(totals.profit), TotalProfit: money(totals.total), Swap: money(totals.swap) };
}
