import type { Deal, SmartTrade } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { refusalText } from '../../bots/describe.ts';
import { heldAmount } from '../../bots/leaving.ts';
import { decimalText } from '../../decimal.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { shown } from '../../words/numbers.ts';
import { Checkbox } from '../choices.tsx';
import { Dialog, DialogEnd } from '../dialog.tsx';

/** Takes the coins of a deal over as a smart trade, and leads there: what becomes of the deal is told first. */
export function DealToTrade({ deal, onClose }: { readonly deal: Deal; readonly onClose: () => void }) {
  const [stopBot, setStopBot] = useState(true);
  const { busy, error, run } = useAction();
  const amount = `${shown(decimalText(heldAmount(deal)))} ${deal.base}`;
  const go = async (): Promise<void> => {
    await run(async () =>
      goTo('smart-trades', (await call<SmartTrade>('POST', '/smart-trades/from-deal', { deal: deal.id, stopBot })).id),
    );
  };
  return (
    <Dialog title={`${tell('toTrade')}: ${tell('deal', { id: String(deal.id) })}`} onClose={onClose}>
      <p>{tell('toTradeText', { amount })}</p>
      <p>{tell('toTradeExits')}</p>
      <Checkbox label={tell('toTradeStops', { bot: deal.botName })} checked={stopBot} onChange={setStopBot} />
      <DialogEnd
        busy={busy || !deal.panicSellable}
        error={error}
        textOf={refusalText}
        label={tell('toTrade')}
        kind=""
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}
