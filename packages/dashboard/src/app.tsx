import { useEffect } from 'preact/hooks';
import { chosenAccount, instruments, person } from './api/house.ts';
import { connect, disconnect } from './api/live.ts';
import { AccountPage } from './pages/account.tsx';
import { lazyPages } from './pages/lazy-pages.tsx';
import { Login } from './pages/login.tsx';
import { TradePage } from './pages/trade.tsx';
import { Header } from './parts/header.tsx';
import { place } from './route.ts';
import { say } from './words/language.ts';

const KEPT = 'outcry.instrument';

const SmartTradePages = lazyPages(async () => (await import('./pages/trades/index.tsx')).SmartTradePages);
const BotPages = lazyPages(async () => (await import('./pages/bots/index.tsx')).BotPages);

export function App() {
  if (person.value === undefined) return <p class="waiting">{say('loading')}</p>;
  if (person.value === null) return <Login />;
  return <House />;
}

function House() {
  useEffect(() => {
    connect();
    return disconnect;
  }, []);
  return (
    <>
      <Header />
      <main>
        <Page />
      </main>
      <footer>
        <a href="https://www.tradingview.com/lightweight-charts/" rel="noopener noreferrer" target="_blank">
          {say('charts')}
        </a>
      </footer>
    </>
  );
}

function Page() {
  const [page = 'trade', about] = place.value;
  if (page === 'trade') return <TradePage symbol={instrumentToShow(about)} />;
  if (page === 'smart-trades') return <SmartTradePages />;
  if (page === 'bots' || page === 'deals') return <BotPages />;
  if (page === 'account') {
    const id = about === undefined ? chosenAccount()?.id : Number(about);
    return id === undefined || Number.isNaN(id) ? <p class="waiting">{say('noAccount')}</p> : <AccountPage id={id} />;
  }
  return <p class="waiting">{say('noPage')}</p>;
}

/** The instrument of the address, else the one looked at last, else the first that can be traded. */
function instrumentToShow(wanted: string | undefined): string | null {
  const known = instruments.value;
  if (wanted !== undefined && known.has(wanted)) {
    localStorage.setItem(KEPT, wanted);
    return wanted;
  }
  const kept = localStorage.getItem(KEPT);
  if (kept !== null && known.has(kept)) return kept;
  for (const favourite of ['SBER', 'USDT_BTC']) if (known.get(favourite)?.tradable) return favourite;
  return [...known.values()].find(({ tradable }) => tradable)?.symbol ?? null;
}
