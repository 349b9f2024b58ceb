import type { StrategyRow, Terms } from '../../invest/rows.ts';
import type { Filter } from '../../ramm/search.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { stateText } from '../../words/ramm/ramm-words.ts';
import { column, columnOf, type SearchColumn } from '../ramm/column.tsx';
import { SearchTable } from '../ramm/search-table.tsx';
import { Sparkline } from './sparkline.tsx';

function ofOffer(field: keyof Terms, title: string, more: object): SearchColumn<StrategyRow> {
  const read = ({ PublicOffer }: StrategyRow): string | undefined => PublicOffer?.[field];
  return columnOf<StrategyRow>({ field, title, valueOf: read, sort: `PublicOffer.${field}`, ...more });
}

/** Strategies under each other; `own`: as their trader sees them. */
export function StrategyTable(props: {
  readonly filter: Filter;
  readonly empty: string;
  readonly name?: string;
  readonly own?: boolean;
}) {
  const { filter, empty, name = tell('rating'), own = false } = props;
  const chart: SearchColumn<StrategyRow> = {
    id: 'Chart',
    title: tell('curve'),
    number: false,
    sort: undefined,
    cell: ({ Name, Chart }) => <Sparkline name={Name} chart={Chart} />,
    text: () => null,
  };
  const columns = [
    column<StrategyRow>({
      field: 'Name',
      title: tell('name'),
      to: ({ ID }) => pathTo('invest', 'strategies', ID),
    }),
    ...(own
      ? [
          column<StrategyRow>({
            field: 'Status',
            title: tell('status'),
            wordOf: (value) => stateText('strategy', value),
          }),
        ]
      : []),
    chart,
    column<StrategyRow>({ field: 'Yield', title: tell('yield'), as: 'percent' }),
    column<StrategyRow>({ field: 'MonthlyYield', title: tell('monthly'), as: 'percent' }),
    column<StrategyRow>({ field: 'AgeByDays', title: tell('age'), as: 'number' }),
    column<StrategyRow>({ field: 'Accounts', title: tell('accounts'), as: 'number' }),
    column<StrategyRow>({ field: 'Symbols', title: tell('symbols') }),
    ofOffer('FeeRate', tell('fee'), { as: 'rate' }),
    ofOffer('CommissionRate', tell('perMillion'), { as: 'money' }),
  ];
  return (
    <SearchTable
      method="strategies.search"
      entities="Strategies"
      filter={filter}
      columns={columns}
      keyOf={({ ID }) => ID}
      empty={empty}
      name={name}
      order={own ? { Field: 'ID', Direction: 'Desc' } : { Field: 'Yield', Direction: 'Desc' }}
    />
  );
}
