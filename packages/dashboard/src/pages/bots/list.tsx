import type { BotStats } from 'outcry/native-api';
import { accounts } from '../../api/house.ts';
import { useLiveAll } from '../../api/use-live.ts';
import { usePoll } from '../../api/use-poll.ts';
import { Profits } from '../../parts/bots/amounts.tsx';
import { BotTable } from '../../parts/bots/bot-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** The stream begins with so many bots of an account, the newest. */
const NEWEST = 500;

/** All bots of a person's accounts, as they stand. */
export function BotList() {
  const open = accounts.value.filter(({ closed }) => !closed).map(({ id }) => id);
  const live = useLiveAll('bots', open);
  const stats = usePoll<BotStats>('/bots/stats').answer;
  const bots = live?.flat() ?? null;
  if (bots === null) return <Waiting />;
  return (
    <div class="account-page bots-page">
      <div class="page-head">
        <h1>{say('bots')}</h1>
        {bots.length > 0 && (
          <a class="button main" href={pathTo('bots', 'new')}>
            {tell('newBot')}
          </a>
        )}
      </div>
      {bots.length === 0 ? <Invitation /> : <Overview stats={stats} />}
      {live?.some(({ length }) => length >= NEWEST) && (
        <p class="quiet">{tell('newestOnly', { most: String(NEWEST) })}</p>
      )}
      {bots.length > 0 && <BotTable bots={bots} day={stats?.today.since.slice(0, 10) ?? null} />}
    </div>
  );
}

function Invitation() {
  return (
    <div class="invitation">
      <svg viewBox="0 0 240 90" aria-hidden="true">
        <path d="M4 22 60 40 96 74 130 60 168 66 236 14" />
        <path class="line" d="M4 46H236M4 62H236M4 76H236" />
        <path class="profit" d="M96 30H236" />
        <circle cx="4" cy="22" r="4" />
        <circle cx="70" cy="49" r="4" />
        <circle cx="84" cy="62" r="4" />
        <circle class="profit" cx="215" cy="30" r="5" />
      </svg>
      <h2>{tell('empty')}</h2>
      <p>{tell('emptyText')}</p>
      <a class="button main" href={pathTo('bots', 'new')}>
        {tell('firstBot')}
      </a>
    </div>
  );
}

function Overview({ stats }: { readonly stats: BotStats | null }) {
  return (
    <dl class="figures">
      <Figure name={tell('today')}>
        <Profits of={stats?.today.profits} />
      </Figure>
      <Figure name={tell('overall')}>
        <Profits of={stats?.overall.profits} />
      </Figure>
      <Figure name={tell('profitNow')}>
        <Profits of={stats?.active.result.profits} />
      </Figure>
      <Figure name={tell('locked')}>
        <Profits of={stats?.active.locked.profits} coloured={false} />
      </Figure>
      <Figure name={tell('completed')}>{stats?.completed ?? '—'}</Figure>
    </dl>
  );
}
