import type { DayProfit } from 'outcry/native-api';
import { withQuery } from '../api/call.ts';
import { usePoll } from '../api/use-poll.ts';
import '../styles/bots.css';
import { tell } from '../words/bots/bot-words.ts';
import { say } from '../words/language.ts';
import { ProfitBars } from './profit-bars.tsx';

const DAYS = 30;
/** How often the days are asked for anew (ms): deals end now and then. */
const LOOK_MS = 15_000;

/** What the bots have brought by day, in each asset: all of them, or those of one account. Nothing before the first profit. */
export function ProfitDays({ account }: { readonly account?: number }) {
  const { answer } = usePoll<{ items: readonly DayProfit[] }>(
    withQuery('/bots/profits', { account, days: DAYS }),
    LOOK_MS,
  );
  const days = answer?.items ?? [];
  const assets = new Set(days.flatMap(({ profits }) => profits.map(({ asset }) => asset)));
  return (
    <>
      {[...assets].sort().map((asset) => (
        <section key={asset} aria-label={`${say('bots')}: ${tell('profitByDay')}, ${asset}`}>
          <h2>
            {say('bots')}: {tell('profitByDay')}{' '}
            <small>
              {asset}, {tell('lastDays', { days: String(DAYS) })}
            </small>
          </h2>
          <div class="bars-box">
            <ProfitBars days={days} asset={asset} />
          </div>
        </section>
      ))}
    </>
  );
}
