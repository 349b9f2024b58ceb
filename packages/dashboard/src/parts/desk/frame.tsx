import type { ComponentChildren } from 'preact';
import { leave, manager, may, methods } from '../../desk/manager.ts';
import { type DeskWord, tell } from '../../words/desk/desk-words.ts';
import { MemberFrame } from '../ramm/member-frame.tsx';
import { Waiting } from '../waiting.tsx';

/** Pages of the desk: their word in the address, what they are called, and the right without which they show nothing. */
const PAGES: readonly { readonly word: string; readonly title: DeskWord; readonly right: string }[] = [
  { word: 'clients', title: 'clients', right: 'clients.search' },
  { word: 'strategies', title: 'strategies', right: 'strategies.search' },
  { word: 'accounts', title: 'accounts', right: 'accounts.search' },
  { word: 'signals', title: 'signals', right: 'signals.search' },
  { word: 'requests', title: 'requests', right: 'fillRequests.search' },
  { word: 'deals', title: 'deals', right: 'deals.search' },
  { word: 'managers', title: 'managers', right: 'managers.search' },
  { word: 'sessions', title: 'sessions', right: 'sessions.search' },
];

/** Head of the desk and the page below it. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const known = manager.session.value;
  const signOut = async (): Promise<void> => {
    await manager.ask('session.logout').catch(() => undefined);
    leave();
  };
  return (
    <MemberFrame
      home="desk"
      brand={known?.companyName ?? tell('desk')}
      label={tell('deskPages')}
      login={known?.login ?? null}
      pages={PAGES.filter(({ right }) => may(right)).map(({ word, title }) => ({ word, title: tell(title) }))}
      other={{ place: 'invest', title: tell('forInvestors') }}
      onSignOut={() => void signOut()}
    >
      {known !== null && methods.value === null ? <Waiting /> : children}
    </MemberFrame>
  );
}
