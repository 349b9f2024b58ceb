import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { ManagerRow, SessionRow } from '../../desk/rows.ts';
import { DataTable, type TableColumn } from '../../parts/data-table.tsx';
import { pathOf } from '../../parts/desk/links.ts';
import { AskDialog } from '../../parts/ramm/ask-dialog.tsx';
import { column } from '../../parts/ramm/column.tsx';
import { Filters } from '../../parts/ramm/filters.tsx';
import { Permitted } from '../../parts/ramm/permitted.tsx';
import { SearchTable } from '../../parts/ramm/search-table.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import type { FormField } from '../../ramm/draft.ts';
import { isoOf, shownMoment } from '../../ramm/figures.ts';
import { problemText } from '../../ramm/problem.ts';
import type { Filter } from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { shown } from '../../words/numbers.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

export function ManagerList() {
  const [filter, setFilter] = useState<Filter>({});
  const [adding, setAdding] = useState(false);
  const states = ['0', '1', '2', '3', '4'].map((value) => ({ value, label: stateText('manager', value) }));
  const columns = [
    column<ManagerRow>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('managers', ID) }),
    column<ManagerRow>({ field: 'Login', title: tell('login'), to: ({ ID }) => pathOf('managers', ID) }),
    column<ManagerRow>({ field: 'FirstName', title: tell('firstName') }),
    column<ManagerRow>({ field: 'LastName', title: tell('lastName') }),
    column<ManagerRow>({ field: 'Mobile', title: tell('mobile') }),
    column<ManagerRow>({ field: 'Status', title: tell('status'), wordOf: (value) => stateText('manager', value) }),
    column<ManagerRow>({ field: 'Comment', title: tell('comment') }),
  ];
  return (
    <>
      <div class="page-head">
        <h1>{tell('managers')}</h1>
        {may('managers.add') && (
          <button type="button" class="main" onClick={() => setAdding(true)}>
            {tell('addManager')}
          </button>
        )}
      </div>
      <Filters
        conditions={[
          { name: 'Value', label: tell('find') },
          { name: 'Status', label: tell('status'), choices: [{ value: '', label: tell('all') }, ...states] },
        ]}
        onFilter={setFilter}
      />
      <SearchTable
        method="managers.search"
        entities="Managers"
        filter={filter}
        columns={columns}
        keyOf={({ ID }) => ID}
        empty={tell('noManagers')}
        name={tell('managers')}
      />
      {adding && <AddManager onClose={() => setAdding(false)} />}
    </>
  );
}

/** A manager without rights: they are given on his page. */
function AddManager({ onClose }: { readonly onClose: () => void }) {
  const fields: FormField[] = [
    { name: 'Login', label: tell('login'), required: true },
    { name: 'Password', label: tell('password'), kind: 'password', required: true, hint: tell('passwordLeast') },
    { name: 'FirstName', label: tell('firstName'), most: 200 },
    { name: 'LastName', label: tell('lastName'), most: 200 },
    { name: 'Mobile', label: tell('mobile'), most: 200 },
    { name: 'Comment', label: tell('comment'), most: 10_000 },
  ];
  return (
    <AskDialog<{ readonly ID: string }>
      title={tell('addManager')}
      method="managers.add"
      fields={fields}
      body={(read) => ({ Manager: read, Methods: [] })}
      label={tell('add')}
      onDone={({ ID }) => {
        onClose();
        if (may('managers.get')) goTo('desk', 'managers', ID);
      }}
      onClose={onClose}
    />
  );
}

export function SessionList() {
  return (
    <>
      <div class="page-head">
        <h1>{tell('sessions')}</h1>
      </div>
      <Permitted right="sessions.search">
        <Sessions />
      </Permitted>
    </>
  );
}

/** Live sessions of the company; the platform gives them all at once. */
function Sessions() {
  const { answer, error } = useAsk<{ readonly Sessions: readonly SessionRow[] }>('sessions.search', {}, LOOK_MS);
  const [login, setLogin] = useState<string | null>(null);
  const rows = answer?.Sessions.map((row, at) => ({ ...row, at }));
  const columns: TableColumn<SessionRow>[] = [
    { id: 'Login', title: tell('login'), text: (row) => row.Login, cell: (row) => <b>{row.Login}</b> },
    {
      id: 'DTCreated',
      title: tell('created'),
      text: (row) => isoOf(row.DTCreated),
      cell: (row) => shownMoment(row.DTCreated),
    },
    {
      id: 'DTLastActivity',
      title: tell('activity'),
      text: (row) => isoOf(row.DTLastActivity),
      cell: (row) => shownMoment(row.DTLastActivity),
    },
    {
      id: 'ExpirationMinutes',
      title: tell('minutes'),
      number: true,
      text: (row) => row.ExpirationMinutes,
      cell: (row) => shown(row.ExpirationMinutes),
    },
    {
      id: 'logOut',
      title: '',
      cell: (row) =>
        may('sessions.logout') && (
          <button type="button" aria-label={`${tell('logOut')}: ${row.Login}`} onClick={() => setLogin(row.Login)}>
            {tell('logOut')}
          </button>
        ),
    },
  ];
  return (
    <>
      <Refusal error={error} textOf={problemText} />
      <DataTable
        rows={rows ?? null}
        columns={columns as TableColumn<SessionRow & { at: number }>[]}
        keyOf={({ at }) => String(at)}
        empty={tell('none')}
        name={tell('sessions')}
      />
      {login !== null && (
        <AskDialog
          title={`${tell('logOut')}: ${login}`}
          method="sessions.logout"
          fields={[]}
          body={() => ({ Login: login })}
          confirm={() => tell('logOutText', { login })}
          label={tell('logOut')}
          grave
          onDone={() => setLogin(null)}
          onClose={() => setLogin(null)}
        />
      )}
    </>
  );
}
