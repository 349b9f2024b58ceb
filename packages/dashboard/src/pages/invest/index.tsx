import { investor } from '../../invest/investor.ts';
import { leave } from '../../invest/leave.ts';
import { FollowedList } from '../../parts/invest/followed-list.tsx';
import { Frame } from '../../parts/invest/frame.tsx';
import { SignIn } from '../../parts/invest/sign-in.tsx';
import { Door } from '../../parts/ramm/door.tsx';
import { Ended } from '../../parts/ramm/ended.tsx';
import { MemberContext } from '../../ramm/member-context.ts';
import { place } from '../../route.ts';
import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import '../../styles/ramm.css';
import '../../styles/invest.css';
import { tell } from '../../words/invest/invest-words.ts';
import { say } from '../../words/language.ts';
import { AccountPage } from './account.tsx';
import { MinePage } from './mine.tsx';
import { Overview } from './overview.tsx';
import { RatingPage } from './rating.tsx';
import { LinkPage, StrategyPage } from './strategy.tsx';

/** Pages of investors and traders: a client of the Client API in the client's own session. */
export function InvestPages() {
  const known = investor.session.value;
  if (known === null) {
    return (
      <Frame>
        <Door title={tell('invest')} text={tell('signInText')} hint={tell('signInHint')}>
          <SignIn again={null} />
        </Door>
      </Frame>
    );
  }
  return (
    <MemberContext.Provider value={investor}>
      <Frame>
        <div class="account-page house-page member-page" key={known.client}>
          <Page />
        </div>
      </Frame>
      <FollowedList />
      {investor.ended.value && <Ended signIn={<SignIn again={known} />} onLeave={leave} />}
    </MemberContext.Provider>
  );
}

const PAGES = { rating: RatingPage, mine: MinePage } as const;

/** Pages of single things, and what names one in the address. */
const SINGLE = {
  strategies: { One: StrategyPage, form: /^\d{1,16}$/ },
  accounts: { One: AccountPage, form: /^\d{1,16}$/ },
  link: { One: LinkPage, form: /^[\w-]{1,64}$/ },
} as const;

/** `invest`, `invest/rating`, `invest/mine`, `invest/strategies/7`, `invest/accounts/12`, `invest/link/3-0f…` */
function Page() {
  const [, kind, id] = place.value;
  if (kind === undefined) return <Overview />;
  if (id === undefined && Object.hasOwn(PAGES, kind)) {
    const List = PAGES[kind as keyof typeof PAGES];
    return <List />;
  }
  if (id !== undefined && Object.hasOwn(SINGLE, kind)) {
    const { One, form } = SINGLE[kind as keyof typeof SINGLE];
    if (form.test(id)) return <One key={`${kind} ${id}`} id={id} />;
  }
  return <p class="waiting">{say('noPage')}</p>;
}
