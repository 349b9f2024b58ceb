import type { GridBotWithLines } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { useLive } from '../../api/use-live.ts';
import { startSums, worthOf } from '../../grids/bot-sums.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { amountText, shown } from '../../words/numbers.ts';
import { Choices } from '../choices.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { ConfirmStart } from './confirm-grid.tsx';

export type GridAction = 'start' | 'stop' | 'delete';

interface DialogProps {
  readonly bot: GridBotWithLines;
  readonly onClose: () => void;
}

/** The dialog of an action: says what it does in money before it is done. */
export function GridDialog({ action, ...props }: DialogProps & { readonly action: GridAction }) {
  if (action === 'start') return <StartDialog {...props} />;
  return action === 'stop' ? <StopDialog {...props} /> : <DeleteDialog {...props} />;
}

function StartDialog({ bot, onClose }: DialogProps) {
  const { busy, error, run } = useAction();
  const balances = useLive('balances', bot.account);
  const free = balances?.find(({ asset }) => asset === bot.base)?.available ?? '0';
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/grid-bots/${bot.id}/enable`))) onClose();
  };
  return (
    <ConfirmStart
      title={tell('startTitle', { name: bot.settings.name })}
      beginning={balances === null ? null : startSums(bot, free)}
      base={bot.base}
      quote={bot.quote}
      busy={busy}
      error={error}
      onGo={() => void go()}
      onClose={onClose}
    />
  );
}

function StopDialog({ bot, onClose }: DialogProps) {
  const [coins, setCoins] = useState<'keepCoins' | 'sellCoins'>('keepCoins');
  const { busy, error, run } = useAction();
  const holds = bot.held.amount !== '0';
  const sells = holds && coins === 'sellCoins';
  const worth = worthOf(bot);
  const sums = {
    worth: worth === null ? '…' : amountText(worth, bot.quote),
    cost: amountText(bot.held.volume, bot.quote),
  };
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/grid-bots/${bot.id}/disable`, { sell: sells }))) onClose();
  };
  return (
    <Dialog title={tell('stopTitle', { name: bot.settings.name })} onClose={onClose}>
      <p>
        {tell('stopText')} {!holds && tell('stopNothing')}
      </p>
      {holds && (
        <>
          <p>{tell('whatOfCoins', { amount: `${shown(bot.held.amount)} ${bot.base}` })}</p>
          <Choices
            label={tell('whatOfCoins', { amount: bot.base })}
            values={['keepCoins', 'sellCoins'] as const}
            value={coins}
            wordOf={(each) => tell(each)}
            onChoose={setCoins}
          />
          <p aria-live="polite">{tell(sells ? 'stopSells' : 'stopKeeps', sums)}</p>
          {sells && <p class="quiet">{tell('pricesMove')}</p>}
        </>
      )}
      <DialogEnd
        busy={busy}
        error={error}
        label={tell(sells ? 'stopGoSell' : 'stopGo')}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

function DeleteDialog({ bot, onClose }: DialogProps) {
  const { busy, error, run } = useAction();
  const go = async (): Promise<void> => {
    if (!(await run(() => call('DELETE', `/grid-bots/${bot.id}`)))) return;
    onClose();
    goTo('grids');
  };
  return (
    <Dialog title={tell('deleteTitle', { name: bot.settings.name })} onClose={onClose}>
      <p>{tell('deleteText')}</p>
      <DialogEnd busy={busy} error={error} label={tell('delete')} onGo={() => void go()} onClose={onClose} />
    </Dialog>
  );
}
