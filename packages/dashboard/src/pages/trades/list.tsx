import type { Page, SmartTrade } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { withQuery } from '../../api/call.ts';
import { accounts } from '../../api/house.ts';
import { useLiveAll } from '../../api/use-live.ts';
import { usePages } from '../../api/use-pages.ts';
import { usePoll } from '../../api/use-poll.ts';
import { Amounts } from '../../parts/bots/amounts.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Invitation } from '../../parts/trades/invitation.tsx';
import { TradeFilters } from '../../parts/trades/trade-filters.tsx';
import { TradeTable } from '../../parts/trades/trade-table.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { pathTo } from '../../route.ts';
import { useAskedOrder } from '../../table/use-asked-order.ts';
import { type Filters, fits, NO_FILTERS } from '../../trades/filters.ts';
import { sumsOf } from '../../trades/sums.ts';
import { say } from '../../words/language.ts';
import { tell } from '../../words/trades/trade-words.ts';

/** Rows that one call brings. */
const RUNNING_ROWS = 500;
const ENDED_ROWS = 50;

/** Columns that the platform puts ended trades in order by. */
const ENDED_ORDERS = { profit: 'profit', time: 'closed' };

type View = 'active' | 'ended';

/** All smart trades of a person's accounts: running ones as they stand now, and those that have ended. */
export function SmartTradeList() {
  const [view, setView] = useState<View>('active');
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const { asked, order, direction } = useAskedOrder(ENDED_ORDERS, { id: 'time', descending: true });
  const open = accounts.value.filter(({ closed }) => !closed).map(({ id }) => id);
  const live = useLiveAll('smartTrades', open);
  const [many, setMany] = useState(false);
  const running = usePoll<Page<SmartTrade>>(
    withQuery('/smart-trades', { status: 'active', limit: RUNNING_ROWS }),
    many ? MANY_MS : undefined,
  );
  const ended = usePages<SmartTrade>(
    '/smart-trades',
    { status: 'ended', order, direction, ...queryOf(filters) },
    ENDED_ROWS,
    endsIn(live),
  );
  useEffect(() => running.again(), [changesIn(live)]);
  const active = running.answer?.items ?? null;
  const over = ended.rows;
  useEffect(() => setMany((active?.length ?? 0) > MANY), [active]);
  const error = running.error ?? ended.error;
  if (active === null || (over === null && active.length === 0 && filters === NO_FILTERS))
    return <Waiting error={error} />;
  const isEmpty = active.length === 0 && over?.length === 0 && filters === NO_FILTERS;
  if (isEmpty)
    return (
      <div class="account-page bots-page">
        <h1 class="unseen">{say('smartTrades')}</h1>
        <Invitation />
      </div>
    );
  const shown = (view === 'active' ? active : over)?.filter((trade) => fits(trade, filters)) ?? null;
  return (
    <div class="account-page bots-page">
      <div class="page-head">
        <h1>{say('smartTrades')}</h1>
        <a class="button main" href={pathTo('smart-trades', 'new')}>
          {tell('newTrade')}
        </a>
      </div>
      <Overview trades={active} />
      <Tabs
        label={say('smartTrades')}
        tabs={[
          { id: 'active', title: `${tell('running')} (${active.length})` },
          { id: 'ended', title: tell('endedOnes') },
        ]}
        chosen={view}
        onChoose={setView}
      >
        <TradeFilters
          filters={filters}
          stages={view === 'active'}
          trades={[...active, ...(over ?? [])]}
          onChange={setFilters}
        />
        {shown === null ? (
          <Waiting error={error} />
        ) : (
          <TradeTable
            key={view}
            trades={shown}
            isOver={view === 'ended'}
            partial={view === 'active' ? running.answer?.next != null : ended.partial}
            asked={view === 'active' ? undefined : asked}
          />
        )}
        {view === 'active' && running.answer?.next != null && (
          <p class="quiet">{tell('newestOnly', { most: String(RUNNING_ROWS) })}</p>
        )}
        {view === 'ended' && ended.partial && (
          <button type="button" onClick={ended.more}>
            {say('more')}
          </button>
        )}
      </Tabs>
    </div>
  );
}

/** With more running trades than this their figures are asked for less often (ms). */
const MANY = 100;
const MANY_MS = 10_000;

/** What the platform narrows ended trades to; they may be more than one call brings. */
function queryOf({ kind, instrument, account }: Filters): Record<string, string | number | undefined> {
  return { kind: kind ?? undefined, instrument: instrument ?? undefined, account: account ?? undefined };
}

/** What changes whenever the stream has told another change of a trade. */
function changesIn(live: readonly (readonly SmartTrade[])[] | null): string {
  return live === null ? '' : live.flatMap((trades) => trades.map(({ id, updatedAt }) => `${id} ${updatedAt}`)).join();
}

/** What changes when a trade begins or ends. */
function endsIn(live: readonly (readonly SmartTrade[])[] | null): string {
  return live === null ? '' : live.flatMap((trades) => trades.map(({ id, active }) => `${id} ${active}`)).join();
}

/** Running trades together, each currency for itself. */
function Overview({ trades }: { readonly trades: readonly SmartTrade[] }) {
  const { profit, worth, waiting, holding } = sumsOf(trades);
  return (
    <dl class="figures">
      <Figure name={tell('profitNow')}>
        <Amounts of={profit} coloured />
      </Figure>
      <Figure name={tell('worthOfAll')}>
        <Amounts of={worth} />
      </Figure>
      <Figure name={tell('holdingCount')}>{holding}</Figure>
      <Figure name={tell('waitingCount')}>{waiting}</Figure>
    </dl>
  );
}
