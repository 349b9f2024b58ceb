import { useHeartbeat } from '../../desk/heartbeat.ts';
import { leave, manager } from '../../desk/manager.ts';
import { Frame } from '../../parts/desk/frame.tsx';
import { SignIn } from '../../parts/desk/sign-in.tsx';
import { MemberPages } from '../../parts/ramm/member-pages.tsx';
import '../../styles/desk.css';
import { tell } from '../../words/desk/desk-words.ts';
import { AccountPage } from './account.tsx';
import { ClientPage } from './client.tsx';
import { AccountList, ClientList, DealList, RequestList, SignalList, StrategyList } from './lists.tsx';
import { ManagerPage } from './manager.tsx';
import { ManagerList, SessionList } from './managers.tsx';
import { Overview } from './overview.tsx';
import { RequestPage, SignalPage } from './signal.tsx';
import { StrategyPage } from './strategy.tsx';

/** `desk`, `desk/clients`, `desk/clients/7`, `desk/signals/12`, `desk/requests/9` … */
const KINDS = {
  clients: { List: ClientList, One: ClientPage },
  strategies: { List: StrategyList, One: StrategyPage },
  accounts: { List: AccountList, One: AccountPage },
  signals: { List: SignalList, One: SignalPage },
  requests: { List: RequestList, One: RequestPage },
  deals: { List: DealList },
  managers: { List: ManagerList, One: ManagerPage },
  sessions: { List: SessionList },
};

/** The desk of managers of copy trading: a client of the Manager API in the manager's own session. */
export function DeskPages() {
  useHeartbeat();
  return (
    <MemberPages
      member={manager}
      nameOf={(session) => `${session.company} ${session.manager}`}
      Frame={Frame}
      door={{ title: tell('desk'), text: tell('signInText'), hint: tell('signInHint') }}
      SignIn={SignIn}
      onLeave={leave}
      Overview={Overview}
      kinds={KINDS}
    />
  );
}
