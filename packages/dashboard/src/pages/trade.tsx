import type { Instrument } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { chosenAccount, instruments } from '../api/house.ts';
import { useLive } from '../api/use-live.ts';
import { isBotPair } from '../pairs.ts';
import { AccountOrders } from '../parts/account-orders.tsx';
import { Chart } from '../parts/chart.tsx';
import { Depth } from '../parts/depth.tsx';
import { MarketList } from '../parts/market-list.tsx';
import { MarketTrades } from '../parts/market-trades.tsx';
import { Ticket } from '../parts/ticket.tsx';
import { pathTo } from '../route.ts';
import { language, say } from '../words/language.ts';
import { shown, shownChange, shownPrice } from '../words/numbers.ts';

const VIEWS = ['markets', 'chart', 'book', 'order'] as const;
type View = (typeof VIEWS)[number];

/** The trading desk: all parts side by side on a desk, one at a time on a phone. */
export function TradePage({ symbol }: { readonly symbol: string | null }) {
  const [view, setView] = useState<View>('chart');
  const [price, setPrice] = useState<string | null>(null);
  const instrument = symbol === null ? undefined : instruments.value.get(symbol);
  const account = chosenAccount();
  if (instrument === undefined) return <p class="waiting">{say('nothingFound')}</p>;
  return (
    <div class={`desk view-${view}`}>
      <div class="views" role="tablist">
        {VIEWS.map((each) => (
          <button type="button" role="tab" key={each} aria-selected={view === each} onClick={() => setView(each)}>
            {say(each)}
          </button>
        ))}
      </div>
      <section class="part-markets" aria-label={say('markets')}>
        <MarketList chosen={instrument.symbol} onChoose={() => setView('chart')} />
      </section>
      <section class="part-chart" aria-label={say('chart')}>
        <QuoteLine instrument={instrument} />
        <Chart key={instrument.symbol} instrument={instrument} account={account?.id ?? null} />
        {account !== null && <AccountOrders key={account.id} account={account.id} />}
      </section>
      <section class="part-book" aria-label={say('book')}>
        <Depth instrument={instrument} onPrice={setPrice} />
        <MarketTrades instrument={instrument} />
      </section>
      <section class="part-order" aria-label={say('order')}>
        {account === null ? (
          <p class="waiting">{say('noAccount')}</p>
        ) : (
          <>
            <Ticket
              key={`${instrument.symbol} ${account.id}`}
              instrument={instrument}
              account={account}
              price={price}
            />
            {isBotPair(instrument) && (
              <a class="to-smart-trade" href={pathTo('smart-trades', 'new', instrument.symbol)}>
                <b>{say('smartTrade')}</b> <small>{say('smartTradeHint')}</small>
              </a>
            )}
          </>
        )}
      </section>
    </div>
  );
}

function QuoteLine({ instrument }: { readonly instrument: Instrument }) {
  const quote = useLive('quotes', instrument.symbol);
  const change = quote === null ? null : shownChange(quote.last, quote.previousClose ?? quote.open);
  const title = (language.value === 'ru' && instrument.titleRu) || instrument.title;
  const price = (text: string | null | undefined): string => shownPrice(text, instrument.priceStep);
  const figures = [
    ['bid', price(quote?.bid)],
    ['ask', price(quote?.ask)],
    ['high', price(quote?.high)],
    ['low', price(quote?.low)],
    ['volume', shown(quote?.volume)],
  ] as const;
  return (
    <div class="quote-line">
      <h1>
        {instrument.symbol} <small>{title}</small>
      </h1>
      <b class={`last ${change === null ? '' : change.sign > 0 ? 'up' : change.sign < 0 ? 'down' : ''}`}>
        {price(quote?.last)} {change !== null && <small>{change.text}</small>}
      </b>
      {quote !== null && quote.status !== 'normal' && <span class="notice">{say(quote.status)}</span>}
      <dl>
        {figures.map(([word, figure]) => (
          <div key={word}>
            <dt>{say(word)}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
