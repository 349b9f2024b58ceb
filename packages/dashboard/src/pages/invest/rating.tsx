import { useEffect, useState } from 'preact/hooks';
import type { StrategyRow } from '../../invest/rows.ts';
import { Choices, Select } from '../../parts/choices.tsx';
import { LinkForm } from '../../parts/invest/link-form.tsx';
import { NothingYet } from '../../parts/invest/nothing-yet.tsx';
import { StrategyCards } from '../../parts/invest/strategy-cards.tsx';
import { StrategyTable } from '../../parts/invest/strategy-table.tsx';
import { type Condition, Filters } from '../../parts/ramm/filters.tsx';
import { Pages } from '../../parts/ramm/pages.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { problemText } from '../../ramm/problem.ts';
import { type Filter, type Order, type SearchAnswer, searchBody } from '../../ramm/search.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';

const MODES = ['Rating', 'MyActiveAccounts'] as const;
const LOOKS = ['cards', 'table'] as const;
const SORTS = ['Yield', 'MonthlyYield', 'AgeByDays', 'Accounts', 'Name'] as const;
const PER_PAGE = 24;

/** Strategies to invest in, as cards or as a table. */
export function RatingPage() {
  const [mode, setMode] = useState<(typeof MODES)[number]>('Rating');
  const [look, setLook] = useState<(typeof LOOKS)[number]>('cards');
  const [by, setBy] = useState<(typeof SORTS)[number]>('Yield');
  const [filter, setFilter] = useState<Filter>({});
  const conditions: readonly Condition[] = [
    { name: 'Name', label: tell('name') },
    { name: 'YieldMin', label: tell('yieldFrom'), percent: true },
    { name: 'AgeMin', label: tell('ageFrom') },
    { name: 'DealsMin', label: tell('dealsFrom') },
  ];
  const wanted = { ...filter, SearchMode: mode };
  const isNarrowed = Object.values(filter).some((value) => value !== '');
  const empty = mode !== 'Rating' ? tell('noInvestments') : isNarrowed ? tell('noStrategies') : null;
  return (
    <>
      <div class="page-head">
        <h1>{tell('rating')}</h1>
        <LinkForm />
      </div>
      <div class="section-head">
        <Choices
          label={tell('mode')}
          values={MODES}
          value={mode}
          wordOf={(each) => tell(`mode.${each}`)}
          onChoose={setMode}
        />
        <div class="looks">
          {look === 'cards' && (
            <Select
              label={tell('sortBy')}
              values={SORTS}
              value={by}
              wordOf={(each) => tell(`by.${each}`)}
              onChoose={setBy}
            />
          )}
          <Choices
            label={tell('look')}
            values={LOOKS}
            value={look}
            wordOf={(each) => tell(`look.${each}`)}
            onChoose={setLook}
          />
        </div>
      </div>
      <Filters conditions={conditions} onFilter={setFilter} />
      {look === 'table' ? (
        <StrategyTable filter={wanted} empty={empty ?? tell('nothingYetText')} />
      ) : (
        <Cards filter={wanted} by={by} empty={empty} />
      )}
    </>
  );
}

/** `empty`: what is said when there is none; null: that there is nothing to choose from yet. */
function Cards(props: { readonly filter: Filter; readonly by: (typeof SORTS)[number]; readonly empty: string | null }) {
  const { filter, by, empty } = props;
  const [page, setPage] = useState(1);
  const wish = JSON.stringify(filter);
  useEffect(() => setPage(1), [wish, by]);
  const order: Order = { Field: by, Direction: by === 'Name' ? 'Asc' : 'Desc' };
  const body = searchBody(filter, order, page, PER_PAGE);
  const { answer, error, busy } = useAsk<SearchAnswer>('strategies.search', body, LOOK_MS);
  const rows = (answer?.Strategies ?? null) as readonly StrategyRow[] | null;
  return (
    <div class="rating" aria-busy={busy}>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {rows === null && error === null && <Waiting />}
      {rows?.length === 0 && (empty === null ? <NothingYet /> : <p class="waiting">{empty}</p>)}
      {rows !== null && rows.length > 0 && <StrategyCards rows={rows} />}
      <Pages page={page} pages={Number(answer?.Pagination.TotalPages ?? 0)} name={tell('rating')} onTurn={setPage} />
    </div>
  );
}
