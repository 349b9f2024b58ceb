import type { Deal, Instrument, OrderPreview } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { usePreview } from '../../api/use-preview.ts';
import { afterFunds } from '../../bots/deal-money.ts';
import { refusalText } from '../../bots/describe.ts';
import { checkDraft } from '../../ticket/draft.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { decimalsOf, fixed, shown } from '../../words/numbers.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { NumberField } from '../field.tsx';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

/** Buys more into a deal (short: sells more), at the market or at a price; says what it costs and where the average goes. */
export function AddFunds(props: {
  readonly deal: Deal;
  readonly instrument: Instrument;
  readonly onClose: () => void;
}) {
  const { deal, instrument, onClose } = props;
  const long = deal.strategy === 'long';
  const [quantity, setQuantity] = useState('');
  const [price, setPrice] = useState('');
  const { busy, error, run, clear } = useAction();
  const { order, wrong } = checkDraft(
    {
      side: long ? 'buy' : 'sell',
      kind: price.trim() === '' ? 'market' : 'limit',
      quantity,
      price,
      stopPrice: '',
      trail: '',
      offset: '',
      validity: price.trim() === '' ? 'day' : 'gtc',
    },
    instrument,
  );
  const preview = usePreview(order, deal.account);
  const { value, fee } = preview.answer ?? {};
  const after =
    order === null || value === undefined ? null : afterFunds(deal, order.quantity, value, feeOf(preview.answer, deal));
  const problem = error ?? preview.error;
  const go = async (): Promise<void> => {
    if (order === null) return;
    const body = { quantity: order.quantity, ...(order.price === undefined ? {} : { price: order.price }) };
    if (await run(() => call('POST', `/deals/${deal.id}/funds`, body))) onClose();
  };
  const shownQuantity = order === null ? '' : `${shown(order.quantity)} ${deal.base}`;
  return (
    <Dialog title={`${tell(long ? 'addFunds' : 'addFundsShort')}: ${deal.instrument}`} onClose={onClose}>
      <div class="grid">
        <NumberField
          label={tell('addQuantity')}
          unit={deal.base}
          value={quantity}
          wrong={wrong?.quantity}
          onWrite={(text) => {
            clear();
            setQuantity(text);
          }}
        />
        <NumberField
          label={tell('addPrice')}
          unit={deal.quote}
          placeholder={tell('atMarket')}
          value={price}
          wrong={wrong?.price}
          onWrite={(text) => {
            clear();
            setPrice(text);
          }}
        />
      </div>
      <dl class="costs" aria-live="polite">
        <Figure name={tell(long ? 'addCost' : 'addBrings')}>
          {value === undefined ? '—' : moneyCell(value, deal.quote)}
        </Figure>
        <Figure name={tell('addFee')}>
          {fee === undefined ? '—' : moneyCell(fee, preview.answer?.feeAsset ?? deal.quote)}
        </Figure>
        <Figure name={tell('addAverage')}>
          {after === null ? '—' : fixed(after.average, decimalsOf(instrument.priceStep))}
        </Figure>
        <Figure name={tell('addSide')}>{after === null ? '—' : `${shown(after.held)} ${deal.base}`}</Figure>
      </dl>
      <DialogEnd
        busy={busy || order === null}
        error={problem}
        textOf={refusalText}
        label={tell(long ? 'addSend' : 'addSendShort', { quantity: shownQuantity })}
        kind={long ? 'buy' : 'sell'}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** The fee where it is money of the pair; coins taken off are no money. */
function feeOf(preview: OrderPreview | null, deal: Deal): string {
  return preview !== null && preview.feeAsset === deal.quote ? preview.fee : '0';
}
