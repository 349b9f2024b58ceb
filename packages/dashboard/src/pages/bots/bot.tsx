import type { Bot, BotStats, DayProfit, Deal, Page } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { withQuery } from '../../api/call.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/use-live.ts';
import { usePages } from '../../api/use-pages.ts';
import { usePoll } from '../../api/use-poll.ts';
import { refusalText, settingsText, stateText } from '../../bots/describe.ts';
import { FormNotice } from '../../parts/automation/form-notice.tsx';
import { Profits } from '../../parts/bots/amounts.tsx';
import { type BotAction, BotActionDialog } from '../../parts/bots/bot-actions.tsx';
import { BotSwitch } from '../../parts/bots/bot-switch.tsx';
import { DealTable } from '../../parts/bots/deal-table.tsx';
import { Webhook } from '../../parts/bots/webhook.tsx';
import { Figure } from '../../parts/figure.tsx';
import { ProfitBars } from '../../parts/profit-bars.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { pathTo } from '../../route.ts';
import { useAskedOrder } from '../../table/use-asked-order.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';

/** Days in the picture of profits. */
const DAYS = 30;
const PAGE_OF_DEALS = 25;

/** One bot: what it does, what it brought, its deals and its settings in words. */
export function BotPage({ id }: { readonly id: number }) {
  const first = useAnswer<Bot>(`/bots/${id}`);
  const account = first.answer?.account ?? null;
  const live = useLive('bots', account);
  const bot = live?.find((each) => each.id === id) ?? first.answer;
  const [action, setAction] = useState<BotAction | null>(null);
  if (bot === null) return <Waiting error={first.error} textOf={refusalText} />;
  if (live !== null && first.answer !== null && !live.some((each) => each.id === id) && live.length < 500)
    return <p class="waiting">{tell('notThere')}</p>;
  return (
    <div class="account-page bot-page">
      <div class="page-head">
        <BotSwitch bot={bot} />
        <h1>
          {bot.settings.name} <small>{stateText(bot)}</small>
        </h1>
        <div class="buttons">
          <button type="button" class="main" onClick={() => setAction('start')}>
            {tell('startDeal')}
          </button>
          <a class="button" href={pathTo('bots', id, 'edit')}>
            {tell('edit')}
          </a>
          <a class="button" href={pathTo('bots', 'copy', id)}>
            {tell('copy')}
          </a>
          <button type="button" onClick={() => setAction('panic-sell')}>
            {tell('panicSellAll')}
          </button>
          <button type="button" onClick={() => setAction('cancel-deals')}>
            {tell('cancelAllDeals')}
          </button>
          <button type="button" onClick={() => setAction('delete')}>
            {tell('delete')}
          </button>
        </div>
      </div>
      <FormNotice of={`bots/${id}`} />
      <Statistics bot={bot} />
      <Deals bot={bot} />
      <div class="columns">
        <section>
          <h2>{tell('settings')}</h2>
          <dl class="sentences">
            {settingsText(bot.settings, bot.quote).map(([word, text]) => (
              <Figure key={word} name={tell(word)}>
                {text}
              </Figure>
            ))}
          </dl>
        </section>
        <Webhook bot={bot} />
      </div>
      {action !== null && <BotActionDialog key={action} bot={bot} action={action} onClose={() => setAction(null)} />}
    </div>
  );
}

function Statistics({ bot }: { readonly bot: Bot }) {
  const { answer: stats } = usePoll<BotStats>(`/bots/stats?bot=${bot.id}`);
  const profits = useAnswer<{ items: readonly DayProfit[] }>(withQuery('/bots/profits', { bot: bot.id, days: DAYS }));
  const { again } = profits;
  const day = stats?.today.since.slice(0, 10);
  useEffect(() => again(), [bot.finished, day]);
  const days = profits.answer?.items ?? null;
  return (
    <>
      <dl class="figures">
        <Figure name={tell('today')}>
          <Profits of={stats?.today.profits} />
        </Figure>
        <Figure name={tell('overall')}>
          <Profits of={bot.profits} />
        </Figure>
        <Figure name={tell('profitNow')}>
          <Profits of={stats?.active.result.profits} />
        </Figure>
        <Figure name={tell('locked')}>
          <Profits of={stats?.active.locked.profits} coloured={false} />
        </Figure>
        <Figure name={tell('deals')}>
          {tell('ofMost', { now: String(bot.activeDeals.length), most: String(bot.settings.maxActiveDeals) })}
        </Figure>
        <Figure name={tell('completed')}>
          {stats?.completed ?? '—'}
          {stats !== null && stats.panicSold + stats.stopped > 0 && (
            <small> {tell('ofThem', { sold: String(stats.panicSold), stopped: String(stats.stopped) })}</small>
          )}
        </Figure>
      </dl>
      <section>
        <h2>
          {tell('profitByDay')} <small>{tell('lastDays', { days: String(DAYS) })}</small>
        </h2>
        <div class="bars-box">
          {days === null ? (
            <Waiting />
          ) : bot.finished === 0 ? (
            <p class="waiting">{tell('noProfitYet')}</p>
          ) : (
            <ProfitBars days={days} asset={bot.quote} />
          )}
        </div>
      </section>
    </>
  );
}

const TABS = ['activeDeals', 'finishedDeals'] as const;

function Deals({ bot }: { readonly bot: Bot }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('activeDeals');
  const counts = { activeDeals: bot.activeDeals.length, finishedDeals: bot.finished };
  return (
    <section>
      <Tabs
        label={tell('deals')}
        tabs={TABS.map((each) => ({ id: each, title: `${tell(each)} ${counts[each]}` }))}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === 'activeDeals' ? <ActiveDeals bot={bot} /> : <FinishedDeals bot={bot} />}
      </Tabs>
    </section>
  );
}

function ActiveDeals({ bot }: { readonly bot: Bot }) {
  const path = withQuery('/deals', { bot: bot.id, status: 'active', limit: 200 });
  const { answer, error, again } = usePoll<Page<Deal>>(path);
  useEffect(() => again(), [bot.activeDeals.join()]);
  return (
    <>
      {error !== null && <Refusal error={error} textOf={refusalText} />}
      <DealTable deals={answer?.items ?? null} empty="noActiveDeals" />
    </>
  );
}

/** Columns that the platform puts ended deals in order by. */
const DEAL_ORDERS = {
  deal: 'created',
  profit: 'profit',
  percent: 'profitPercent',
  began: 'created',
  ended: 'closed',
};

/** Ended deals page by page, the last one first unless told; a deal that ends while one looks is among them. */
function FinishedDeals({ bot }: { readonly bot: Bot }) {
  const { asked, order, direction } = useAskedOrder(DEAL_ORDERS, { id: 'ended', descending: true });
  const query = { bot: bot.id, status: 'finished', order, direction };
  const version = [bot.started, bot.finished, bot.activeDeals.length].join();
  const { rows, partial, error, more } = usePages<Deal>('/deals', query, PAGE_OF_DEALS, version);
  return (
    <>
      {error !== null && <Refusal error={error} textOf={refusalText} />}
      <DealTable deals={rows} empty="noFinishedDeals" partial={partial} asked={asked} />
      {partial && (
        <button type="button" onClick={more}>
          {say('more')}
        </button>
      )}
    </>
  );
}
