import type { Instrument, OrderPreview, SmartTrade } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { usePreview } from '../../api/use-preview.ts';
import { checkDraft } from '../../ticket/draft.ts';
import { afterAdding, afterTaking, isLongTrade } from '../../trades/trade-money.ts';
import { decimalsOf, fixed, shown } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Dialog, DialogEnd } from '../dialog.tsx';
import { NumberField } from '../field.tsx';
import { Figure } from '../figure.tsx';
import { moneyCell } from '../tables.tsx';

/** Buys more into a trade or takes a part out, at the market or at a price: what it comes to is told first. */
export function ChangeFunds(props: {
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly how: 'add' | 'reduce';
  readonly onClose: () => void;
}) {
  const { trade, instrument, how, onClose } = props;
  const long = isLongTrade(trade);
  const adds = how === 'add';
  const buys = adds === long;
  const [quantity, setQuantity] = useState('');
  const [price, setPrice] = useState('');
  const { busy, error, run, clear } = useAction();
  const isMarket = price.trim() === '';
  const { order, wrong } = checkDraft(
    {
      side: buys ? 'buy' : 'sell',
      kind: isMarket ? 'market' : 'limit',
      quantity,
      price,
      stopPrice: '',
      trail: '',
      offset: '',
      validity: isMarket ? 'day' : 'gtc',
    },
    instrument,
  );
  // coins of a part that is taken out may be held by resting steps until it goes out
  const preview = usePreview(adds ? order : null, trade.account);
  const problem = error ?? preview.error;
  const go = async (): Promise<void> => {
    if (order === null) return;
    const body = { quantity: order.quantity, ...(order.price === undefined ? {} : { price: order.price }) };
    if (await run(() => call('POST', `/smart-trades/${trade.id}/${adds ? 'funds' : 'reductions'}`, body))) onClose();
  };
  const write = (put: (text: string) => void) => (text: string) => {
    clear();
    put(text);
  };
  const title = tell(adds ? (long ? 'addFunds' : 'addFundsShort') : long ? 'reduceFunds' : 'reduceFundsShort');
  return (
    <Dialog title={`${title}: ${trade.instrument}`} onClose={onClose}>
      <div class="grid">
        <NumberField
          label={tell('addQuantity')}
          unit={trade.base}
          value={quantity}
          wrong={wrong?.quantity}
          onWrite={write(setQuantity)}
        />
        <NumberField
          label={tell('limitPrice')}
          unit={trade.quote}
          placeholder={tell('atMarket')}
          value={price}
          wrong={wrong?.price}
          onWrite={write(setPrice)}
        />
      </div>
      {adds ? (
        <Added trade={trade} instrument={instrument} quantity={order?.quantity ?? null} preview={preview.answer} />
      ) : (
        <dl class="costs" aria-live="polite">
          <Figure name={tell(long ? 'left' : 'leftShort')}>
            {shown(trade.figures?.left)} {trade.base}
          </Figure>
          <Figure name={tell('thenLeft')}>
            {order === null ? '—' : `${shown(afterTaking(trade, order.quantity))} ${trade.base}`}
          </Figure>
        </dl>
      )}
      <p class="quiet">{tell(adds ? 'addHint' : 'reduceHint')}</p>
      <DialogEnd
        busy={busy || order === null}
        error={problem}
        label={tell(buys ? 'sendBuy' : 'sendSell', {
          quantity: order === null ? '' : `${shown(order.quantity)} ${trade.base}`,
        })}
        kind={buys ? 'buy' : 'sell'}
        onGo={() => void go()}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Added(props: {
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly quantity: string | null;
  readonly preview: OrderPreview | null;
}) {
  const { trade, instrument, quantity, preview } = props;
  const { quote, base } = trade;
  // coins taken off as a fee are no money
  const fee = preview !== null && preview.feeAsset === quote ? preview.fee : '0';
  const after = preview === null || quantity === null ? null : afterAdding(trade, quantity, preview.value, fee);
  return (
    <dl class="costs" aria-live="polite">
      <Figure name={tell(isLongTrade(trade) ? 'costs' : 'brings')}>
        {preview === null ? '—' : moneyCell(preview.value, quote)}
      </Figure>
      <Figure name={tell('fee')}>{preview === null ? '—' : moneyCell(preview.fee, preview.feeAsset)}</Figure>
      <Figure name={tell('newAverage')}>
        {after === null ? '—' : fixed(after.average, decimalsOf(instrument.priceStep))}
      </Figure>
      <Figure name={tell('thenLeft')}>{after === null ? '—' : `${shown(after.left)} ${base}`}</Figure>
    </dl>
  );
}
