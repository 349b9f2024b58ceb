import type { Instrument, NewSmartTradeSettings } from 'outcry/native-api';
import { isEntering, isLong, type TradeDraft } from '../../trades/draft.ts';
import type { Outlook } from '../../trades/outlook.ts';
import { amountText, shown, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

interface ConfirmProps {
  readonly draft: TradeDraft;
  readonly settings: NewSmartTradeSettings;
  readonly instrument: Instrument;
  readonly outlook: Outlook | null;
  readonly busy: boolean;
  readonly onGo: (settings: NewSmartTradeSettings) => void;
  readonly onClose: () => void;
}

/** Says once more in a sentence and in money what is about to happen. */
export function ConfirmTrade({ draft, settings, instrument, outlook, busy, onGo, onClose }: ConfirmProps) {
  const { quote } = instrument;
  return (
    <Dialog title={`${tell(`mode.${draft.mode}`)}: ${instrument.symbol}`} onClose={onClose}>
      <p>{sentenceOf(draft, settings, instrument)}</p>
      {outlook !== null && (
        <dl class="costs">
          {isEntering(draft) && (
            <Figure name={tell(isLong(draft) ? 'costs' : 'brings')}>{amountText(outlook.entered, quote)}</Figure>
          )}
          {outlook.won !== null && <Figure name={tell('atSteps')}>{moneyCell(outlook.won, quote, true)}</Figure>}
          {outlook.stopped !== null && <Figure name={tell('atStop')}>{moneyCell(outlook.stopped, quote, true)}</Figure>}
        </dl>
      )}
      {!draft.stops && <p class="wrong">{tell('noStopWarning')}</p>}
      <DialogEnd
        busy={busy}
        label={tell('makeTrade')}
        kind={isLong(draft) === isEntering(draft) ? 'buy' : 'sell'}
        onGo={() => onGo(settings)}
        onClose={onClose}
      />
    </Dialog>
  );
}

function sentenceOf(draft: TradeDraft, settings: NewSmartTradeSettings, instrument: Instrument): string {
  const amount = `${shown(settings.quantity)} ${instrument.base ?? ''}`;
  const { entry } = settings;
  if (entry === null) return tell(isLong(draft) ? 'confirm.sale' : 'confirm.buyBack', { amount });
  const values = { amount, price: shownPrice(entry.price ?? null, instrument.priceStep) };
  return tell(`confirm.${isLong(draft) ? 'buy' : 'sell'}.${entry.type}`, values);
}
