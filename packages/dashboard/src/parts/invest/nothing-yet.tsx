import { pathTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';

/** What to do on a platform without a strategy. */
export function NothingYet() {
  return (
    <section class="guide" aria-labelledby="nothing-yet">
      <h2 id="nothing-yet">{tell('nothingYet')}</h2>
      <p>{tell('nothingYetText')}</p>
      <ol>
        <li>
          <span class="tick" aria-hidden="true" />
          <span>{tell('nothingYetDesk')}</span>
          <a class="button" href={pathTo('desk')}>
            {tell('toDesk')}
          </a>
        </li>
        <li>
          <span class="tick" aria-hidden="true" />
          <span>{tell('nothingYetOwn')}</span>
          <a class="button" href={pathTo('invest', 'mine')}>
            {tell('toMine')}
          </a>
        </li>
      </ol>
      <p class="quiet">{tell('toDocs')}</p>
    </section>
  );
}
