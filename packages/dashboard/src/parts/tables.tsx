import type { Fill, Order, Position } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { pathTo } from '../route.ts';
import type { PlainText } from '../table/rows.ts';
import type { AskedOrder } from '../table/use-asked-order.ts';
import { say, type Word } from '../words/language.ts';
import { shortened, shown, shownTime, usualDecimals } from '../words/numbers.ts';
import { DataTable, type TableColumn } from './data-table.tsx';

/** A column: its heading, whether it holds numbers, its cell, and what the cell says as plain text. */
interface Column<Row> {
  readonly word: Word;
  readonly number?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
  readonly text: (row: Row) => PlainText;
}

interface TableProps<Row> {
  readonly rows: readonly Row[] | null;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: Word;
  /** What the rows are. */
  readonly name: Word;
  /** More rows follow that are not here yet. */
  readonly partial?: boolean;
  /** By these columns the platform sorts. */
  readonly asked?: AskedOrder;
}

/** The rows of a history that comes page by page. */
export type HistoryPart<Row> = Pick<TableProps<Row>, 'rows' | 'partial' | 'asked'>;

/** A table of the house whose words are those of every page. */
export function Table<Row>({ columns, empty, name, ...rest }: TableProps<Row>) {
  const titled = columns.map((column): TableColumn<Row> => ({ ...column, id: column.word, title: say(column.word) }));
  return <DataTable {...rest} columns={titled} empty={say(empty)} name={say(name)} />;
}

function sideText(row: { readonly side: 'buy' | 'sell' }): string {
  return say(row.side === 'buy' ? 'buySide' : 'sellSide');
}

function side(row: { readonly side: 'buy' | 'sell' }): ComponentChildren {
  return <span class={row.side === 'buy' ? 'up' : 'down'}>{sideText(row)}</span>;
}

function instrument(row: { readonly instrument: string }): ComponentChildren {
  return <a href={pathTo('trade', row.instrument)}>{row.instrument}</a>;
}

export function moneyCell(amount: string | null, asset: string, coloured = false): ComponentChildren {
  const tone = !coloured || amount === null || /^-?0*\.?0*$/.test(amount) ? '' : amount.startsWith('-') ? 'down' : 'up';
  return (
    <span class={tone} title={amount === null ? undefined : `${amount} ${asset}`}>
      {shortened(amount, usualDecimals(asset))} <small>{asset}</small>
    </span>
  );
}

export function PositionTable({ positions }: { readonly positions: readonly Position[] | null }) {
  const columns: Column<Position>[] = [
    { word: 'instrument', cell: instrument, text: ({ instrument: symbol }) => symbol },
    {
      word: 'quantity',
      number: true,
      cell: ({ quantity }) => <span class={quantity.startsWith('-') ? 'down' : 'up'}>{shown(quantity)}</span>,
      text: ({ quantity }) => quantity,
    },
    {
      word: 'average',
      number: true,
      cell: ({ averagePrice }) => shortened(averagePrice, 6),
      text: ({ averagePrice }) => averagePrice,
    },
    { word: 'price', number: true, cell: ({ price }) => shown(price), text: ({ price }) => price },
    {
      word: 'result',
      number: true,
      cell: ({ unrealised, currency }) => moneyCell(unrealised, currency, true),
      text: ({ unrealised }) => unrealised,
    },
    {
      word: 'realised',
      number: true,
      cell: ({ realised, currency }) => moneyCell(realised, currency, true),
      text: ({ realised }) => realised,
    },
    {
      word: 'margin',
      number: true,
      cell: ({ margin, currency }) => moneyCell(margin, currency),
      text: ({ margin }) => margin,
    },
  ];
  return (
    <Table
      rows={positions}
      columns={columns}
      keyOf={({ instrument: symbol, leg }) => `${symbol} ${leg}`}
      empty="noPositions"
      name="positions"
    />
  );
}

export function FillTable(props: HistoryPart<Fill>) {
  const columns: Column<Fill>[] = [
    { word: 'time', cell: ({ at }) => <time dateTime={at}>{shownTime(at)}</time>, text: ({ at }) => at },
    { word: 'instrument', cell: instrument, text: ({ instrument: symbol }) => symbol },
    { word: 'side', cell: side, text: sideText },
    { word: 'quantity', number: true, cell: ({ quantity }) => shown(quantity), text: ({ quantity }) => quantity },
    { word: 'price', number: true, cell: ({ price }) => shown(price), text: ({ price }) => price },
    { word: 'fee', number: true, cell: ({ fee, feeAsset }) => moneyCell(fee, feeAsset), text: ({ fee }) => fee },
    {
      word: 'result',
      number: true,
      cell: ({ result, resultAsset }) => moneyCell(result, resultAsset, true),
      text: ({ result }) => result,
    },
  ];
  return (
    <Table {...props} columns={columns} keyOf={({ id, order }) => `${id} ${order}`} empty="noHistory" name="fills" />
  );
}

export function OrderTable(props: HistoryPart<Order>) {
  const columns: Column<Order>[] = [
    {
      word: 'time',
      cell: ({ createdAt }) => <time dateTime={createdAt}>{shownTime(createdAt)}</time>,
      text: ({ createdAt }) => createdAt,
    },
    { word: 'instrument', cell: instrument, text: ({ instrument: symbol }) => symbol },
    { word: 'side', cell: side, text: sideText },
    { word: 'kind', cell: ({ type }) => say(type), text: ({ type }) => say(type) },
    { word: 'quantity', number: true, cell: ({ quantity }) => shown(quantity), text: ({ quantity }) => quantity },
    { word: 'filled', number: true, cell: ({ filled }) => shown(filled), text: ({ filled }) => filled },
    {
      word: 'average',
      number: true,
      cell: ({ averagePrice }) => shortened(averagePrice, 6),
      text: ({ averagePrice }) => averagePrice,
    },
    {
      word: 'status',
      cell: ({ status, detail }) => <span title={detail ?? undefined}>{say(`status.${status}`)}</span>,
      text: ({ status }) => say(`status.${status}`),
    },
    { word: 'origin', cell: ({ origin }) => <span class="quiet">{origin}</span>, text: ({ origin }) => origin },
  ];
  return <Table {...props} columns={columns} keyOf={({ id }) => String(id)} empty="noHistory" name="ordersHistory" />;
}
