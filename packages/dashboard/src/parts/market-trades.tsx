import { useLive } from '../api/use-live.ts';
import { say } from '../words/language.ts';
import { shown, shownTime } from '../words/numbers.ts';

/** Trades of the market, newest first. */
export function MarketTrades({ symbol }: { readonly symbol: string }) {
  const trades = useLive('trades', symbol);
  return (
    <div class="tape">
      <h2>{say('trades')}</h2>
      <ol>
        {(trades ?? []).slice(0, 30).map((trade, index) => (
          <li key={`${trade.at} ${trade.price} ${trade.size} ${index}`}>
            <span class={trade.aggressor === 'buy' ? 'up' : trade.aggressor === 'sell' ? 'down' : ''}>
              {shown(trade.price)}
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
