import type { Deal } from 'outcry/native-api';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { refusalText } from '../../bots/describe.ts';
import { heldAmount, heldWorth } from '../../bots/leaving.ts';
import { decimalText } from '../../decimal.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { counted } from '../../words/counts.ts';
import { amountText, shown } from '../../words/numbers.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

interface DealDialogProps {
  readonly deal: Deal;
  readonly onClose: () => void;
}

/** Ends a deal at the market, or takes its orders back: what follows is told in money first, at prices that move on. */
export function LeaveDeal({ deal, how, onClose }: DealDialogProps & { readonly how: 'panic-sell' | 'cancel' }) {
  const { busy, error, run } = useAction();
  const long = deal.strategy === 'long';
  const selling = how === 'panic-sell';
  const title = tell(selling ? (long ? 'panicSell' : 'panicBuy') : 'cancelDeal');
  const held = heldAmount(deal);
  const amount = `${shown(decimalText(held))} ${deal.base}`;
  const worth = amountText(heldWorth(deal), deal.quote);
  const paid = amountText(long ? deal.bought.volume : deal.sold.volume, deal.quote);
  const orders = counted('orders', deal.figures?.orders.length ?? 0);
  const allowed = selling ? deal.panicSellable : deal.cancellable;
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/deals/${deal.id}/${how}`))) onClose();
  };
  return (
    <Dialog title={`${title}: ${tell('deal', { id: String(deal.id) })}`} onClose={onClose}>
      <div class="sums" aria-live="polite">
        {selling ? (
          <>
            <p>{tell(long ? 'panicText' : 'panicTextShort', { amount, worth })}</p>
            <p>{tell('panicOrders', { orders })}</p>
          </>
        ) : (
          <>
            <p>{tell('cancelText', { orders })}</p>
            <p>
              {held.coefficient === 0n
                ? tell('cancelNothing')
                : tell(long ? 'cancelCoins' : 'cancelCoinsShort', { amount, worth, paid })}
            </p>
          </>
        )}
        {held.coefficient !== 0n && (
          <dl class="costs">
            <Figure name={tell('profitNow')}>{moneyCell(deal.figures?.actualProfit ?? null, deal.quote, true)}</Figure>
          </dl>
        )}
        <p class="quiet">{tell('sumPricesMove')}</p>
      </div>
      <DialogEnd
        busy={busy || !allowed}
        error={error}
        textOf={refusalText}
        label={tell(selling ? (long ? 'panicSell' : 'panicBuy') : 'cancelDeal')}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** Sells the coins of one of several take profits at the market. */
export function SellStep({ deal, step, onClose }: DealDialogProps & { readonly step: number }) {
  const { busy, error, run } = useAction();
  const wanted = deal.figures?.takeProfits.find((each) => each.step === step);
  const quantity = wanted === undefined ? '—' : `${shown(wanted.quantity)} ${deal.base}`;
  const go = async (): Promise<void> => {
    if (await run(() => call('POST', `/deals/${deal.id}/steps/${step}/sell`))) onClose();
  };
  return (
    <Dialog title={`${tell('sellNow')}: ${tell('role.takeProfitStep', { step: String(step + 1) })}`} onClose={onClose}>
      <p>{tell('stepText', { quantity, price: shown(deal.figures?.price) })}</p>
      <DialogEnd
        busy={busy || wanted === undefined}
        error={error}
        textOf={refusalText}
        label={tell('sellNow')}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}
