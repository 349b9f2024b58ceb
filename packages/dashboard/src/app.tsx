import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { person } from './api/house.ts';
import { connect, disconnect } from './api/live.ts';
import { lazyPages } from './pages/lazy-pages.tsx';
import { Login } from './pages/login.tsx';
import { Header } from './parts/header.tsx';
import { hasOwnSignIn, place } from './route.ts';
import { say } from './words/language.ts';

/** Pages by the first word of their address. */
const LOADS: Readonly<Record<string, () => Promise<ComponentType>>> = {
  home: async () => (await import('./pages/home/index.tsx')).HomePage,
  trade: async () => (await import('./pages/market-pages.tsx')).MarketPages,
  'smart-trades': async () => (await import('./pages/trades/index.tsx')).SmartTradePages,
  bots: async () => (await import('./pages/bots/index.tsx')).BotPages,
  grids: async () => (await import('./pages/grids/index.tsx')).GridPages,
  account: async () => (await import('./pages/account-pages.tsx')).AccountPages,
  connections: async () => (await import('./pages/connections/index.tsx')).ConnectionsPage,
  system: async () => (await import('./pages/system/index.tsx')).SystemPage,
  desk: async () => (await import('./pages/desk/index.tsx')).DeskPages,
  invest: async () => (await import('./pages/invest/index.tsx')).InvestPages,
};
const PAGES = new Map(Object.entries(LOADS).map(([word, load]) => [word, lazyPages(load)]));

/** The pages that the address is of. */
function chosenPages(): string {
  const [word = 'home'] = place.value;
  return word === 'deals' ? 'bots' : word;
}

/** Fetches the page that the address names while the platform is being asked for everything else. */
export function fetchPage(): void {
  // what goes wrong is told where the page is to be shown
  LOADS[chosenPages()]?.().catch(() => undefined);
}

export function App() {
  if (hasOwnSignIn()) return <Page />;
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
  const Shown = PAGES.get(chosenPages());
  return Shown === undefined ? <p class="waiting">{say('noPage')}</p> : <Shown />;
}
