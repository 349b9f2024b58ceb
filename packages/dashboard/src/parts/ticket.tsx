import type { Account, Instrument, NewOrder, Order, OrderPreview } from 'outcry/native-api';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { useLive } from '../api/use-live.ts';
import { usePreview } from '../api/use-preview.ts';
import {
  checkDraft,
  type Draft,
  type DraftField,
  fieldsOf,
  ORDER_KINDS,
  type OrderKind,
  validitiesOf,
} from '../ticket/draft.ts';
import { say, type Word } from '../words/language.ts';
import { shortened, shown, usualDecimals } from '../words/numbers.ts';
import { NumberField } from './field.tsx';
import { Refusal } from './refusal.tsx';

const EMPTY: Draft = {
  side: 'buy',
  kind: 'market',
  quantity: '',
  price: '',
  stopPrice: '',
  trail: '',
  offset: '',
  validity: 'day',
};

const VALIDITY_WORDS = { day: 'dayOrder', gtc: 'gtc', fok: 'fok', fak: 'fak' } as const;

interface TicketProps {
  readonly instrument: Instrument;
  readonly account: Account;
  /** A price that was pressed in the book. */
  readonly price: string | null;
}

/** The order ticket: says what an order costs before it is sent, refuses what cannot be in words. */
export function Ticket({ instrument, account, price }: TicketProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const checked = checkDraft(draft, instrument);
  const preview = usePreview(checked.order, account.id);
  useEffect(() => {
    if (price !== null) setDraft((before) => withPrice(before, price));
  }, [price]);
  const choose = (kind: OrderKind): void => {
    const allowed = validitiesOf(kind);
    change({ kind, validity: allowed.includes(draft.validity) ? draft.validity : 'day' });
  };
  const unitOf = (field: DraftField): string | undefined =>
    field === 'quantity'
      ? (instrument.base ?? undefined)
      : field === 'price' || field === 'stopPrice'
        ? instrument.quote
        : '%';
  return (
    <div class="ticket">
      <h2>{say('order')}</h2>
      <fieldset class="sides" aria-label={say('side')}>
        {(['buy', 'sell'] as const).map((side) => (
          <label key={side} class={side}>
            <input
              type="radio"
              name="side"
              value={side}
              checked={draft.side === side}
              onChange={() => change({ side })}
            />
            {say(side)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        {say('kind')}
        <select value={draft.kind} onChange={(event) => choose(event.currentTarget.value as OrderKind)}>
          {ORDER_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(kind)}
            </option>
          ))}
        </select>
      </label>
      {fieldsOf(draft.kind).map((field) => (
        <NumberField
          key={field}
          label={say(labelOf(draft.kind, field))}
          {...(unitOf(field) === undefined ? {} : { unit: unitOf(field) as string })}
          value={draft[field]}
          wrong={checked.wrong?.[field]}
          onWrite={(text) => change({ [field]: text })}
        />
      ))}
      {validitiesOf(draft.kind).length > 1 && (
        <label class="field">
          {say('validity')}
          <select
            value={draft.validity}
            onChange={(event) => change({ validity: event.currentTarget.value as Draft['validity'] })}
          >
            {validitiesOf(draft.kind).map((each) => (
              <option key={each} value={each}>
                {say(VALIDITY_WORDS[each])}
              </option>
            ))}
          </select>
        </label>
      )}
      <Costs preview={preview.answer} />
      <Send order={checked.order} draft={draft} instrument={instrument} account={account} refusal={preview.error} />
    </div>
  );
}

/** A pressed price goes where this kind of order has one; a market order becomes a limit order. */
function withPrice(draft: Draft, price: string): Draft {
  const fields = fieldsOf(draft.kind);
  if (fields.includes('price')) return { ...draft, price };
  if (fields.includes('stopPrice')) return { ...draft, stopPrice: price };
  return { ...draft, kind: 'limit', price };
}

function labelOf(kind: OrderKind, field: DraftField): Word {
  if (field === 'price') return kind === 'limit' ? 'price' : 'limitPrice';
  if (field === 'trail') return 'trailPercent';
  if (field === 'offset') return 'offsetPercent';
  if (field === 'quantity') return 'quantity';
  if (kind === 'trailing' || kind === 'trailingLimit') return 'activation';
  return kind === 'takeProfit' || kind === 'takeProfitLimit' ? 'takePrice' : 'stopPrice';
}

function Costs({ preview }: { readonly preview: OrderPreview | null }) {
  const money = (amount: string, asset: string) => (
    <span title={`${amount} ${asset}`}>
      {shortened(amount, usualDecimals(asset))} {asset}
    </span>
  );
  return (
    <dl class="costs" aria-live="polite">
      <dt>{say('value')}</dt>
      <dd>{preview === null ? '—' : money(preview.value, preview.valueAsset)}</dd>
      <dt>{say('fee')}</dt>
      <dd>{preview === null ? '—' : money(preview.fee, preview.feeAsset)}</dd>
      <dt>{say('margin')}</dt>
      <dd>{preview === null || preview.margin === null ? '—' : money(preview.margin, preview.marginAsset)}</dd>
      <dt>{say('setAside')}</dt>
      <dd>
        {preview === null || preview.held.length === 0
          ? '—'
          : preview.held.map(({ asset, amount }) => <div key={asset}>{money(amount, asset)}</div>)}
      </dd>
    </dl>
  );
}

interface SendProps {
  readonly order: NewOrder | null;
  readonly draft: Draft;
  readonly instrument: Instrument;
  readonly account: Account;
  readonly refusal: unknown;
}

function Send({ order, draft, instrument, account, refusal }: SendProps) {
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState<Order | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async (): Promise<void> => {
    if (order === null) return;
    setBusy(true);
    setError(null);
    try {
      const placed = await call<Order>('POST', `/accounts/${account.id}/orders`, {
        ...order,
        key: crypto.randomUUID(),
      });
      setSent(placed);
    } catch (failure) {
      setSent(null);
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const problem = error ?? refusal;
  return (
    <>
      <button type="button" class={`main ${draft.side}`} disabled={order === null || busy} onClick={() => void send()}>
        {busy
          ? say('placing')
          : say('place', { side: say(draft.side), quantity: shown(order?.quantity ?? ''), symbol: instrument.symbol })}
      </button>
      <Refusal error={problem} />
      {sent !== null && <Sent placed={sent} />}
    </>
  );
}

/** What became of the order that was sent last: as the stream tells it, else as it was answered. */
function Sent({ placed }: { readonly placed: Order }) {
  const live = (useLive('orders', placed.account) ?? []).find((each) => each.id === placed.id);
  const order = live ?? placed;
  const id = String(order.id);
  const words =
    live === undefined && order.endedAt === null
      ? say('placed', { id })
      : order.status === 'filled'
        ? say('filledAt', { id, price: shown(order.averagePrice) })
        : say('endedOrder', { id, status: say(`status.${order.status}`) });
  return (
    <p class="sent" role="status">
      {words}
    </p>
  );
}
