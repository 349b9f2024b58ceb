import { investor } from '../../invest/investor.ts';
import { leave } from '../../invest/leave.ts';
import { FollowedList } from '../../parts/invest/followed-list.tsx';
import { Frame } from '../../parts/invest/frame.tsx';
import { SignIn } from '../../parts/invest/sign-in.tsx';
import { MemberPages } from '../../parts/ramm/member-pages.tsx';
import '../../styles/invest.css';
import { tell } from '../../words/invest/invest-words.ts';
import { AccountPage } from './account.tsx';
import { MinePage } from './mine.tsx';
import { Overview } from './overview.tsx';
import { RatingPage } from './rating.tsx';
import { LinkPage, StrategyPage } from './strategy.tsx';

/** `invest`, `invest/rating`, `invest/mine`, `invest/strategies/7`, `invest/accounts/12`, `invest/link/3-0f…` */
const KINDS = {
  rating: { List: RatingPage },
  mine: { List: MinePage },
  strategies: { One: StrategyPage },
  accounts: { One: AccountPage },
  link: { One: LinkPage, form: /^[\w-]{1,64}$/ },
};

/** Pages of investors and traders: a client of the Client API in the client's own session. */
export function InvestPages() {
  return (
    <MemberPages
      member={investor}
      nameOf={({ client }) => client}
      Frame={Frame}
      door={{ title: tell('invest'), text: tell('signInText'), hint: tell('signInHint') }}
      SignIn={SignIn}
      onLeave={leave}
      Overview={Overview}
      kinds={KINDS}
    >
      <FollowedList />
    </MemberPages>
  );
}
