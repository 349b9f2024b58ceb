import type { Fill, Order, Position } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { pathTo } from '../route.ts';
import { say, type Word } from '../words/language.ts';
import { shortened, shown, shownTime, usualDecimals } from '../words/numbers.ts';

/** A column: its heading, whether it holds numbers, and its cell. */
interface Column<Row> {
  readonly word: Word;
  readonly number?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  readonly rows: readonly Row[] | null;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: Word;
}

export function Table<Row>({ rows, columns, keyOf, empty }: TableProps<Row>) {
  if (rows === null) return <p class="waiting">{say('loading')}</p>;
  if (rows.length === 0) return <p class="waiting">{say(empty)}</p>;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            {columns.map(({ word, number }) => (
              <th key={word} class={number ? 'number' : ''}>
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ word, number, cell }) => (
                <td key={word} class={number ? 'number' : ''}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function side(row: { readonly side: 'buy' | 'sell' }): ComponentChildren {
  return <span class={row.side === 'buy' ? 'up' : 'down'}>{say(row.side === 'buy' ? 'buySide' : 'sellSide')}</span>;
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
    { word: 'instrument', cell: instrument },
    {
      word: 'quantity',
      number: true,
      cell: ({ quantity }) => <span class={quantity.startsWith('-') ? 'down' : 'up'}>{shown(quantity)}</span>,
    },
    { word: 'average', number: true, cell: ({ averagePrice }) => shortened(averagePrice, 6) },
    { word: 'price', number: true, cell: ({ price }) => shown(price) },
    { word: 'result', number: true, cell: ({ unrealised, currency }) => moneyCell(unrealised, currency, true) },
    { word: 'realised', number: true, cell: ({ realised, currency }) => moneyCell(realised, currency, true) },
    { word: 'margin', number: true, cell: ({ margin, currency }) => moneyCell(margin, currency) },
  ];
  return (
    <Table
      rows={positions}
      columns={columns}
      keyOf={({ instrument: symbol, leg }) => `${symbol} ${leg}`}
      empty="noPositions"
    />
  );
}

export function FillTable({ fills }: { readonly fills: readonly Fill[] | null }) {
  const columns: Column<Fill>[] = [
    { word: 'time', cell: ({ at }) => <time dateTime={at}>{shownTime(at)}</time> },
    { word: 'instrument', cell: instrument },
    { word: 'side', cell: side },
    { word: 'quantity', number: true, cell: ({ quantity }) => shown(quantity) },
    { word: 'price', number: true, cell: ({ price }) => shown(price) },
    { word: 'fee', number: true, cell: ({ fee, feeAsset }) => moneyCell(fee, feeAsset) },
    { word: 'result', number: true, cell: ({ result, resultAsset }) => moneyCell(result, resultAsset, true) },
  ];
  return <Table rows={fills} columns={columns} keyOf={({ id, order }) => `${id} ${order}`} empty="noHistory" />;
}

export function OrderTable({ orders }: { readonly orders: readonly Order[] | null }) {
  const columns: Column<Order>[] = [
    { word: 'time', cell: ({ createdAt }) => <time dateTime={createdAt}>{shownTime(createdAt)}</time> },
    { word: 'instrument', cell: instrument },
    { word: 'side', cell: side },
    { word: 'kind', cell: ({ type }) => say(type) },
    { word: 'quantity', number: true, cell: ({ quantity }) => shown(quantity) },
    { word: 'filled', number: true, cell: ({ filled }) => shown(filled) },
    { word: 'average', number: true, cell: ({ averagePrice }) => shortened(averagePrice, 6) },
    {
      word: 'status',
      cell: ({ status, detail }) => <span title={detail ?? undefined}>{say(`status.${status}`)}</span>,
    },
    { word: 'origin', cell: ({ origin }) => <span class="quiet">{origin}</span> },
  ];
  return <Table rows={orders} columns={columns} keyOf={({ id }) => String(id)} empty="noHistory" />;
}
