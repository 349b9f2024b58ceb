import type { SmartTrade } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { decimalText } from '../../decimal.ts';
import { entryText } from '../../trades/describe.ts';
import { isLongTrade, leavingPrice, leftOf, worthNow } from '../../trades/trade-money.ts';
import { counted } from '../../words/counts.ts';
import { amountText, shown, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';
import type { AskedStep } from './exit-table.tsx';

interface DialogProps {
  readonly trade: SmartTrade;
  readonly priceStep: string;
  readonly onClose: () => void;
}

const PATHS = { panicSell: 'panic-sell', cancel: 'cancel', forceStart: 'force-start' } as const;

/** Ends a trade at the market, takes its orders back, or lets it enter at once: what follows is told first. */
export function SteerTrade({ trade, how, priceStep, onClose }: DialogProps & { readonly how: keyof typeof PATHS }) {
  const { busy, error, run } = useAction();
  const long = isLongTrade(trade);
  const label =
    how === 'panicSell' ? tell(long ? 'panicSell' : 'panicBuy') : tell(how === 'cancel' ? 'cancelTrade' : 'forceStart');
  const allowed = trade.allows[how];
  const held = decimalText(leftOf(trade));
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/smart-trades/${trade.id}/${PATHS[how]}`))) onClose();
  };
  return (
    <Dialog title={`${label}: ${tell('trade', { id: String(trade.id) })}`} onClose={onClose}>
      <div class="sums" aria-live="polite">
        {sentencesOf(trade, how, priceStep).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {how !== 'forceStart' && held !== '0' && (
          <dl class="costs">
            <Figure name={tell('profitNow')}>{moneyCell(trade.figures?.profit ?? null, trade.quote, true)}</Figure>
          </dl>
        )}
        <p class="quiet">{tell('pricesMove')}</p>
      </div>
      <DialogEnd
        busy={busy || !allowed}
        error={error}
        label={label}
        kind={how === 'forceStart' && long ? 'buy' : 'sell'}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

function sentencesOf(trade: SmartTrade, how: keyof typeof PATHS, priceStep: string): readonly string[] {
  const long = isLongTrade(trade);
  const left = decimalText(leftOf(trade));
  const amount = `${shown(left)} ${trade.base}`;
  const worth = amountText(worthNow(trade, left), trade.quote);
  const orders = counted('orders', trade.figures?.orders.length ?? 0);
  if (how === 'forceStart') {
    const quantity = `${shown(trade.settings.quantity)} ${trade.base}`;
    return [
      tell('startText', { entry: entryText(trade, priceStep) }),
      tell(long ? 'startBuys' : 'startSells', { amount: quantity }),
    ];
  }
  if (how === 'panicSell')
    return [tell(long ? 'panicText' : 'panicTextShort', { amount, worth }), tell('panicOrders', { orders })];
  const coins =
    left === '0' ? tell('cancelNothing') : tell(long ? 'cancelCoins' : 'cancelCoinsShort', { amount, worth });
  return [tell('cancelText', { orders }), coins];
}

/** Sells the coins of one step at the market, or ends the step without selling. */
export function SteerStep({ trade, asked, priceStep, onClose }: DialogProps & { readonly asked: AskedStep }) {
  const { busy, error, run } = useAction();
  const { position, action } = asked;
  const place = trade.steps.findIndex((step) => step.position === position);
  const step = trade.steps[place];
  const selling = action === 'panicSell';
  const label = tell(selling ? (isLongTrade(trade) ? 'sellNow' : 'panicBuy') : 'cancelStep');
  const amount = `${shown(step?.amount)} ${trade.base}`;
  const go = async (): Promise<void> => {
    const path = `/smart-trades/${trade.id}/steps/${position}/${selling ? 'panic-sell' : 'cancel'}`;
    if (await run(() => call('POST', path))) onClose();
  };
  return (
    <Dialog title={`${label}: ${tell('stepName', { n: String(place + 1) })}`} onClose={onClose}>
      <p>
        {selling
          ? tell(isLongTrade(trade) ? 'stepSellText' : 'stepBuyText', {
              amount,
              price: shownPrice(leavingPrice(trade), priceStep),
            })
          : tell('stepCancelText')}
      </p>
      <DialogEnd
        busy={busy || step?.allows[action] !== true}
        error={error}
        label={label}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}
