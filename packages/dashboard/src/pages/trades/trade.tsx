import type { Instrument, SmartTrade, SmartTradeEvent, SmartTradeOrder } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { accounts } from '../../api/house.ts';
import { useHistory } from '../../api/use-history.ts';
import { useOne } from '../../automation/use-one.ts';
import { Known } from '../../parts/automation/known.tsx';
import { NoteForm } from '../../parts/note-form.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { ChangeFunds } from '../../parts/trades/change-funds.tsx';
import { type AskedStep, ExitTable } from '../../parts/trades/exit-table.tsx';
import { MovedLines } from '../../parts/trades/moved-lines.tsx';
import { SteerStep, SteerTrade } from '../../parts/trades/trade-dialogs.tsx';
import { TradeFigures } from '../../parts/trades/trade-figures.tsx';
import { type AskedAction, TradeHead } from '../../parts/trades/trade-head.tsx';
import { TradeOrders } from '../../parts/trades/trade-orders.tsx';
import { tradeErrorText } from '../../trades/error-text.ts';
import { eventText, tellsSame } from '../../trades/timeline-text.ts';
import { versionOf } from '../../trades/trade-version.ts';
import { tell } from '../../words/trades/trade-words.ts';

type Asked = AskedAction | AskedStep;

const NO_ROWS: readonly never[] = [];

/** One smart trade: its chart, exits, orders and what has happened to it, with everything that steers it. */
export function SmartTradePage({ id }: { readonly id: number }) {
  const asked = useOne<SmartTrade>('/smart-trades', 'smartTrades', id);
  return (
    <Known asked={asked}>
      {(trade, instrument) => <Loaded trade={trade} instrument={instrument} again={asked.again} />}
    </Known>
  );
}

interface LoadedProps {
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly again: () => void;
}

function Loaded({ trade, instrument, again }: LoadedProps) {
  const [asked, ask] = useState<Asked | null>(null);
  const path = `/smart-trades/${trade.id}`;
  const { events, orders, error } = useHistory<SmartTradeEvent, SmartTradeOrder>(path, versionOf(trade));
  const fees = accounts.value.find(({ id }) => id === trade.account)?.fees;
  const { priceStep } = instrument;
  const close = (): void => {
    ask(null);
    again();
  };
  return (
    <div class="account-page deal-page smart-trade">
      <TradeHead trade={trade} onAsk={ask} onDone={again} />
      {trade.error !== null && (
        <div class="trouble" role="alert">
          <b>{tell('goesWrong')}</b>
          <p>
            {tradeErrorText(trade.error)}
            {trade.active && `. ${tell('retrySoon')}`}
          </p>
        </div>
      )}
      {error !== null && <Refusal error={error} />}
      <TradeFigures trade={trade} instrument={instrument} />
      <MovedLines
        key={trade.id}
        trade={trade}
        instrument={instrument}
        fees={fees}
        events={events ?? NO_ROWS}
        orders={orders ?? NO_ROWS}
        onDone={again}
      />
      <section>
        <h2>{tell('exits')}</h2>
        <ExitTable trade={trade} instrument={instrument} fees={fees} orders={orders ?? NO_ROWS} onAsk={ask} />
      </section>
      <div class="columns">
        <section>
          <h2>{tell('timeline')}</h2>
          <Timeline events={events} textOf={(event) => eventText(event, trade, priceStep)} repeats={tellsSame} />
        </section>
        <div>
          <section>
            <h2>{tell('orders')}</h2>
            <TradeOrders trade={trade} orders={orders} priceStep={priceStep} onDone={again} />
          </section>
          <section>
            <Note trade={trade} onDone={again} />
          </section>
        </div>
      </div>
      <Dialogs asked={asked} trade={trade} instrument={instrument} onClose={close} />
    </div>
  );
}

function Note({ trade, onDone }: { readonly trade: SmartTrade; readonly onDone: () => void }) {
  if (!trade.active) return trade.note === null ? null : <p>{tell('event.noted', { note: trade.note })}</p>;
  return (
    <NoteForm
      path={`/smart-trades/${trade.id}/note`}
      note={trade.note}
      label={tell('note')}
      placeholder={tell('noteHint')}
      save={tell('saveNote')}
      onDone={onDone}
    />
  );
}

interface DialogsProps {
  readonly asked: Asked | null;
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly onClose: () => void;
}

function Dialogs({ asked, trade, instrument, onClose }: DialogsProps) {
  const { priceStep } = instrument;
  if (asked === null) return null;
  if (typeof asked === 'object')
    return <SteerStep trade={trade} asked={asked} priceStep={priceStep} onClose={onClose} />;
  if (asked === 'add' || asked === 'reduce')
    return <ChangeFunds trade={trade} instrument={instrument} how={asked} onClose={onClose} />;
  return <SteerTrade trade={trade} how={asked} priceStep={priceStep} onClose={onClose} />;
}
