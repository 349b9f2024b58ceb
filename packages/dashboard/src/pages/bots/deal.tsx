import type { Deal, DealEvent, DealOrder, Instrument } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { useHistory } from '../../api/use-history.ts';
import { useOne } from '../../automation/use-one.ts';
import { dealLines, dealMarks } from '../../bots/deal-lines.ts';
import { versionOf } from '../../bots/deal-version.ts';
import { refusalText, statusText } from '../../bots/describe.ts';
import { dealErrorText } from '../../bots/error-text.ts';
import { heldAmount } from '../../bots/leaving.ts';
import { eventText, tellsSame } from '../../bots/timeline-text.ts';
import { decimalText } from '../../decimal.ts';
import { Known } from '../../parts/automation/known.tsx';
import { AddFunds } from '../../parts/bots/add-funds.tsx';
import { LeaveDeal, SellStep } from '../../parts/bots/deal-dialogs.tsx';
import { DealNote } from '../../parts/bots/deal-note.tsx';
import { DealOrders } from '../../parts/bots/deal-orders.tsx';
import { DealToTrade } from '../../parts/bots/deal-to-trade.tsx';
import { EditDeal } from '../../parts/bots/edit-deal.tsx';
import { CandleChart } from '../../parts/chart.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { moneyCell } from '../../parts/tables.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { language } from '../../words/language.ts';
import { decimalsOf, fixed, shortened, shown, shownPrice, shownTime } from '../../words/numbers.ts';

type Asked = 'edit' | 'funds' | 'to-trade' | 'panic-sell' | 'cancel' | number;

const NO_ROWS: readonly never[] = [];

/** One deal: its chart, figures, orders and what has happened to it, with everything that steers it. */
export function DealPage({ id }: { readonly id: number }) {
  const asked = useOne<Deal>('/deals', 'deals', id);
  return (
    <Known asked={asked} textOf={refusalText}>
      {(deal, instrument) => <Loaded deal={deal} instrument={instrument} again={asked.again} />}
    </Known>
  );
}

function Loaded(props: { readonly deal: Deal; readonly instrument: Instrument; readonly again: () => void }) {
  const { deal, instrument, again } = props;
  const [asked, ask] = useState<Asked | null>(null);
  const { events, orders, error } = useHistory<DealEvent, DealOrder>(`/deals/${deal.id}`, versionOf(deal));
  const words = language.value;
  const lines = useMemo(
    () => dealLines(deal, orders ?? NO_ROWS),
    [versionOf(deal), orders, words, JSON.stringify(deal.figures?.takeProfits), deal.figures?.stopLoss],
  );
  const marks = useMemo(() => dealMarks(events ?? NO_ROWS, deal.strategy), [events, deal.strategy]);
  const close = (): void => {
    ask(null);
    again();
  };
  return (
    <div class="account-page deal-page">
      <Head deal={deal} onAsk={ask} />
      {deal.error !== null && <Trouble deal={deal} events={events ?? NO_ROWS} />}
      {error !== null && <Refusal error={error} textOf={refusalText} />}
      <Figures deal={deal} instrument={instrument} onAsk={ask} />
      <div class="chart-box tall">
        <CandleChart key={instrument.symbol} instrument={instrument} lines={lines} marks={marks} whole />
      </div>
      <div class={deal.active || deal.note !== null ? 'columns' : ''}>
        <section>
          <h2>{tell('timeline')}</h2>
          <Timeline
            events={events}
            textOf={(event) => eventText(event, deal, instrument.priceStep)}
            repeats={tellsSame}
          />
        </section>
        <div>
          {deal.active && (
            <section>
              <h2>{tell('restingOrders')}</h2>
              <DealOrders deal={deal} orders={orders} priceStep={instrument.priceStep} onDone={again} />
            </section>
          )}
          <section>
            <DealNote deal={deal} onDone={again} />
          </section>
        </div>
      </div>
      {(asked === 'panic-sell' || asked === 'cancel') && <LeaveDeal deal={deal} how={asked} onClose={close} />}
      {asked === 'funds' && <AddFunds deal={deal} instrument={instrument} onClose={close} />}
      {asked === 'to-trade' && <DealToTrade deal={deal} onClose={close} />}
      {asked === 'edit' && (
        <EditDeal
          deal={deal}
          orders={orders ?? NO_ROWS}
          priceDecimals={decimalsOf(instrument.priceStep)}
          onClose={close}
        />
      )}
      {typeof asked === 'number' && <SellStep deal={deal} step={asked} onClose={close} />}
    </div>
  );
}

