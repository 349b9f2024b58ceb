import type { Book, Instrument } from 'outcry/native-api';
import { useLive } from '../api/use-live.ts';
import { decimal } from '../decimal.ts';
import { say } from '../words/language.ts';
import { shown, shownPrice } from '../words/numbers.ts';
import { memo } from './memo.ts';
import { Waiting } from './waiting.tsx';

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
      <LevelRow
        key={price}
        side={side}
        price={price}
        size={size}
        priceStep={instrument.priceStep}
        share={largest === 0 ? 0 : Math.round((100 * barSize(size)) / largest)}
        onPrice={onPrice}
      />
    ));
  return (
    <div class="depth">
      <h2>{say('book')}</h2>
      <ol>{rows([...asks].reverse(), 'ask')}</ol>
      <ol>{rows(bids, 'bid')}</ol>
      {book === null && <Waiting />}
    </div>
  );
}

const LevelRow = memo(function LevelRow(props: {
  readonly side: 'ask' | 'bid';
  readonly price: string;
  readonly size: string;
  readonly priceStep: string;
  /** Of the largest level, in percent. */
  readonly share: number;
  readonly onPrice: (price: string) => void;
}) {
  const { side, price, size, share } = props;
  return (
    <li class={side}>
      <button type="button" onClick={() => props.onPrice(price)}>
        <span class="unseen">{say(side)}</span>
        <span class="price">{shownPrice(price, props.priceStep)}</span>
        <span class="number">{shown(size)}</span>
        <i style={{ transform: `scaleX(${share / 100})` }} />
      </button>
    </li>
  );
});

/** Length of a bar on the screen: a picture, not a quantity. */
function barSize(size: string): number {
  const value = decimal(size);
  return value === null ? 0 : Number(value.coefficient) / 10 ** value.scale;
}
