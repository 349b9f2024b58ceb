import { useEffect } from 'preact/hooks';
import { person } from './api/house.ts';
import { connect, disconnect } from './api/live.ts';
import { lazyPages } from './pages/lazy-pages.tsx';
import { Login } from './pages/login.tsx';
import { Header } from './parts/header.tsx';
import { place } from './route.ts';
import { say } from './words/language.ts';

const HomePage = lazyPages(async () => (await import('./pages/home/index.tsx')).HomePage);
const MarketPages = lazyPages(async () => (await import('./pages/market-pages.tsx')).MarketPages);
const AccountPages = lazyPages(async () => (await import('./pages/account-pages.tsx')).AccountPages);
const ConnectionsPage = lazyPages(async () => (await import('./pages/connections/index.tsx')).ConnectionsPage);
const SystemPage = lazyPages(async () => (await import('./pages/system/index.tsx')).SystemPage);
const SmartTradePages = lazyPages(async () => (await import('./pages/trades/index.tsx')).SmartTradePages);
const DeskPages = lazyPages(async () => (await import('./pages/desk/index.tsx')).DeskPages);
const InvestPages = lazyPages(async () => (await import('./pages/invest/index.tsx')).InvestPages);
const BotPages = lazyPages(async () => (await import('./pages/bots/index.tsx')).BotPages);
const GridPages = lazyPages(async () => (await import('./pages/grids/index.tsx')).GridPages);

export function App() {
  // managers, investors and traders of companies have sign-ins of their own
  if (place.value[0] === 'desk') return <DeskPages />;
  if (place.value[0] === 'invest') return <InvestPages />;
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
  const [page = 'home'] = place.value;
  if (page === 'home') return <HomePage />;
  if (page === 'trade') return <MarketPages />;
  if (page === 'smart-trades') return <SmartTradePages />;
  if (page === 'bots' || page === 'deals') return <BotPages />;
  if (page === 'grids') return <GridPages />;
  if (page === 'account') return <AccountPages />;
  if (page === 'connections') return <ConnectionsPage />;
  if (page === 'system') return <SystemPage />;
  return <p class="waiting">{say('noPage')}</p>;
}
