import { call } from '../api/call.ts';
import { accounts, chooseAccount, chosenAccount, person } from '../api/house.ts';
import { connection, disconnect } from '../api/live.ts';
import { pathTo, place } from '../route.ts';
import { say } from '../words/language.ts';
import { Preferences } from './preferences.tsx';

const CONNECTION_WORDS = { open: 'alive', connecting: 'connecting', lost: 'lost' } as const;

export function Header() {
  const [page = 'trade'] = place.value;
  const signOut = async (): Promise<void> => {
    await call('DELETE', '/session').catch(() => undefined);
    disconnect();
    person.value = null;
  };
  return (
    <header>
      <a class="brand" href={pathTo('trade')}>
        <img src="/icon.svg" alt="" width="24" height="24" /> Outcry
      </a>
      <nav>
        <a href={pathTo('trade')} aria-current={page === 'trade' ? 'page' : undefined}>
          {say('markets')}
        </a>
        <a href={pathTo('smart-trades')} aria-current={page === 'smart-trades' ? 'page' : undefined}>
          {say('smartTrades')}
        </a>
        <a href={pathTo('bots')} aria-current={page === 'bots' || page === 'deals' ? 'page' : undefined}>
          {say('bots')}
        </a>
        <a href={pathTo('account')} aria-current={page === 'account' ? 'page' : undefined}>
          {say('account')}
        </a>
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
