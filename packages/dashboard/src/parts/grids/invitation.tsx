import { pathTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';

/** What stands where there is no grid bot yet. */
export function Invitation() {
  return (
    <div class="invitation">
      <svg viewBox="0 0 240 90" aria-hidden="true">
        <path class="profit" d="M4 14H236M4 29H236" />
        <path class="line" d="M4 44H236M4 59H236M4 74H236" />
        <path d="M4 44 30 62 52 40 84 78 112 54 134 26 160 48 186 34 212 62 236 40" />
        <circle cx="27" cy="59" r="4" />
        <circle class="profit" cx="48" cy="44" r="4" />
        <circle cx="81" cy="74" r="4" />
        <circle class="profit" cx="106" cy="59" r="4" />
        <circle class="profit" cx="131" cy="29" r="4" />
        <circle cx="209" cy="59" r="4" />
      </svg>
      <h2>{tell('empty')}</h2>
      <p>{tell('emptyText')}</p>
      <a class="button main" href={pathTo('grids', 'new')}>
        {tell('firstGrid')}
      </a>
    </div>
  );
}
