import type { GridBot, GridBotWithLines, Page } from 'outcry/native-api';
import { useEffect } from 'preact/hooks';
import { withQuery } from '../../api/call.ts';
import { accounts } from '../../api/house.ts';
import { useLiveAll } from '../../api/use-live.ts';
import { usePoll } from '../../api/use-poll.ts';
import { attentionOf } from '../../grids/describe.ts';
import { overviewOf } from '../../grids/overview.ts';
import { Amounts } from '../../parts/bots/amounts.tsx';
import { Figure } from '../../parts/figure.tsx';
import { GridTable } from '../../parts/grids/grid-table.tsx';
import { Invitation } from '../../parts/grids/invitation.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';

/** Rows that one call brings. */
const ROWS = 500;

/** All grid bots of a person's accounts as they stand now, running ones first. */
export function GridList() {
  const open = accounts.value.filter(({ closed }) => !closed).map(({ id }) => id);
  const live = useLiveAll('grids', open);
  const { answer, error, again } = usePoll<Page<GridBot>>(withQuery('/grid-bots', { limit: ROWS }));
  useEffect(() => again(), [changesIn(live)]);
  if (answer === null) return <Waiting error={error} />;
  const bots = [...answer.items].sort((a, b) => Number(b.enabled) - Number(a.enabled) || b.id - a.id);
  if (bots.length === 0)
    return (
      <div class="account-page bots-page">
        <h1 class="unseen">{tell('gridBots')}</h1>
        <Invitation />
      </div>
    );
  return (
    <div class="account-page bots-page">
      <div class="page-head">
        <h1>{tell('gridBots')}</h1>
        <a class="button main" href={pathTo('grids', 'new')}>
          {tell('newGrid')}
        </a>
      </div>
      <Overview bots={bots} />
      {error !== null && <Refusal error={error} />}
      <GridTable bots={bots} />
      {answer.next !== null && <p class="quiet">{tell('newestOnly', { most: String(ROWS) })}</p>}
    </div>
  );
}

/** What changes whenever the stream has told another change of a bot. */
function changesIn(live: readonly (readonly GridBotWithLines[])[] | null): string {
  return live === null ? '' : live.flatMap((bots) => bots.map(({ id, updatedAt }) => `${id} ${updatedAt}`)).join();
}

/** All bots together, each currency for itself. */
function Overview({ bots }: { readonly bots: readonly GridBot[] }) {
  const { profit, unrealised, running, cycles } = overviewOf(bots);
  const attention = bots.filter((bot) => attentionOf(bot) !== null).length;
  return (
    <dl class="figures">
      <Figure name={tell('profit')}>
        <Amounts of={profit} coloured />
      </Figure>
      <Figure name={tell('unrealised')}>
        <Amounts of={unrealised} coloured />
      </Figure>
      <Figure name={tell('cycles')}>{cycles}</Figure>
      <Figure name={tell('runningCount')}>{running}</Figure>
      <Figure name={tell('attentionCount')}>
        <span class={attention > 0 ? 'down' : ''}>{attention}</span>
      </Figure>
    </dl>
  );
}
