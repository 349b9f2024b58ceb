import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { useMember } from '../../ramm/member-context.ts';
import { problemText } from '../../ramm/problem.ts';
import {
  everyRow,
  type Filter,
  MOST_DOWNLOADED,
  type Order,
  type SearchAnswer,
  searchBody,
} from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { csvText, saveFile } from '../../table/csv.ts';
import { pressed } from '../../table/rows.ts';
import { say } from '../../words/language.ts';
import { shown } from '../../words/numbers.ts';
import { tell } from '../../words/ramm/ramm-words.ts';
import { Heading, TableFrame } from '../data-table.tsx';
import { Refusal } from '../refusal.tsx';
import { Waiting } from '../waiting.tsx';
import type { SearchColumn } from './column.tsx';
import { Pages } from './pages.tsx';
import { Permitted } from './permitted.tsx';

interface Props<Row> {
  /** A search of the API, and what its answer calls its rows. */
  readonly method: string;
  readonly entities: string;
  readonly filter?: Filter;
  /** What the method wants beside the sections of a search. */
  readonly besides?: object;
  readonly columns: readonly SearchColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: string;
  /** What the table shows: its name, also of its CSV file. */
  readonly name: string;
  /** The newest stand first unless another order is wanted. */
  readonly order?: Order;
}

const NEWEST: Order = { Field: 'ID', Direction: 'Desc' };

/** A search of the platform page by page: it sorts, filters and counts, however many rows there are. */
export function SearchTable<Row>(props: Props<Row>) {
  return (
    <Permitted right={props.method}>
      <Found {...props} />
    </Permitted>
  );
}

function Found<Row>({
  method,
  entities,
  filter = {},
  besides = {},
  columns,
  keyOf,
  empty,
  name,
  order = NEWEST,
}: Props<Row>) {
  const [sorted, setSorted] = useState<Order>(order);
  const [page, setPage] = useState(1);
  const wish = JSON.stringify(filter);
  useEffect(() => setPage(1), [wish, sorted]);
  const { answer, error, busy } = useAsk<SearchAnswer>(
    method,
    { ...besides, ...searchBody(filter, sorted, page) },
    LOOK_MS,
  );
  const rows = (answer?.[entities] ?? null) as readonly Row[] | null;
  const total = answer?.Pagination.TotalRecords ?? '0';
  const sortedBy = columns.find(({ sort }) => sort === sorted.Field)?.id;
  const sorting = sortedBy === undefined ? null : { id: sortedBy, descending: sorted.Direction === 'Desc' };
  const sortBy = ({ id, sort, number }: SearchColumn<Row>): void => {
    const { descending } = pressed(sorting, id, number);
    if (sort !== undefined) setSorted({ Field: sort, Direction: descending ? 'Desc' : 'Asc' });
  };
  return (
    <div class="data-table ramm-table" aria-busy={busy}>
      <div class="table-tools">
        <span class="quiet" role="status">
          {rows === null ? '' : tell('found', { n: shown(total) })}
        </span>
        <Download {...{ method, entities, filter, besides, columns, name }} order={sorted} disabled={total === '0'} />
      </div>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {rows === null && error === null && <Waiting />}
      {rows?.length === 0 && <p class="waiting">{empty}</p>}
      {rows !== null && rows.length > 0 && (
        <TableFrame
          name={name}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          heading={(each) => (
            <Heading
              key={each.id}
              column={each}
              sorting={sorting}
              sortable={each.sort !== undefined}
              onSort={() => sortBy(each)}
            />
          )}
        />
      )}
      <Pages page={page} pages={Number(answer?.Pagination.TotalPages ?? 0)} name={name} onTurn={setPage} />
    </div>
  );
}

/** Every row that is found, in this order, as CSV. */
function Download<Row>(props: {
  readonly method: string;
  readonly entities: string;
  readonly filter: Filter;
  readonly besides: object;
  readonly columns: readonly SearchColumn<Row>[];
  readonly name: string;
  readonly order: Order;
  readonly disabled: boolean;
}) {
  const { method, entities, filter, besides, columns, name, order } = props;
  const member = useMember();
  const action = useAction();
  const [cut, setCut] = useState(false);
  const save = async (): Promise<void> => {
    const rows = await everyRow<Row>(member, method, { entities, filter, besides, order });
    const heading = columns.map(({ title }) => title);
    const cells = rows.map((row) => columns.map(({ text }) => text(row)));
    saveFile(`${name}.csv`, csvText(heading, cells), 'text/csv;charset=utf-8');
    setCut(rows.length >= MOST_DOWNLOADED);
  };
  if (!member.may(method)) return null;
  return (
    <>
      {cut && <small class="quiet">{tell('downloadedFirst', { n: String(MOST_DOWNLOADED) })}</small>}
      {action.error !== null && <small class="wrong">{problemText(action.error)}</small>}
      <button
        type="button"
        class="small"
        disabled={props.disabled || action.busy}
        aria-label={`${say('saveCsv')}: ${name}`}
        onClick={() => void action.run(save)}
      >
        CSV ↓
      </button>
    </>
  );
}
