import '../../styles/bots.css';
import '../../styles/bot-form.css';
import '../../styles/dialog.css';
import '../../styles/house.css';
import '../../styles/ramm.css';
import type { ComponentChildren, ComponentType } from 'preact';
import type { Member, MemberSession } from '../../ramm/member.ts';
import { MemberContext } from '../../ramm/member-context.ts';
import { place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { Door } from './door.tsx';
import { Ended } from './ended.tsx';

/** Pages of one kind of thing, and what names a single one in the address. */
interface Kind {
  readonly List?: ComponentType;
  readonly One?: ComponentType<{ readonly id: string }>;
  /** Digits unless it is told. */
  readonly form?: RegExp;
}

const NUMBER = /^\d{1,16}$/;

interface Props<Session extends MemberSession> {
  readonly member: Member<Session>;
  /** What tells one person's session from another's: nothing is kept between them. */
  readonly nameOf: (session: Session) => string;
  readonly Frame: ComponentType<{ readonly children: ComponentChildren }>;
  /** What is said where nobody has signed in. */
  readonly door: { readonly title: string; readonly text: string; readonly hint: string };
  readonly SignIn: ComponentType<{ readonly again: Session | null }>;
  readonly onLeave: () => void;
  readonly Overview: ComponentType;
  /** By the second word of the address: `strategies` of `invest/strategies/7`. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** What stands beside every page. */
  readonly children?: ComponentChildren;
}

/** The pages of people who have a sign-in of their own: the door, then what their address is of. */
export function MemberPages<Session extends MemberSession>(props: Props<Session>) {
  const { member, nameOf, Frame, door, SignIn, onLeave, Overview, kinds, children } = props;
  const known = member.session.value;
  if (known === null) {
    return (
      <Frame>
        <Door {...door}>
          <SignIn again={null} />
        </Door>
      </Frame>
    );
  }
  return (
    <MemberContext.Provider value={member}>
      <Frame>
        <div class="account-page house-page member-page" key={nameOf(known)}>
          <PageOf kinds={kinds} Overview={Overview} />
        </div>
      </Frame>
      {children}
      {member.ended.value && <Ended signIn={<SignIn again={known} />} onLeave={onLeave} />}
    </MemberContext.Provider>
  );
}

function PageOf({ kinds, Overview }: Pick<Props<MemberSession>, 'kinds' | 'Overview'>) {
  const [, word, id] = place.value;
  if (word === undefined) return <Overview />;
  const { List, One, form = NUMBER } = Object.hasOwn(kinds, word) ? (kinds[word] as Kind) : {};
  if (id === undefined && List !== undefined) return <List key={word} />;
  if (id !== undefined && One !== undefined && form.test(id)) return <One key={`${word} ${id}`} id={id} />;
  return <p class="waiting">{say('noPage')}</p>;
}
