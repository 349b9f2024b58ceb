import type {
  Account,
  BotStats,
  Deal,
  FeedState,
  GridBot,
  Page,
  Restore,
  SmartTrade,
  Trouble,
} from 'outcry/native-api';
import { accounts as loaded, rights } from '../../api/house.ts';
import { useLiveAll } from '../../api/use-live.ts';
import { usePoll } from '../../api/use-poll.ts';
import { needsOf } from '../../home/attention.ts';
import { useMargins } from '../../home/use-margins.ts';
import { useProgress } from '../../home/use-progress.ts';
import { CopyDoors } from '../../parts/copy-doors.tsx';
import { AttentionView } from '../../parts/home/attention-view.tsx';
import { EquityView } from '../../parts/home/equity-view.tsx';
import { GuideView, useGuideShown } from '../../parts/home/guide-view.tsx';
import { OPEN_ROWS, OpenView } from '../../parts/home/open-view.tsx';
import { RunningView } from '../../parts/home/running-view.tsx';
import { ProfitDays } from '../../parts/profit-days.tsx';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/house.css';
import { tell } from '../../words/house/home-words.ts';

/** How often lists that change seldom are asked for anew (ms). */
const SELDOM_MS = 15_000;
const LOOK_MS = 4_000;

/** What a person sees first: what there is, what runs, what it brings, and what needs attention. */
export function HomePage() {
  const open = loaded.value.filter(({ closed }) => !closed).map(({ id }) => id);
  const bots = useLiveAll('bots', open)?.flat() ?? null;
  const accounts = usePoll<Page<Account>>('/accounts?limit=500', LOOK_MS).answer?.items ?? null;
  const stats = usePoll<BotStats>('/bots/stats', LOOK_MS).answer;
  const feed = usePoll<FeedState>('/feed', LOOK_MS).answer;
  const deals = usePoll<Page<Deal>>(`/deals?status=active&limit=${OPEN_ROWS}`, LOOK_MS).answer;
  const trades = usePoll<Page<SmartTrade>>(`/smart-trades?status=active&limit=${OPEN_ROWS}`, LOOK_MS).answer;
  const grids = usePoll<Page<GridBot>>('/grid-bots?limit=500', LOOK_MS).answer?.items ?? null;
  const looksAfter = rights.value.has('system:write');
  const troubles = usePoll<{ items: readonly Trouble[] }>(looksAfter ? '/system/troubles' : null, SELDOM_MS).answer;
  const restore = usePoll<Restore>(looksAfter ? '/system/restore' : null, SELDOM_MS).answer;
  const margins = useMargins(accounts);
  const [guideShown, showGuide] = useGuideShown();
  const progress = useProgress(accounts, bots, feed, guideShown);
  const isKnown = accounts !== null && deals !== null && trades !== null && grids !== null && feed !== null;
  const needs = isKnown
    ? needsOf({
        accounts,
        margins,
        feed,
        deals: deals.items,
        trades: trades.items,
        grids,
        troubles: troubles?.items ?? null,
        staged: restore?.staged !== null && restore !== null,
      })
    : null;
  return (
    <div class="account-page house-page home-page">
      <div class="page-head">
        <h1>{tell('title')}</h1>
        {!guideShown && (
          <button type="button" onClick={() => showGuide(true)}>
            {tell('showGuide')}
          </button>
        )}
      </div>
      {guideShown && <GuideView progress={progress} onHide={() => showGuide(false)} />}
      <EquityView />
      <div class="columns">
        <RunningView accounts={accounts} bots={bots} stats={stats} trades={trades} grids={grids} />
        <AttentionView needs={needs} />
      </div>
      <OpenView deals={deals} trades={trades} />
      <ProfitDays />
      <CopyDoors />
    </div>
  );
}
