import type { Account, ClosedInvestment, StrategyRow, Transfer } from '../../invest/rows.ts';
import type { Filter } from '../../ramm/search.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column, columnOf, type SearchColumn } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';

type Told = Parameters<typeof columnOf<Account>>[0];

/** A column of the account that stands in the row of its strategy. */
function ofAccount<Row extends { readonly Account?: Account }>(
  field: keyof Account & string,
  title: string,
  more: Pick<Told, 'as' | 'wordOf' | 'sort'> & { readonly to?: (row: Row) => string | null } = {},
): SearchColumn<Row> {
  const read = (row: Row): string | undefined => row.Account?.[field] as string | undefined;
  return columnOf<Row>({ sort: `Account.${field}`, ...more, field, title, valueOf: read });
}

function nameColumn<Row extends { readonly Name: string; readonly Account?: Account }>(): SearchColumn<Row> {
  return columnOf<Row>({
    field: 'Name',
    title: tell('strategy'),
    valueOf: ({ Name }) => Name,
    to: ({ Account: own }) => (own === undefined ? null : pathTo('invest', 'accounts', own.ID)),
  });
}

/** Open investments of the caller. */
export function InvestmentTable({ empty }: { readonly empty: string }) {
  const columns = [
    nameColumn<StrategyRow>(),
    ofAccount<StrategyRow>('State', tell('state'), { wordOf: (value) => stateText('account', value) }),
    ofAccount<StrategyRow>('Equity', tell('equity'), { as: 'money' }),
    ofAccount<StrategyRow>('TotalProfit', tell('earned'), { as: 'result' }),
    ofAccount<StrategyRow>('ProfitCurrentIntervalGross', tell('intervalResult'), { as: 'result' }),
    ofAccount<StrategyRow>('FeeToPay', tell('feeAccrued'), { as: 'money' }),
    ofAccount<StrategyRow>('Factor', tell('factor'), { as: 'number' }),
    ofAccount<StrategyRow>('PositionsCount', tell('positions'), { as: 'number' }),
    ofAccount<StrategyRow>('DT', tell('opened'), { as: 'moment', sort: 'Account.DTCreated' }),
  ];
  return (
    <SearchTable
      method="strategies.search"
      entities="Strategies"
      filter={{ SearchMode: 'MyActiveAccounts' }}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={empty}
      name={tell('investments')}
      order={{ Field: 'Account.DTCreated', Direction: 'Desc' }}
    />
  );
}

export function ClosedInvestmentTable() {
  const columns = [
    nameColumn<ClosedInvestment>(),
    ofAccount<ClosedInvestment>('TotalProfit', tell('earned'), { as: 'result' }),
    ofAccount<ClosedInvestment>('FeePaid', tell('feePaid'), { as: 'money' }),
    ofAccount<ClosedInvestment>('TotalCommissionPaid', tell('commissionPaid'), { as: 'money', sort: false }),
    ofAccount<ClosedInvestment>('DT', tell('opened'), { as: 'moment', sort: 'Account.ID' }),
    ofAccount<ClosedInvestment>('DTClosed', tell('closedAt'), { as: 'moment' }),
  ];
  return (
    <SearchTable
      method="accounts.searchClosed"
      entities="Strategies"
      columns={columns}
      keyOf={({ Account: own }) => own.ID}
      empty={tell('noClosed')}
      name={tell('closedInvestments')}
      order={{ Field: 'Account.DTClosed', Direction: 'Desc' }}
    />
  );
}

/** Money into the wallet and out of it. */
export function TransferTable({ filter = {} }: { readonly filter?: Filter }) {
  const columns = [
    column<Transfer>({ field: 'DT', title: tell('time'), as: 'moment' }),
    column<Transfer>({ field: 'Type', title: tell('kind'), wordOf: (value) => stateText('transfer', value) }),
    column<Transfer>({ field: 'Amount', title: tell('amount'), as: 'result' }),
    column<Transfer>({
      field: 'StrategyName',
      title: tell('strategy'),
      to: ({ AccountID }) => (AccountID === undefined ? null : pathTo('invest', 'accounts', AccountID)),
    }),
    column<Transfer>({ field: 'Comment', title: tell('comment') }),
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
