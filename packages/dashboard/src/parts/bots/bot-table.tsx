import type { Bot, BotStats } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { accounts } from '../../api/house.ts';
import { stateText } from '../../bots/describe.ts';
import { useToday } from '../../bots/use-today.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';
import { DataTable, type TableColumn } from '../data-table.tsx';
import { Profits } from './amounts.tsx';
import { type BotAction, BotActionDialog } from './bot-actions.tsx';
import { BotSwitch } from './bot-switch.tsx';

/** Pairs that are named; of more their number tells. */
const NAMED_PAIRS = 3;

type Today = Pick<BotStats['today'], 'profits' | 'usd'>;

/** DCA bots, the newest first, each leading to its page; on a phone each is a card. `day`: today in UTC, once it is known. */
export function BotTable({ bots, day }: { readonly bots: readonly Bot[]; readonly day: string | null }) {
  const [asked, setAsked] = useState<{ readonly id: number; readonly action: BotAction } | null>(null);
  const todayOf = useToday(bots, day);
  const askedBot = asked === null ? undefined : bots.find(({ id }) => id === asked.id);
  return (
    <>
      <DataTable
        rows={[...bots].sort((a, b) => b.id - a.id)}
        columns={columnsOf(bots, todayOf, (id, action) => setAsked({ id, action }))}
        keyOf={({ id }) => String(id)}
        empty={say('nothingFound')}
        name={say('bots')}
        style="bots"
      />
      {asked !== null && askedBot !== undefined && (
        <BotActionDialog bot={askedBot} action={asked.action} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function columnsOf(
  bots: readonly Bot[],
  todayOf: (bot: Bot) => Today | null,
  onAsk: (id: number, action: BotAction) => void,
): TableColumn<Bot>[] {
  const several = new Set(bots.map(({ account }) => account)).size > 1;
  return [
    { id: 'switch', title: '', style: 'cell-switch', cell: (bot) => <BotSwitch bot={bot} /> },
    {
      id: 'name',
      title: tell('name'),
      style: 'cell-name',
      text: ({ settings, account }) =>
        [settings.name, tell(settings.strategy), settings.instruments.join(' '), nameOf(account)].join(' ').trim(),
      cell: ({ id, settings, account }) => (
        <>
          <a href={pathTo('bots', id)}>
            <b>{settings.name}</b>
          </a>
          <small>
            <span class={settings.strategy === 'long' ? 'up' : 'down'}>{tell(settings.strategy)}</span> ·{' '}
            {pairsText(settings.instruments)}
            {several && ` · ${nameOf(account)}`}
          </small>
        </>
      ),
    },
    { id: 'state', title: tell('state'), style: 'cell-state', text: stateText, cell: stateText },
    {
      id: 'deals',
      title: tell('deals'),
      number: true,
      style: 'cell-deals',
      text: ({ activeDeals }) => String(activeDeals.length),
      cell: ({ activeDeals, settings }) => (
        <>
          <span class="label">{tell('deals')}</span>
          {tell('ofMost', { now: String(activeDeals.length), most: String(settings.maxActiveDeals) })}
        </>
      ),
    },
    {
      id: 'today',
      title: tell('today'),
      number: true,
      style: 'cell-today',
      text: (bot) => todayOf(bot)?.usd ?? null,
      cell: (bot) => {
        const today = todayOf(bot);
        return (
          <>
            <span class="label">{tell('today')}</span>
            {today === null ? '…' : <Profits of={today.profits} />}
          </>
        );
      },
    },
    {
      id: 'profit',
      title: tell('overall'),
      number: true,
      style: 'cell-profit',
      text: ({ profitUsd }) => profitUsd,
      cell: ({ profits }) => (
        <>
          <span class="label">{tell('overall')}</span>
          <Profits of={profits} />
        </>
      ),
    },
    {
      id: 'actions',
      title: '',
      style: 'cell-actions',
      cell: ({ id, settings }) => (
        <>
          <button type="button" onClick={() => onAsk(id, 'start')}>
            {tell('startDeal')}
          </button>
          <button
            type="button"
            aria-label={tell('actionsOf', { name: settings.name })}
            title={tell('actions')}
            onClick={() => onAsk(id, 'menu')}
          >
            ⋯
          </button>
        </>
      ),
    },
  ];
}

function nameOf(account: number): string {
  return accounts.value.find(({ id }) => id === account)?.name ?? '';
}

function pairsText(pairs: readonly string[]): string {
  const more = pairs.length - NAMED_PAIRS;
  return `${pairs.slice(0, NAMED_PAIRS).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}
