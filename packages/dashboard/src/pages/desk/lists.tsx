import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { may } from '../../desk/manager.ts';
import type { ClientRow } from '../../desk/rows.ts';
import { AddClient } from '../../parts/desk/client-dialogs.tsx';
import { pathOf } from '../../parts/desk/links.ts';
import { AccountTable, StrategyTable } from '../../parts/desk/owner-tables.tsx';
import { DealTable, RequestTable, SignalTable } from '../../parts/desk/trading-tables.tsx';
import { column } from '../../parts/ramm/column.tsx';
import { type Condition, Filters } from '../../parts/ramm/filters.tsx';
import { SearchTable } from '../../parts/ramm/search-table.tsx';
import type { Filter } from '../../ramm/search.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';

type Kind = Parameters<typeof stateText>[0];

/** Values of an enumeration from 0, with the choice of all of them. */
function states(kind: Kind, count: number): NonNullable<Condition['choices']> {
  const values = Array.from({ length: count }, (_, value) => String(value));
  return [{ value: '', label: tell('all') }, ...values.map((value) => ({ value, label: stateText(kind, value) }))];
}

function ListPage(props: {
  readonly title: string;
  readonly conditions: readonly Condition[];
  readonly buttons?: ComponentChildren;
  readonly children: (filter: Filter) => ComponentChildren;
}) {
  const [filter, setFilter] = useState<Filter>({});
  return (
    <>
      <div class="page-head">
        <h1>{props.title}</h1>
        {props.buttons}
      </div>
      <Filters conditions={props.conditions} onFilter={setFilter} />
      {props.children(filter)}
    </>
  );
}

export function ClientList() {
  const [adding, setAdding] = useState(false);
  const conditions: readonly Condition[] = [
    { name: 'Value', label: tell('search') },
    { name: 'Status', label: tell('status'), choices: states('client', 5) },
  ];
  const columns = [
    column<ClientRow>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('clients', ID) }),
    column<ClientRow>({ field: 'Login', title: tell('login'), to: ({ ID }) => pathOf('clients', ID) }),
    column<ClientRow>({ field: 'FirstName', title: tell('firstName') }),
    column<ClientRow>({ field: 'LastName', title: tell('lastName') }),
    column<ClientRow>({ field: 'Email', title: tell('email') }),
    column<ClientRow>({ field: 'Status', title: tell('status'), wordOf: (value) => stateText('client', value) }),
    column<ClientRow>({
      field: 'Enabled',
      title: tell('enabled'),
      wordOf: (value) => tell(value === '1' ? 'yes' : 'no'),
      sort: false,
    }),
    column<ClientRow>({ field: 'ActiveAccountsCount', title: tell('accounts'), as: 'number' }),
    column<ClientRow>({ field: 'ActiveStrategiesCount', title: tell('strategies'), as: 'number' }),
    column<ClientRow>({ field: 'WalletsTotalBalance', title: tell('free'), as: 'money' }),
    column<ClientRow>({ field: 'ActiveAccountsTotalEquity', title: tell('equity'), as: 'money' }),
    column<ClientRow>({ field: 'TotalFunds', title: tell('funds'), as: 'money' }),
  ];
  const add = may('clients.addWithWallet') && (
    <button type="button" class="main" onClick={() => setAdding(true)}>
      {tell('addClient')}
    </button>
  );
  return (
    <ListPage title={tell('clients')} conditions={conditions} buttons={add}>
      {(filter) => (
        <>
          <SearchTable
            method="clients.search"
            entities="Clients"
            filter={filter}
            columns={columns}
            keyOf={({ ID }) => ID}
            empty={tell('noClients')}
            name={tell('clients')}
          />
          {adding && <AddClient onClose={() => setAdding(false)} />}
        </>
      )}
    </ListPage>
  );
}

export function StrategyList() {
  const conditions: readonly Condition[] = [
    { name: 'Value', label: tell('searchStrategy') },
    { name: 'Symbols', label: tell('symbol') },
    { name: 'Status', label: tell('status'), choices: states('strategy', 5) },
  ];
  return (
    <ListPage title={tell('strategies')} conditions={conditions}>
      {(filter) => <StrategyTable filter={filter} />}
    </ListPage>
  );
}

export function AccountList() {
  const conditions: readonly Condition[] = [
    { name: 'ID', label: tell('id') },
    { name: 'ClientID', label: tell('client') },
    { name: 'StrategyID', label: tell('strategy') },
    { name: 'Type', label: tell('type'), choices: states('accountType', 4) },
    { name: 'State', label: tell('state'), choices: states('account', 16) },
  ];
  return (
    <ListPage title={tell('accounts')} conditions={conditions}>
      {(filter) => <AccountTable filter={filter} />}
    </ListPage>
  );
}

export function SignalList() {
  const conditions: readonly Condition[] = [
    { name: 'StrategyID', label: tell('strategy') },
    { name: 'Symbol', label: tell('symbol') },
    { name: 'Status', label: tell('status'), choices: states('signal', 4) },
    { name: 'DTFrom', label: tell('from'), day: 'first' },
    { name: 'DTTo', label: tell('until'), day: 'last' },
  ];
  return (
    <ListPage title={tell('signals')} conditions={conditions}>
      {(filter) => <SignalTable filter={filter} />}
    </ListPage>
  );
}

export function RequestList() {
  const conditions: readonly Condition[] = [
    { name: 'ID', label: tell('id') },
    { name: 'StreamID', label: tell('stream') },
    { name: 'Symbol', label: tell('symbol') },
  ];
  return (
    <ListPage title={tell('requests')} conditions={conditions}>
      {(filter) => <RequestTable filter={filter} />}
    </ListPage>
  );
}

export function DealList() {
  const conditions: readonly Condition[] = [
    { name: 'AccountID', label: tell('account') },
    { name: 'StrategyID', label: tell('strategy') },
    { name: 'ClientID', label: tell('client') },
    { name: 'SignalID', label: tell('signal') },
    { name: 'Symbol', label: tell('symbol') },
    { name: 'Type', label: tell('kind'), choices: states('deal', 14) },
    { name: 'DTFrom', label: tell('from'), day: 'first' },
    { name: 'DTTo', label: tell('until'), day: 'last' },
  ];
  return (
    <ListPage title={tell('deals')} conditions={conditions}>
      {(filter) => <DealTable filter={filter} />}
    </ListPage>
  );
}
