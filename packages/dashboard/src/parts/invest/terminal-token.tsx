import { useState } from 'preact/hooks';
import { tell } from '../../words/invest/invest-words.ts';
import { Copyable } from '../copyable.tsx';
import { Dialog } from '../dialog.tsx';
import { AskDialog } from '../ramm/ask-dialog.tsx';

interface Told {
  readonly Token: string;
}

/** How a terminal sends the signals of a strategy: where, and with which token. */
export function TerminalToken({ strategy, name }: { readonly strategy: string; readonly name: string }) {
  const [asked, setAsked] = useState<'showToken' | 'newToken' | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const close = (): void => {
    setAsked(null);
    setToken(null);
  };
  return (
    <div class="terminal">
      <p>{tell('terminalText')}</p>
      <Copyable name={tell('address')} text={`${location.origin}/api/trading/v1/signals.send`} />
      <div class="buttons">
        <button type="button" onClick={() => setAsked('showToken')}>
          {tell('showToken')}
        </button>
        <button type="button" onClick={() => setAsked('newToken')}>
          {tell('newToken')}
        </button>
      </div>
      {asked !== null && token === null && (
        <AskDialog<Told>
          title={`${tell(asked)}: ${name}`}
          method={asked === 'newToken' ? 'myStrategies.setToken' : 'myStrategies.getToken'}
          fields={[]}
          body={() => ({ StrategyID: strategy })}
          confirm={() => tell(asked === 'newToken' ? 'newTokenAsk' : 'terminalText')}
          label={tell(asked)}
          grave={asked === 'newToken'}
          onDone={({ Token }) => setToken(Token)}
          onClose={close}
        />
      )}
      {token !== null && (
        <Dialog title={`${tell('token')}: ${name}`} onClose={close}>
          <p>{tell('tokenShown')}</p>
          <Copyable name={tell('token')} text={token} />
          <div class="buttons">
            <button type="button" class="main" onClick={close}>
              {tell('closeInvestment')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
