import type { Bot, BotStats } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { accounts } from '../../api/house.ts';
import { useLiveAll } from '../../api/use-live.ts';
import { usePoll } from '../../api/use-poll.ts';
import { stateText } from '../../bots/describe.ts';
import { BOT_SORTS, type BotSort, sortedBots } from '../../bots/sort-bots.ts';
import { useToday } from '../../bots/use-today.ts';
import { Amounts, Profits } from '../../parts/bots/amounts.tsx';
import { type BotAction, BotActionDialog } from '../../parts/bots/bot-actions.tsx';
import { BotSwitch } from '../../parts/bots/bot-switch.tsx';
import { Figure } from '../../parts/figure.tsx';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** Rows before a press on More. */
const ROWS = 50;

/** The stream begins with so many bots of an account, the newest. */
const NEWEST = 500;

/** Pairs that are named; of more their number tells. */
const NAMED_PAIRS = 3;

/** All bots of a person's accounts, as they stand. */
export function BotList() {
  const open = accounts.value.filter(({ closed }) => !closed).map(({ id }) => id);
  const live = useLiveAll('bots', open);
  const stats = usePoll<BotStats>('/bots/stats').answer;
  const bots = live?.flat() ?? null;
  if (bots === null) return <p class="waiting">{say('loading')}</p>;
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
      <Figure name={tell('today')}>{stats === null ? '—' : <Profits of={stats.today.profits} />}</Figure>
      <Figure name={tell('overall')}>{stats === null ? '—' : <Profits of={stats.overall.profits} />}</Figure>
      <Figure name={tell('profitNow')}>{stats === null ? '—' : <Profits of={stats.active.result.profits} />}</Figure>
      <Figure name={tell('locked')}>
        {stats === null ? (
          '—'
        ) : (
          <Amounts of={stats.active.locked.profits.map(({ asset, profit }) => ({ asset, amount: profit }))} />
        )}
      </Figure>
      <Figure name={tell('completed')}>{stats?.completed ?? '—'}</Figure>
    </dl>
  );
}

function BotTable({ bots, day }: { readonly bots: readonly Bot[]; readonly day: string | null }) {
  const [sort, setSort] = useState<BotSort>('created');
  const [down, setDown] = useState(true);
  const [rows, setRows] = useState(ROWS);
  const [asked, setAsked] = useState<{ readonly id: number; readonly action: BotAction } | null>(null);
  const todayOf = useToday(bots, day);
  const sorted = sortedBots(bots, sort, down, (bot) => todayOf(bot)?.usd ?? '0').slice(0, rows);
  const askedBot = asked === null ? undefined : bots.find(({ id }) => id === asked.id);
  const several = new Set(bots.map(({ account }) => account)).size > 1;
  const choose = (each: BotSort): void => {
    setDown(each === sort ? !down : each !== 'name');
    setSort(each);
  };
  const heading = (each: BotSort, number = false) => (
    <th class={number ? 'number' : ''} aria-sort={each === sort ? (down ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        class="sort"
        onClick={() => choose(each)}
        title={tell('sortBy', { column: sortWord(each) })}
      >
        {sortWord(each)} <i aria-hidden="true">{each === sort ? (down ? '↓' : '↑') : ''}</i>
      </button>
    </th>
  );
  return (
    <>
      <label class="sorting">
        {tell('sorting')}
        <select value={sort} onChange={(event) => choose(event.currentTarget.value as BotSort)}>
          {BOT_SORTS.map((each) => (
            <option key={each} value={each}>
              {sortWord(each)}
            </option>
          ))}
        </select>
      </label>
      <table class="bots">
        <thead>
          <tr>
            {heading('created')}
            {heading('name')}
            {heading('state')}
            {heading('deals', true)}
            {heading('today', true)}
            {heading('profit', true)}
            <th>
              <span class="unseen">{tell('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((bot) => (
            <BotRow
              key={bot.id}
              bot={bot}
              today={todayOf(bot)}
              several={several}
              onAsk={(action) => setAsked({ id: bot.id, action })}
            />
          ))}
        </tbody>
      </table>
      {rows < bots.length && (
        <button type="button" onClick={() => setRows(rows + ROWS)}>
          {say('more')}
        </button>
      )}
      {asked !== null && askedBot !== undefined && (
        <BotActionDialog bot={askedBot} action={asked.action} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function sortWord(sort: BotSort): string {
  if (sort === 'created') return tell('newest');
  return tell(sort === 'profit' ? 'overall' : sort);
}

interface RowProps {
  readonly bot: Bot;
  readonly today: Pick<BotStats['today'], 'profits'> | null;
  readonly several: boolean;
  readonly onAsk: (action: BotAction) => void;
}

function BotRow({ bot, today, several, onAsk }: RowProps) {
  const { name, strategy, instruments, maxActiveDeals } = bot.settings;
  const pairs = instruments.slice(0, NAMED_PAIRS).join(', ');
  const more = instruments.length - NAMED_PAIRS;
  const account = accounts.value.find(({ id }) => id === bot.account);
  return (
    <tr>
      <td class="cell-switch">
        <BotSwitch bot={bot} />
      </td>
      <td class="cell-name">
        <a href={pathTo('bots', bot.id)}>
          <b>{name}</b>
        </a>
        <small>
          <span class={strategy === 'long' ? 'up' : 'down'}>{tell(strategy)}</span> · {pairs}
          {more > 0 && ` +${more}`}
          {several && ` · ${account?.name ?? ''}`}
        </small>
      </td>
      <td class="cell-state">{stateText(bot)}</td>
      <td class="number cell-deals">
        <span class="label">{tell('deals')}</span>
        {tell('ofMost', { now: String(bot.activeDeals.length), most: String(maxActiveDeals) })}
      </td>
      <td class="number cell-today">
        <span class="label">{tell('today')}</span>
        {today === null ? '…' : <Profits of={today.profits} />}
      </td>
      <td class="number cell-profit">
        <span class="label">{tell('overall')}</span>
        <Profits of={bot.profits} />
      </td>
      <td class="cell-actions">
        <button type="button" onClick={() => onAsk('start')}>
          {tell('startDeal')}
        </button>
        <button
          type="button"
          aria-label={tell('actionsOf', { name })}
          title={tell('actions')}
          onClick={() => onAsk('menu')}
        >
          ⋯
        </button>
      </td>
    </tr>
  );
}
