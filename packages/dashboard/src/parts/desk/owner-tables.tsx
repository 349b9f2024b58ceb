import type { AccountRow, StrategyRow, Transfer } from '../../desk/rows.ts';
import { perMillion } from '../../ramm/figures.ts';
import type { Filter } from '../../ramm/search.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';
import { pathOf } from './links.ts';

interface Props {
  readonly filter?: Filter;
}

export function StrategyTable({ filter = {} }: Props) {
  const columns = [
    column<StrategyRow>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('strategies', ID) }),
    column<StrategyRow>({ field: 'Name', title: tell('name'), to: ({ ID }) => pathOf('strategies', ID) }),
    column<StrategyRow>({
      field: 'TraderLogin',
      title: tell('trader'),
      to: ({ ClientID }) => pathOf('clients', ClientID),
    }),
    column<StrategyRow>({ field: 'Status', title: tell('status'), wordOf: (value) => stateText('strategy', value) }),
    column<StrategyRow>({ field: 'Yield', title: tell('yield'), as: 'percent' }),
    column<StrategyRow>({ field: 'MonthlyYield', title: tell('monthly'), as: 'percent' }),
    column<StrategyRow>({ field: 'Accounts', title: tell('accounts'), as: 'number' }),
    column<StrategyRow>({ field: 'Symbols', title: tell('symbols') }),
    column<StrategyRow>({ field: 'Fee', title: tell('fee'), as: 'rate', sort: false }),
    column<StrategyRow>({ field: 'Commission', title: tell('perMillion'), wordOf: perMillion, sort: false }),
    column<StrategyRow>({ field: 'DTCreated', title: tell('created'), as: 'moment' }),
  ];
  return (
    <SearchTable
      method="strategies.search"
      entities="Strategies"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noStrategies')}
      name={tell('strategies')}
    />
  );
}

export function AccountTable({ filter = {} }: Props) {
  const columns = [
    column<AccountRow>({ field: 'ID', title: tell('id'), as: 'number', to: ({ ID }) => pathOf('accounts', ID) }),
    column<AccountRow>({ field: 'ClientID', title: tell('client'), to: ({ ClientID }) => pathOf('clients', ClientID) }),
    column<AccountRow>({
      field: 'StrategyID',
      title: tell('strategy'),
      to: ({ StrategyID }) => pathOf('strategies', StrategyID),
    }),
    column<AccountRow>({ field: 'Type', title: tell('type'), wordOf: (value) => stateText('accountType', value) }),
    column<AccountRow>({ field: 'State', title: tell('state'), wordOf: (value) => stateText('account', value) }),
    column<AccountRow>({ field: 'Balance', title: tell('balance'), as: 'money' }),
    column<AccountRow>({ field: 'Equity', title: tell('equity'), as: 'money' }),
    column<AccountRow>({ field: 'Margin', title: tell('margin'), as: 'money' }),
    column<AccountRow>({ field: 'Factor', title: tell('factor'), as: 'number' }),
    column<AccountRow>({ field: 'ABook', title: tell('aBook'), as: 'rate' }),
    column<AccountRow>({ field: 'DTCreated', title: tell('created'), as: 'moment' }),
  ];
  return (
    <SearchTable
      method="accounts.search"
      entities="Accounts"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noAccounts')}
      name={tell('accounts')}
    />
  );
}

export function TransferTable({ filter = {} }: Props) {
  const columns = [
    column<Transfer>({ field: 'ID', title: tell('id'), as: 'number' }),
    column<Transfer>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<Transfer>({ field: 'Type', title: tell('kind'), wordOf: (value) => stateText('transfer', value) }),
    column<Transfer>({ field: 'Amount', title: tell('amount'), as: 'result' }),
    column<Transfer>({ field: 'CommentClient', title: tell('commentClient') }),
    column<Transfer>({ field: 'CommentCompany', title: tell('commentCompany') }),
  ];
  return (
    <SearchTable
      method="walletTransfers.search"
      entities="WalletTransfers"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell('noTransfers')}
      name={tell('transfers')}
    />
  );
}
