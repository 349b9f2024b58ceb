import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { tell } from '../../words/ramm/ramm-words.ts';
import { Dialog } from '../dialog.tsx';

/** Asks to sign in again above the page, which stays as it is with what is written in it. */
export function Ended({ signIn, onLeave }: { readonly signIn: ComponentChildren; readonly onLeave: () => void }) {
  const [round, setRound] = useState(0);
  return (
    <Dialog key={round} title={tell('endedTitle')} onClose={() => setRound(round + 1)}>
      <p>{tell('endedText')}</p>
      {signIn}
      <button type="button" onClick={onLeave}>
        {tell('otherLogin')}
      </button>
    </Dialog>
  );
}
