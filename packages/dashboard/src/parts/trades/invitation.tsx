import { pathTo } from '../../route.ts';
import { tell } from '../../words/trades/trade-words.ts';

/** What stands where there is no smart trade yet. */
export function Invitation() {
  return (
    <div class="invitation">
      <svg viewBox="0 0 240 90" aria-hidden="true">
        <path d="M4 40 40 58 74 52 110 66 150 44 180 50 214 16 236 22" />
        <path class="line" d="M74 54H236" />
        <path class="profit" d="M74 30H236M74 14H236" />
        <path class="stop" d="M74 80H236" />
        <circle cx="74" cy="53" r="5" />
        <circle class="profit" cx="200" cy="30" r="5" />
        <circle class="profit" cx="216" cy="14" r="5" />
      </svg>
      <h2>{tell('empty')}</h2>
      <p>{tell('emptyText')}</p>
      <a class="button main" href={pathTo('smart-trades', 'new')}>
        {tell('firstTrade')}
      </a>
    </div>
  );
}
