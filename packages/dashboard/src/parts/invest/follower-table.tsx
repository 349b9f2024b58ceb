import type { FollowingAccount } from '../../invest/rows.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';

/** Accounts that follow a strategy of the caller, or have followed it. */
export function FollowerTable({ strategy, closed = false }: { readonly strategy: string; readonly closed?: boolean }) {
  const shared = [
    column<FollowingAccount>({
      field: 'ID',
      title: tell('id'),
      as: 'number',
      to: ({ ID }) => pathTo('invest', 'accounts', ID),
    }),
    column<FollowingAccount>({ field: 'ClientID', title: tell('client') }),
    column<FollowingAccount>({ field: 'DT', title: tell('opened'), as: 'moment' }),
  ];
  const money = [
    column<FollowingAccount>({ field: 'FeePaid', title: tell('feePaid'), as: 'money' }),
    column<FollowingAccount>({ field: 'TotalCommissionTrader', title: tell('commissionGot'), as: 'money' }),
    column<FollowingAccount>({ field: 'TotalProfitNet', title: tell('netProfit'), as: 'result' }),
  ];
  const columns = closed
    ? [...shared, column<FollowingAccount>({ field: 'DTClosed', title: tell('closedAt'), as: 'moment' }), ...money]
    : [
        ...shared,
        column<FollowingAccount>({
          field: 'State',
          title: tell('state'),
          wordOf: (value) => stateText('account', value),
        }),
        column<FollowingAccount>({ field: 'Equity', title: tell('equity'), as: 'money' }),
        column<FollowingAccount>({
          field: 'ProfitCurrentIntervalGross',
          title: tell('intervalResult'),
          as: 'result',
        }),
        column<FollowingAccount>({ field: 'FeeToPay', title: tell('feeAccrued'), as: 'money' }),
        ...money,
      ];
  return (
    <SearchTable
      key={String(closed)}
      method={closed ? 'myStrategies.getClosedAccounts' : 'myStrategies.getActiveAccounts'}
      entities="Accounts"
      besides={{ StrategyID: strategy }}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={tell(closed ? 'noClosedFollowers' : 'noFollowers')}
      name={tell(closed ? 'closedFollowers' : 'followers')}
    />
  );
}
