import type { Instrument } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { instruments } from '../api/house.ts';
import { useLive } from '../api/use-live.ts';
import { goTo, pathTo } from '../route.ts';
import { language, say } from '../words/language.ts';
import { shownChange, shownPrice } from '../words/numbers.ts';
import { memo } from './memo.ts';

/** Every instrument with its live price; the search knows symbol, titles and other names. */
export function MarketList({ chosen, onChoose }: { readonly chosen: string; readonly onChoose: () => void }) {
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => search(instruments.value, wanted), [instruments.value, wanted]);
  const goToFirst = (event: SubmitEvent): void => {
    event.preventDefault();
    const first = found[0];
    if (first === undefined) return;
    goTo('trade', first.symbol);
    onChoose();
  };
  return (
    <>
      <search>
        <form onSubmit={goToFirst}>
          <input
            type="search"
            placeholder={say('search')}
            aria-label={say('search')}
            value={wanted}
            maxLength={64}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        </form>
      </search>
      <ul class="markets">
        {found.map((instrument) => (
          <MarketRow
            key={instrument.symbol}
            instrument={instrument}
            chosen={instrument.symbol === chosen}
            onChoose={onChoose}
          />
        ))}
        {found.length === 0 && <li class="waiting">{say('nothingFound')}</li>}
      </ul>
    </>
  );
}

const MarketRow = memo(function MarketRow(props: {
  readonly instrument: Instrument;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { instrument, chosen, onChoose } = props;
  const quote = useLive('quotes', instrument.symbol);
  const change = quote === null ? null : shownChange(quote.last, quote.previousClose ?? quote.open);
  const title = (language.value === 'ru' && instrument.titleRu) || instrument.title;
  return (
    <li>
      <a href={pathTo('trade', instrument.symbol)} aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
        <b>{instrument.symbol}</b>
        <span class="number">{shownPrice(quote?.last, instrument.priceStep)}</span>
        <small>{title}</small>
        <small class={`number ${change === null ? '' : change.sign > 0 ? 'up' : change.sign < 0 ? 'down' : ''}`}>
          {change?.text ?? ''}
        </small>
      </a>
    </li>
  );
});

/** Best first: a symbol that begins with the words, then other names, then titles. */
function search(all: ReadonlyMap<string, Instrument>, wanted: string): Instrument[] {
  const listed = [...all.values()].filter(({ delistedAt }) => delistedAt === null);
  const words = wanted.trim().toLowerCase();
  if (words === '') return listed;
  const rank = (instrument: Instrument): number => {
    const { symbol, title, titleRu, ids } = instrument;
    if (symbol.toLowerCase().startsWith(words)) return 0;
    const names = [symbol, ids.ticker, ids.figi ?? '', ids.isin ?? '', ids.uid ?? '', ...ids.aliases];
    if (names.some((name) => name.toLowerCase().includes(words))) return 1;
    return `${title} ${titleRu ?? ''}`.toLowerCase().includes(words) ? 2 : 3;
  };
  return listed
    .map((instrument) => ({ instrument, rank: rank(instrument) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((each) => each.instrument);
}
