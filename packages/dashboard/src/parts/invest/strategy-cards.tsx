import { inAsset } from '../../invest/money-text.ts';
import type { StrategyRow } from '../../invest/rows.ts';
import { shownPercent } from '../../ramm/figures.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { shown } from '../../words/numbers.ts';
import { Figure } from '../figure.tsx';
import { ResultText } from '../ramm/result-text.tsx';
import { Sparkline } from './sparkline.tsx';

/** Strategies side by side: what they have brought, how, and what they cost. */
export function StrategyCards({ rows }: { readonly rows: readonly StrategyRow[] }) {
  return (
    <ul class="strategy-cards">
      {rows.map((row) => (
        <li key={row.ID}>
          <Card strategy={row} />
        </li>
      ))}
    </ul>
  );
}

function Card({ strategy }: { readonly strategy: StrategyRow }) {
  const { ID, Name, Yield, MonthlyYield, AgeByDays, Accounts, Symbols, PublicOffer: offer, Account: own } = strategy;
  return (
    <article aria-labelledby={`strategy-${ID}`}>
      <h2 id={`strategy-${ID}`}>
        <a href={pathTo('invest', 'strategies', ID)}>{Name}</a>
        {(own !== undefined || strategy.IsMyStrategy) && (
          <small> {tell(strategy.IsMyStrategy ? 'ledByMe' : 'investedIn')}</small>
        )}
      </h2>
      <div class="yield">
        <b>
          <ResultText amount={Yield}>{shownPercent(Yield)}</ResultText>
        </b>
        <Sparkline name={Name} chart={strategy.Chart} />
      </div>
      <dl>
        <Figure name={tell('monthly')}>
          <ResultText amount={MonthlyYield}>{shownPercent(MonthlyYield)}</ResultText>
        </Figure>
        <Figure name={tell('age')}>{tell('days', { n: shown(AgeByDays) })}</Figure>
        <Figure name={tell('accounts')}>{shown(Accounts)}</Figure>
        <Figure name={tell('fee')}>{shownPercent(offer?.FeeRate)}</Figure>
        <Figure name={tell('perMillion')}>{offer === undefined ? '—' : inAsset(offer.CommissionRate)}</Figure>
        <Figure name={tell('symbols')}>{Symbols || '—'}</Figure>
      </dl>
    </article>
  );
}
