import type { Instrument, Trade } from 'outcry/native-api';
import { useLive } from '../api/use-live.ts';
import { say } from '../words/language.ts';
import { shown, shownPrice, shownTime } from '../words/numbers.ts';
import { memo } from './memo.ts';

const ROWS = 30;

/** Trades have no ids: each is known by itself as long as the page keeps it. */
const keys = new WeakMap<Trade, number>();
let nextKey = 0;

function keyOf(trade: Trade): number {
  const known = keys.get(trade) ?? nextKey++;
  keys.set(trade, known);
  return known;
}

/** Trades of the market, newest first. */
export function MarketTrades({ instrument }: { readonly instrument: Instrument }) {
  const trades = useLive('trades', instrument.symbol);
  return (
    <div class="tape">
      <h2>{say('trades')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: with the keyboard it is scrolled like this */}
      <ol tabIndex={0} aria-label={say('trades')}>
        {(trades ?? []).slice(0, ROWS).map((trade) => (
          <TradeRow key={keyOf(trade)} trade={trade} priceStep={instrument.priceStep} />
        ))}
      </ol>
    </div>
  );
}

const TradeRow = memo(function TradeRow({ trade, priceStep }: { readonly trade: Trade; readonly priceStep: string }) {
  const { aggressor, price, size, at } = trade;
  return (
    <li>
      <span class={aggressor === 'buy' ? 'up' : aggressor === 'sell' ? 'down' : ''}>
        {shownPrice(price, priceStep)}
      </span>
      <span class="number">{shown(size)}</span>
      <time class="number quiet" dateTime={at}>
        {shownTime(at, false)}
      </time>
    </li>
  );
});
