import type { Deal, FillRequest, Position, SignalRow } from '../../desk/rows.ts';
import type { Filter } from '../../ramm/search.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';
import { pathOf } from './links.ts';

interface Props {
  readonly filter?: Filter;
}

export function DealTable({ filter = {} }: Props) {
  const columns = [
    column<Deal>({ field: 'ID', title: tell('id'), as: 'number' }),
    column<Deal>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<Deal>({ field: 'AccountID', title: tell('account'), to: ({ AccountID }) => pathOf('accounts', AccountID) }),
    column<Deal>({ field: 'ClientLogin', title: tell('client') }),
    column<Deal>({ field: 'Type', title: tell('kind'), wordOf: (value) => stateText('deal', value) }),
    column<Deal>({ field: 'Entry', title: tell('entry'), wordOf: (value) => stateText('entry', value) }),
    column<Deal>({ field: 'Symbol', title: tell('symbol') }),
    column<Deal>({ field: 'Volume', title: tell('volume'), as: 'number' }),
    column<Deal>({ field: 'VolumeA', title: tell('volumeA'), as: 'number' }),
    column<Deal>({ field: 'Price', title: tell('price'), as: 'number' }),
    column<Deal>({ field: 'Profit', title: tell('profit'), as: 'result' }),
    column<Deal>({ field: 'Commission', title: tell('commission'), as: 'money' }),
    column<Deal>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<Deal>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
    column<Deal>({ field: 'SignalID', title: tell('signal'), to: ({ SignalID }) => pathOf('signals', SignalID) }),
    column<Deal>({
      field: 'FillRequestID',
      title: tell('request'),
      to: ({ FillRequestID }) => pathOf('requests', FillRequestID),
    }),
  ];
  return (
    <SearchTable
      method="deals.search"
      entities="Deals"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noDeals')}
      name={tell('deals')}
    />
  );
}

export function PositionTable({ filter = {} }: Props) {
  const columns = [
    column<Position>({
      field: 'AccountID',
      title: tell('account'),
      to: ({ AccountID }) => pathOf('accounts', AccountID),
    }),
    column<Position>({ field: 'Symbol', title: tell('symbol') }),
    column<Position>({ field: 'VolumeOpen', title: tell('volume'), as: 'number' }),
    column<Position>({ field: 'VolumeRequestLong', title: tell('requestLong'), as: 'number' }),
    column<Position>({ field: 'VolumeRequestShort', title: tell('requestShort'), as: 'number' }),
    column<Position>({ field: 'PriceOpen', title: tell('price'), as: 'number' }),
    column<Position>({ field: 'ProfitCalcQuote', title: tell('priceNow'), as: 'number' }),
    column<Position>({ field: 'MarginTotal', title: tell('margin'), as: 'money' }),
    column<Position>({ field: 'Swap', title: tell('swap'), as: 'result' }),
    column<Position>({ field: 'TotalProfit', title: tell('total'), as: 'result' }),
  ];
  return (
    <SearchTable
      method="positions.search"
      entities="Positions"
      filter={filter}
      columns={columns}
      keyOf={({ ID, AccountID }) => `${AccountID}/${ID}`}
      empty={tell('noPositions')}
      name={tell('positions')}
    />
  );
}

export function SignalTable({ filter = {} }: Props) {
  const columns = [
    column<SignalRow>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('signals', ID) }),
    column<SignalRow>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<SignalRow>({
      field: 'StrategyID',
      title: tell('strategy'),
      to: ({ StrategyID }) => pathOf('strategies', StrategyID),
    }),
    column<SignalRow>({ field: 'Symbol', title: tell('symbol') }),
    column<SignalRow>({ field: 'TraderLot', title: tell('traderLot'), as: 'number' }),
    column<SignalRow>({ field: 'TraderEquity', title: tell('traderEquity'), as: 'money' }),
    column<SignalRow>({ field: 'Status', title: tell('status'), wordOf: (value) => stateText('signal', value) }),
    column<SignalRow>({ field: 'DTProcessed', title: tell('processed'), as: 'moment' }),
    column<SignalRow>({ field: 'Comment', title: tell('comment') }),
  ];
  return (
    <SearchTable
      method="signals.search"
      entities="Signals"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noSignals')}
      name={tell('signals')}
    />
  );
}

export function RequestTable({ filter = {} }: Props) {
  const columns = [
    column<FillRequest>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('requests', ID) }),
    column<FillRequest>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<FillRequest>({ field: 'StreamID', title: tell('stream') }),
    column<FillRequest>({ field: 'Symbol', title: tell('symbol') }),
    column<FillRequest>({ field: 'Volume', title: tell('volume'), as: 'number' }),
    column<FillRequest>({ field: 'DTLastFill', title: tell('lastFill'), as: 'moment' }),
    column<FillRequest>({ field: 'DTProcessed', title: tell('processed'), as: 'moment' }),
  ];
  return (
    <SearchTable
      method="fillRequests.search"
      entities="FillRequests"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noRequests')}
      name={tell('requests')}
    />
  );
}
