import type { Account, Bot, BotStats, GridBot, Page, SmartTrade } from 'outcry/native-api';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/house/home-words.ts';
import { shown } from '../../words/numbers.ts';
import { Profits } from '../bots/amounts.tsx';
import { Figure } from '../figure.tsx';

/** How many things run, each leading to its page. */
export function RunningView(props: {
  readonly accounts: readonly Account[] | null;
  readonly bots: readonly Bot[] | null;
  readonly stats: BotStats | null;
  readonly trades: Page<SmartTrade> | null;
  readonly grids: readonly GridBot[] | null;
}) {
  const { accounts, bots, stats, trades, grids } = props;
  const open = accounts?.filter(({ closed }) => !closed) ?? null;
  const sum = (of: (account: Account) => number): string =>
    open === null ? '…' : shown(String(open.reduce((total, account) => total + of(account), 0)));
  return (
    <section aria-labelledby="running">
      <h2 id="running">{tell('running')}</h2>
      <dl class="figures">
        <Figure name={tell('botsOn')}>
          <a href={pathTo('bots')}>{bots === null ? '…' : onText(bots)}</a>
        </Figure>
        <Figure name={tell('deals')}>
          <a href={pathTo('bots')}>{stats === null ? '…' : shown(String(stats.active.count))}</a>
        </Figure>
        <Figure name={tell('gridsOn')}>
          <a href={pathTo('grids')}>{grids === null ? '…' : onText(grids)}</a>
        </Figure>
        <Figure name={tell('smartTrades')}>
          <a href={pathTo('smart-trades')}>
            {trades === null ? '…' : `${trades.items.length}${trades.next === null ? '' : '+'}`}
          </a>
        </Figure>
        <Figure name={tell('orders')}>
          <a href={pathTo('account')}>{sum(({ openOrders }) => openOrders)}</a>
        </Figure>
        <Figure name={tell('positions')}>
          <a href={pathTo('account')}>{sum(({ openPositions }) => openPositions)}</a>
        </Figure>
        <Figure name={tell('botsToday')}>{stats === null ? '…' : <Profits of={stats.today.profits} />}</Figure>
      </dl>
    </section>
  );
}

function onText(bots: readonly { readonly enabled: boolean }[]): string {
  return tell('ofAll', { n: String(bots.filter(({ enabled }) => enabled).length), all: String(bots.length) });
}