function Head({ deal, onAsk }: { readonly deal: Deal; readonly onAsk: (asked: Asked) => void }) {
  const long = deal.strategy === 'long';
  const isBought = deal.status === 'bought';
  return (
    <div class="page-head">
      <h1>
        {tell('deal', { id: String(deal.id) })} · {deal.instrument}{' '}
        <small>
          <span class={long ? 'up' : 'down'}>{tell(deal.strategy)}</span>,{' '}
          <a href={pathTo('bots', deal.bot)}>{tell('ofBot', { bot: deal.botName })}</a>
        </small>
      </h1>
      <span class={`badge ${deal.active ? '' : 'over'}`}>{statusText(deal)}</span>
      {deal.active && (
        <div class="buttons">
          <button type="button" disabled={!isBought} onClick={() => onAsk('edit')}>
            {tell('editDeal')}
          </button>
          <button type="button" disabled={!isBought} onClick={() => onAsk('funds')}>
            {tell(long ? 'addFunds' : 'addFundsShort')}
          </button>
          <button type="button" disabled={!deal.panicSellable} onClick={() => onAsk('to-trade')}>
            {tell('toTrade')}
          </button>
          <button type="button" disabled={!deal.panicSellable} onClick={() => onAsk('panic-sell')}>
            {tell(long ? 'panicSell' : 'panicBuy')}
          </button>
          <button type="button" disabled={!deal.cancellable} onClick={() => onAsk('cancel')}>
            {tell('cancelDeal')}
          </button>
        </div>
      )}
    </div>
  );
}

/** What goes wrong with a running deal and what happens next; of one that has ended, what went wrong. */
function Trouble({ deal, events }: { readonly deal: Deal; readonly events: readonly DealEvent[] }) {
  const last = [...events].reverse().find(({ kind }) => kind === 'failing');
  const retryAt = last?.kind === 'failing' ? last.retryAt : null;
  const next = retryAt === null ? tell('retrySoon') : tell('retryAt', { time: shownTime(retryAt, false) });
  return (
    <div class="trouble" role="alert">
      <b>{tell('goesWrong')}</b>
      <p>
        {dealErrorText(deal.error ?? '')}
        {deal.active && `. ${next}`}
      </p>
    </div>
  );
}

function heldWord({ strategy, active }: Deal): 'held' | 'bought' | 'heldShort' {
  if (strategy === 'short') return 'heldShort';
  return active ? 'held' : 'bought';
}

interface FiguresProps {
  readonly deal: Deal;
  readonly instrument: Instrument;
  readonly onAsk: (step: number) => void;
}

function Figures({ deal, instrument, onAsk }: FiguresProps) {
  const { figures, strategy, bought, sold, quote, base, settings } = deal;
  const entered = strategy === 'long' ? bought : sold;
  const exited = strategy === 'long' ? sold : bought;
  const { priceStep } = instrument;
  const decimals = decimalsOf(priceStep);
  const profit = figures === null ? deal.profit : figures.actualProfit;
  const percent = figures === null ? deal.profitPercent : figures.actualProfitPercent;
  const usd = figures === null ? deal.profitUsd : figures.actualProfitUsd;
  const several = settings.takeProfitSteps.length > 1;
  return (
    <dl class="figures">
      <Figure name={tell(figures === null ? 'profit' : 'profitNow')}>
        {moneyCell(profit, quote, true)}
        <small class="under">
          {figures === null ? `${fixed(percent, 2)}\u202f%` : tell('priceChange', { percent: fixed(percent, 2) })}
          {usd !== null && quote !== 'USDT' && ` · ${shortened(usd, 2)} $`}
        </small>
      </Figure>
      <Figure name={tell(heldWord(deal))}>
        {shown(figures === null ? entered.amount : decimalText(heldAmount(deal)))} <small>{base}</small>
      </Figure>
      <Figure name={tell(strategy === 'long' ? 'paid' : 'received')}>{moneyCell(entered.volume, quote)}</Figure>
      {figures === null && (
        <Figure name={tell(strategy === 'long' ? 'received' : 'paid')}>{moneyCell(exited.volume, quote)}</Figure>
      )}
      <Figure name={tell('averagePrice')}>{fixed(entered.average, decimals)}</Figure>
      {figures !== null && (
        <>
          <Figure name={tell('priceNow')}>{shownPrice(figures.price, priceStep)}</Figure>
          <Figure name={tell('takeProfitAt')}>
            {figures.takeProfits.length === 0
              ? '—'
              : figures.takeProfits.map(({ step, price }) => (
                  <span class="amount" key={step}>
                    {shownPrice(price, priceStep)}{' '}
                    {several && (
                      <button type="button" class="small" onClick={() => onAsk(step)}>
                        {tell('sellNow')}
                      </button>
                    )}
                  </span>
                ))}
          </Figure>
          <Figure name={tell('stopLossAt')}>{fixed(figures.stopLoss, decimals)}</Figure>
          {figures.trailingMark !== null && (
            <Figure name={tell('followed')}>{shownPrice(figures.trailingMark, priceStep)}</Figure>
          )}
        </>
      )}
      <Figure name={tell('safetyOrders')}>
        {tell('safetyFilled', { done: String(deal.safetyDone), most: String(settings.maxSafetyOrders) })}
      </Figure>
      <Figure name={tell('startedBy')}>
        {tell(`by.${deal.startedBy}`)} <small>{shownTime(deal.createdAt)}</small>
      </Figure>
      {deal.closedAt !== null && <Figure name={tell('ended')}>{shownTime(deal.closedAt)}</Figure>}
    </dl>
  );
}
