import { useHeartbeat } from '../../desk/heartbeat.ts';
import { leave, manager } from '../../desk/manager.ts';
import { Frame } from '../../parts/desk/frame.tsx';
import { SignIn } from '../../parts/desk/sign-in.tsx';
import { Door } from '../../parts/ramm/door.tsx';
import { Ended } from '../../parts/ramm/ended.tsx';
import { MemberContext } from '../../ramm/member-context.ts';
import { place } from '../../route.ts';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import '../../styles/ramm.css';
import '../../styles/desk.css';
import { tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { AccountPage } from './account.tsx';
import { ClientPage } from './client.tsx';
import { AccountList, ClientList, DealList, RequestList, SignalList, StrategyList } from './lists.tsx';
import { ManagerPage } from './manager.tsx';
import { ManagerList, SessionList } from './managers.tsx';
import { Overview } from './overview.tsx';
import { RequestPage, SignalPage } from './signal.tsx';
import { StrategyPage } from './strategy.tsx';

/** The desk of managers of copy trading: a client of the Manager API in the manager's own session. */
export function DeskPages() {
  useHeartbeat();
  const known = manager.session.value;
  if (known === null) {
    return (
      <Frame>
        <Door title={tell('desk')} text={tell('signInText')} hint={tell('signInHint')}>
          <SignIn again={null} />
        </Door>
      </Frame>
    );
  }
  return (
    <MemberContext.Provider value={manager}>
      <Frame>
        <div class="account-page house-page member-page" key={`${known.company} ${known.manager}`}>
          <Page />
        </div>
      </Frame>
      {manager.ended.value && <Ended signIn={<SignIn again={known} />} onLeave={leave} />}
    </MemberContext.Provider>
  );
}

const LISTS = {
  clients: ClientList,
  strategies: StrategyList,
  accounts: AccountList,
  signals: SignalList,
  requests: RequestList,
  deals: DealList,
  managers: ManagerList,
  sessions: SessionList,
} as const;

const PAGES = {
  clients: ClientPage,
  strategies: StrategyPage,
  accounts: AccountPage,
  signals: SignalPage,
  requests: RequestPage,
  managers: ManagerPage,
} as const;

/** `desk`, `desk/clients`, `desk/clients/7`, `desk/signals/12`, `desk/requests/9` … */
function Page() {
  const [, kind, id] = place.value;
  if (kind === undefined) return <Overview />;
  if (id === undefined && Object.hasOwn(LISTS, kind)) {
    const List = LISTS[kind as keyof typeof LISTS];
    return <List key={kind} />;
  }
  if (id !== undefined && /^\d{1,16}$/.test(id) && Object.hasOwn(PAGES, kind)) {
    const One = PAGES[kind as keyof typeof PAGES];
    return <One key={`${kind} ${id}`} id={id} />;
  }
  return <p class="waiting">{say('noPage')}</p>;
}
