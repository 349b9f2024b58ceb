import type { Book, Instrument } from 'outcry/native-api';
import { useLive } from '../api/use-live.ts';
import { decimal } from '../decimal.ts';
import { say } from '../words/language.ts';
import { shown, shownPrice } from '../words/numbers.ts';

type Level = Book['bids'][number];

const LEVELS = 12;

/** The displayed book: asks above, bids below; a bar behind each size. A price that is pressed goes into the ticket. */
export function Depth(props: { readonly instrument: Instrument; readonly onPrice: (price: string) => void }) {
  const { instrument, onPrice } = props;
  const book = useLive('book', instrument.symbol);
  const asks = (book?.asks ?? []).slice(0, LEVELS);
  const bids = (book?.bids ?? []).slice(0, LEVELS);
  const largest = [...asks, ...bids].reduce((most, { size }) => Math.max(most, barSize(size)), 0);
  const rows = (levels: readonly Level[], side: 'ask' | 'bid') =>
    levels.map(({ price, size }) => (
      <li key={price} class={side}>
        <button type="button" onClick={() => onPrice(price)}>
          <span class="unseen">{say(side)}</span>
          <span>{shownPrice(price, instrument.priceStep)}</span>
          <span class="number">{shown(size)}</span>
          <i style={{ width: `${largest === 0 ? 0 : Math.round((100 * barSize(size)) / largest)}%` }} />
        </button>
      </li>
    ));
  return (
    <div class="depth">
      <h2>{say('book')}</h2>
      <ol>{rows([...asks].reverse(), 'ask')}</ol>
      <ol>{rows(bids, 'bid')}</ol>
      {book === null && <p class="waiting">{say('loading')}</p>}
    </div>
  );
}

/** Length of a bar on the screen: a picture, not a quantity. */
function barSize(size: string): number {
  const value = decimal(size);
  return value === null ? 0 : Number(value.coefficient) / 10 ** value.scale;
}
