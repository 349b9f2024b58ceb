import type { GridBotWithLines } from 'outcry/native-api';
import { byDay } from '../../grids/days.ts';
import { profitOf } from '../../grids/describe.ts';
import type { Cycles } from '../../grids/use-cycles.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { ProfitBars } from '../profit-bars.tsx';
import { Waiting } from '../waiting.tsx';

const DAYS = 30;

/** What the cycles of each of the last days have brought. */
export function CycleDays({ bot, cycles }: { readonly bot: GridBotWithLines; readonly cycles: Cycles }) {
  const { asset } = profitOf(bot);
  const last = bot.updatedAt.slice(0, 10);
  return (
    <section>
      <h2>
        {tell('profitByDay')} <small>{tell('lastDays', { days: String(DAYS) })}</small>
      </h2>
      <div class="bars-box">
        {cycles.rows === null ? (
          <Waiting />
        ) : cycles.rows.length === 0 ? (
          <p class="waiting">{tell('noCyclesYet')}</p>
        ) : (
          <ProfitBars
            days={byDay(cycles.rows, bot.settings.profitCurrency ?? 'quote', asset, last, DAYS)}
            asset={asset}
          />
        )}
      </div>
    </section>
  );
}
