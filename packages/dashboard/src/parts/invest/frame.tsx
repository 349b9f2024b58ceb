import type { ComponentChildren } from 'preact';
import { investor } from '../../invest/investor.ts';
import { leave } from '../../invest/leave.ts';
import type { Wallet } from '../../invest/rows.ts';
import { shownMoney } from '../../ramm/figures.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/invest/invest-words.ts';
import { MemberFrame } from '../ramm/member-frame.tsx';

/** Head of the investors' pages and the page below it. */
export function Frame({ children }: { readonly children: ComponentChildren }) {
  const known = investor.session.value;
  const signOut = async (): Promise<void> => {
    await investor.ask('session.logout').catch(() => undefined);
    leave();
  };
  const pages = [
    { word: 'rating', title: tell('rating') },
    { word: 'mine', title: tell('myStrategies') },
  ];
  return (
    <MemberFrame
      home="invest"
      brand={known?.companyName ?? tell('invest')}
      label={tell('investPages')}
      login={known?.login ?? null}
      pages={known === null ? [] : pages}
      other={{ place: 'desk', title: tell('forManagers') }}
      figures={known === null ? null : <Free />}
      onSignOut={() => void signOut()}
    >
      {children}
    </MemberFrame>
  );
}

/** How often the wallet is looked at wherever the investor is (ms); the session lives on by that. */
const LOOK_MS = 15_000;

function Free() {
  const { answer } = useAsk<Wallet>('wallets.get', {}, LOOK_MS);
  return (
    <span class="free-money">
      <small class="quiet">{tell('freeShort')}</small> {shownMoney(answer?.Balance)} {answer?.Asset ?? ''}
    </span>
  );
}
