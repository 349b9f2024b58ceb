import type { Instrument } from 'outcry/native-api';
import { useLive } from '../api/use-live.ts';
import { say } from '../words/language.ts';
import { shown, shownPrice, shownTime } from '../words/numbers.ts';

/** Trades of the market, newest first. */
export function MarketTrades({ instrument }: { readonly instrument: Instrument }) {
  const trades = useLive('trades', instrument.symbol);
  return (
    <div class="tape">
      <h2>{say('trades')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: with the keyboard it is scrolled like this */}
      <ol tabIndex={0} aria-label={say('trades')}>
        {(trades ?? []).slice(0, 30).map((trade, index) => (
          <li key={`${trade.at} ${trade.price} ${trade.size} ${index}`}>
            <span class={trade.aggressor === 'buy' ? 'up' : trade.aggressor === 'sell' ? 'down' : ''}>
              {shownPrice(trade.price, instrument.priceStep)}
            </span>
            <span class="number">{shown(trade.size)}</span>
            <time class="number quiet" dateTime={trade.at}>
              {shownTime(trade.at, false)}
            </time>
          </li>
        ))}
      </ol>
    </div>
  );
}
