import type { ClosedTrade, Deal, OpenTrade, Position } from '../../invest/rows.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';

interface OfAccount {
  readonly account: string;
}

/** Positions of an account whose strategy has one for each symbol. */
export function PositionTable({ account }: OfAccount) {
  const columns = [
    column<Position>({ field: 'Symbol', title: tell('symbol') }),
    column<Position>({ field: 'Volume', title: tell('volume'), as: 'number' }),
    column<Position>({ field: 'Price', title: tell('price'), as: 'number' }),
    column<Position>({ field: 'ProfitCalcQuote', title: tell('priceNow'), as: 'number' }),
    column<Position>({ field: 'Margin', title: tell('margin'), as: 'money' }),
    column<Position>({ field: 'Profit', title: tell('profit'), as: 'result' }),
    column<Position>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<Position>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
  ];
  return (
    <SearchTable
      method="positions.search"
      entities="Positions"
      filter={{ AccountID: account }}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noPositions')}
      name={tell('positions')}
    />
  );
}

/** What was closed, with where it began. */
export function ClosedTradeTable({ account }: OfAccount) {
  const columns = [
    column<ClosedTrade>({ field: 'DTClose', title: tell('time'), as: 'moment', sort: 'DealOutID' }),
    column<ClosedTrade>({ field: 'Symbol', title: tell('symbol') }),
    column<ClosedTrade>({ field: 'Volume', title: tell('volume'), as: 'number' }),
    column<ClosedTrade>({ field: 'DTOpen', title: tell('openedAt'), as: 'moment', sort: 'DealInID' }),
    column<ClosedTrade>({ field: 'PriceOpen', title: tell('priceOpen'), as: 'number' }),
    column<ClosedTrade>({ field: 'PriceClose', title: tell('priceClose'), as: 'number', sort: false }),
    column<ClosedTrade>({ field: 'Profit', title: tell('profit'), as: 'result' }),
    column<ClosedTrade>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<ClosedTrade>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
  ];
  return (
    <SearchTable
      method="hedgingPositions.searchClosed"
      entities="Positions"
      filter={{ AccountID: account }}
      columns={columns}
      keyOf={({ DealOutID }) => DealOutID}
      empty={tell('noClosedTrades')}
      name={tell('closedTrades')}
      order={{ Field: 'DealOutID', Direction: 'Desc' }}
    />
  );
}

/** Positions of an account whose strategy has one for each ticket of the trader. */
export function OpenTradeTable({ account }: OfAccount) {
  const columns = [
    column<OpenTrade>({ field: 'Ticket', title: tell('ticket') }),
    column<OpenTrade>({ field: 'Symbol', title: tell('symbol') }),
    column<OpenTrade>({ field: 'DTOpen', title: tell('openedAt'), as: 'moment', sort: 'PositionID' }),
    column<OpenTrade>({ field: 'VolumeOpen', title: tell('volume'), as: 'number' }),
    column<OpenTrade>({ field: 'PriceOpen', title: tell('price'), as: 'number' }),
    column<OpenTrade>({ field: 'ProfitCalcQuote', title: tell('priceNow'), as: 'number', sort: false }),
    column<OpenTrade>({ field: 'Margin', title: tell('margin'), as: 'money' }),
    column<OpenTrade>({ field: 'Profit', title: tell('profit'), as: 'result' }),
    column<OpenTrade>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<OpenTrade>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
  ];
  return (
    <SearchTable
      method="hedgingPositions.searchOpen"
      entities="Positions"
      filter={{ AccountID: account }}
      columns={columns}
      keyOf={({ PositionID }) => PositionID}
      empty={tell('noPositions')}
      name={tell('positions')}
      order={{ Field: 'PositionID', Direction: 'Desc' }}
    />
  );
}

export function DealTable({ account }: OfAccount) {
  const columns = [
    column<Deal>({ field: 'ID', title: tell('id'), as: 'number' }),
    column<Deal>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<Deal>({ field: 'Type', title: tell('kind'), wordOf: (value) => stateText('deal', value) }),
    column<Deal>({ field: 'Entry', title: tell('entry'), wordOf: (value) => stateText('entry', value) }),
    column<Deal>({ field: 'Symbol', title: tell('symbol') }),
    column<Deal>({ field: 'Volume', title: tell('volume'), as: 'number' }),
    column<Deal>({ field: 'Price', title: tell('price'), as: 'number' }),
    column<Deal>({ field: 'Profit', title: tell('profit'), as: 'result' }),
    column<Deal>({ field: 'Commission', title: tell('commission'), as: 'money' }),
    column<Deal>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<Deal>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
  ];
  return (
    <SearchTable
      method="deals.search"
      entities="Deals"
      filter={{ AccountID: account }}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noDeals')}
      name={tell('deals')}
    />
  );
}
