import { useEffect, useRef } from 'preact/hooks';
import { call } from '../api/call.ts';
import { accounts, chooseAccount, chosenAccount, person, rights } from '../api/house.ts';
import { connection, disconnect } from '../api/live.ts';
import { pathTo, place } from '../route.ts';
import { say, type Word } from '../words/language.ts';
import { Preferences } from './preferences.tsx';

const CONNECTION_WORDS = { open: 'alive', connecting: 'connecting', lost: 'lost' } as const;

/** Pages of the house: the first word of their address, what they are called, and the right without which they say nothing. */
const PAGES: readonly {
  readonly words: readonly string[];
  readonly title: Word;
  readonly right?: string;
}[] = [
  { words: ['home'], title: 'home' },
  { words: ['trade'], title: 'markets' },
  { words: ['smart-trades'], title: 'smartTrades' },
  { words: ['bots', 'deals'], title: 'bots' },
  { words: ['grids'], title: 'grids' },
  { words: ['account'], title: 'account' },
  { words: ['invest'], title: 'copyTrading' },
  { words: ['connections'], title: 'connections', right: 'keys:write' },
  { words: ['system'], title: 'system', right: 'system:write' },
];

export function Header() {
  const [page = 'home'] = place.value;
  const nav = useRef<HTMLElement>(null);
  // on a narrow screen the pages stand in a strip: the one that is open is in sight
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [page]);
  const signOut = async (): Promise<void> => {
    await call('DELETE', '/session').catch(() => undefined);
    disconnect();
    person.value = null;
  };
  return (
    <header>
      <a class="brand" href={pathTo('home')}>
        <img src="/icon.svg" alt="" width="24" height="24" /> Outcry
      </a>
      <nav ref={nav} aria-label={say('pages')}>
        {PAGES.filter(({ right }) => right === undefined || rights.value.has(right)).map(({ words, title }) => (
          <a key={title} href={pathTo(words[0] ?? '')} aria-current={words.includes(page) ? 'page' : undefined}>
            {say(title)}
          </a>
        ))}
        <a href="/api/docs">{say('api')}</a>
      </nav>
      <span class={`pill ${connection.value}`} role="status">
        <i /> {say(CONNECTION_WORDS[connection.value])}
      </span>
      <AccountChoice />
      <Preferences />
      <button type="button" onClick={() => void signOut()}>
        {say('signOut')}
      </button>
    </header>
  );
}

function AccountChoice() {
  const open = accounts.value.filter((account) => !account.closed);
  if (open.length === 0) return null;
  const choose = (id: number): void => {
    chooseAccount(id);
    if (place.value[0] === 'account') location.hash = pathTo('account', id);
  };
  return (
    <select
      aria-label={say('account')}
      value={chosenAccount()?.id}
      onChange={(event) => choose(Number(event.currentTarget.value))}
    >
      {open.map(({ id, name, currency }) => (
        <option key={id} value={id}>
          {name} · {currency}
        </option>
      ))}
    </select>
  );
}
