import type { ComponentChildren } from 'preact';
import { ask } from '../../desk/ask.ts';
import { leave, may, methods, session } from '../../desk/session.ts';
import { pathTo, place } from '../../route.ts';
import { type DeskWord, tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { Preferences } from '../preferences.tsx';

/** Pages of the desk: their word in the address, what they are called, and the right without which they show nothing. */
const PAGES: readonly { readonly word: string; readonly title: DeskWord; readonly right: string }[] = [
  { word: 'clients', title: 'clients', right: 'clients.search' },
  { word: 'strategies', title: 'strategies', right: 'strategies.search' },
  { word: 'accounts', title: 'accounts', right: 'accounts.search' },
  { word: 'signals', title: 'signals', right: 'signals.search' },
  { word: 'requests', title: 'requests', right: 'fillRequests.search' },
  { word: 'deals', title: 'deals', right: 'deals.search' },
  { word: 'managers', title: 'managers', right: 'managers.search' },
  { word: 'sessions', title: 'sessions', right: 'sessions.search' },
];

/** Head of the desk and the page below it. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const [, page] = place.value;
  const known = session.value;
  const signOut = async (): Promise<void> => {
    await ask('session.logout').catch(() => undefined);
    leave();
  };
  return (
    <>
      <header>
        <a class="brand" href={pathTo('desk')}>
          <img src="/icon.svg" alt="" width="24" height="24" /> {known?.companyName ?? tell('desk')}
        </a>
        <nav aria-label={tell('deskPages')}>
          {known !== null && (
            <a href={pathTo('desk')} aria-current={page === undefined ? 'page' : undefined}>
              {tell('overview')}
            </a>
          )}
          {PAGES.filter(({ right }) => may(right)).map(({ word, title }) => (
            <a key={word} href={pathTo('desk', word)} aria-current={word === page ? 'page' : undefined}>
              {tell(title)}
            </a>
          ))}
          <a href={pathTo('home')}>{tell('platform')}</a>
        </nav>
        {known !== null && <span class="desk-login quiet">{known.login}</span>}
        <Preferences />
        {known !== null && (
          <button type="button" onClick={() => void signOut()}>
            {say('signOut')}
          </button>
        )}
      </header>
      <main>{known !== null && methods.value === null ? <p class="waiting">{say('loading')}</p> : children}</main>
    </>
  );
}
