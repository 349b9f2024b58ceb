import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { csvText, saveFile } from '../table/csv.ts';
import { filteredRows, type PlainText, pressed, type Sorting, sortedRows } from '../table/rows.ts';
import type { AskedOrder } from '../table/use-asked-order.ts';
import { locale, say } from '../words/language.ts';
import { Waiting } from './waiting.tsx';

/** A column of a table of the house. */
export interface TableColumn<Row> {
  readonly id: string;
  /** Empty: the column holds buttons. */
  readonly title: string;
  readonly number?: boolean;
  /** Where a cell stands on the card that a row becomes on a phone, and how it looks. */
  readonly style?: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** What the cell says as plain text; with it the column is sorted, searched and exported. */
  readonly text?: (row: Row) => PlainText;
}

interface TableProps<Row> {
  /** Null: they are on their way. */
  readonly rows: readonly Row[] | null;
  readonly columns: readonly TableColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Said when there is none. */
  readonly empty: string;
  /** What the table shows: its name for readers of screens and, without an extension, of its CSV file. */
  readonly name: string;
  /** More rows follow, which this table does not hold: it does not sort them itself then, because that would mislead. */
  readonly partial?: boolean;
  /** By these columns the platform sorts. */
  readonly asked?: AskedOrder | undefined;
  /** How the table looks; `bots`: on a phone each row is a card. */
  readonly style?: string;
  /** How a row looks. */
  readonly rowStyle?: (row: Row) => string;
}

/** Fewer rows are seen at a glance: no field to filter them. */
const FILTERED_FROM = 9;

/** Rows that are drawn before a press on More. */
const ROWS = 100;

/** Rows under each other: sorted by a press on a heading, filtered by words, downloaded as CSV. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { rows, columns, keyOf, empty, name, partial = false, asked, style, rowStyle } = props;
  const [own, setOwn] = useState<Sorting | null>(null);
  const [wish, setWish] = useState('');
  const [most, setMost] = useState(ROWS);
  if (rows === null) return <Waiting />;
  if (rows.length === 0) return <p class="waiting">{empty}</p>;
  const told = columns.filter(({ text }) => text !== undefined);
  const found = filteredRows(rows, (row) => told.map(({ text }) => text?.(row) ?? null), wish);
  const mine = partial ? null : own;
  const sorting = mine ?? asked?.sorting ?? null;
  const by = columns.find(({ id }) => id === mine?.id)?.text;
  const shown = by === undefined || mine === null ? found : sortedRows(found, by, mine.descending, locale.value);
  const sortable = ({ id, text }: TableColumn<Row>): boolean =>
    text !== undefined && (asked?.can(id) === true || !partial);
  const sort = (wanted: Sorting | null): void => {
    if (wanted === null || asked?.can(wanted.id) !== true) return setOwn(wanted);
    setOwn(null);
    asked.ask(wanted);
  };
  const save = (): void => {
    const cells = shown.map((row) => told.map(({ text }) => text?.(row) ?? null));
    saveFile(
      `${name}.csv`,
      csvText(
        told.map(({ title }) => title),
        cells,
      ),
      'text/csv;charset=utf-8',
    );
  };
  return (
    <div class="data-table">
      {told.length > 0 && (
        <div class="table-tools">
          {rows.length > 1 && columns.some(sortable) && (
            <SortChoice columns={columns.filter(sortable)} sorting={sorting} onSort={sort} name={name} />
          )}
          {rows.length >= FILTERED_FROM && (
            <input
              type="search"
              value={wish}
              maxLength={100}
              placeholder={say('filter')}
              aria-label={`${say('filter')}: ${name}`}
              onInput={(event) => setWish(event.currentTarget.value)}
            />
          )}
          <button type="button" class="small" aria-label={`${say('saveCsv')}: ${name}`} onClick={save}>
            CSV ↓
          </button>
        </div>
      )}
      <TableFrame
        name={name}
        columns={columns}
        rows={shown.slice(0, most)}
        keyOf={keyOf}
        style={style}
        rowStyle={rowStyle}
        heading={(column) => (
          <Heading
            key={column.id}
            column={column}
            sorting={sorting}
            sortable={sortable(column)}
            onSort={() => sort(pressed(sorting, column.id, column.number === true))}
          />
        )}
      />
      {shown.length === 0 && <p class="waiting">{say('nothingFound')}</p>}
      {shown.length > most && (
        <button type="button" onClick={() => setMost(most + ROWS)}>
          {say('more')}
        </button>
      )}
    </div>
  );
}

/** On a phone, where rows are cards and no heading can be pressed: what they are put in order by, and which way round. */
function SortChoice<Row>(props: {
  readonly columns: readonly TableColumn<Row>[];
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting | null) => void;
  readonly name: string;
}) {
  const { columns, sorting, onSort, name } = props;
  const choose = (id: string): void => {
    const column = columns.find((each) => each.id === id);
    onSort(column === undefined ? null : pressed(null, id, column.number === true));
  };
  return (
    <span class="sort-choice">
      <select
        aria-label={`${say('sorting')}: ${name}`}
        value={sorting?.id ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{say('sorting')}</option>
        {columns.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {sorting !== null && (
        <button
          type="button"
          class="small"
          aria-label={`${say('turnRound')}: ${name}`}
          onClick={() => onSort({ ...sorting, descending: !sorting.descending })}
        >
          {sorting.descending ? '↓' : '↑'}
        </button>
      )}
    </span>
  );
}

/** Headings and rows of a table that scrolls by itself when the screen is narrow. */
export function TableFrame<Row, Column extends Pick<TableColumn<Row>, 'id' | 'number' | 'style' | 'cell'>>(props: {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly heading: (column: Column) => ComponentChildren;
  readonly style?: string | undefined;
  readonly rowStyle?: ((row: Row) => string) | undefined;
}) {
  const { name, columns, rows, keyOf, heading, style, rowStyle } = props;
  return (
    <div class="scroll">
      <table aria-label={name} class={style}>
        <thead>
          <tr>{columns.map(heading)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class={rowStyle?.(row)}>
              {columns.map(({ id, number, style: place = '', cell }) => (
                <td key={id} class={number ? `number ${place}` : place}>
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

/** The heading of a column; a press on it sorts. */
export function Heading<Row>(props: {
  readonly column: Pick<TableColumn<Row>, 'id' | 'title' | 'number' | 'text'>;
  readonly sorting: Sorting | null;
  readonly sortable: boolean;
  readonly onSort: () => void;
}) {
  const { id, title, number, text } = props.column;
  const kind = number ? 'number' : '';
  if (title === '') {
    return (
      <th class={kind}>
        <span class="unseen">{say('actions')}</span>
      </th>
    );
  }
  if (text === undefined || !props.sortable) return <th class={kind}>{title}</th>;
  const mine = props.sorting?.id === id ? props.sorting : null;
  const order = mine === null ? undefined : mine.descending ? 'descending' : 'ascending';
  return (
    <th class={kind} aria-sort={order}>
      <button type="button" class="sort" onClick={props.onSort}>
        {title} <i aria-hidden="true">{mine === null ? '' : mine.descending ? '↓' : '↑'}</i>
      </button>
    </th>
  );
}
